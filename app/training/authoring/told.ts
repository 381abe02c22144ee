import { m } from '../../i18n/messages.ts'

/** What a button on the page of a draft has done; nothing for what shows by itself. */
export function toldWords(told: string): string {
  switch (told) {
    case 'undo':
      return m.training_author_undone()
    case 'redo':
      return m.training_author_redone()
    case 'sent':
      return m.training_author_sent()
    case 'back':
      return m.training_author_back()
    case 'dropped':
      return m.training_author_dropped()
    case 'taken-up':
      return m.training_author_taken_up()
    default:
      return m.common_saved()
  }
}

export function refusalWords(
  why: 'closed' | 'own-words' | 'changed-meanwhile' | 'nothing' | 'faulty' | 'other-open',
): string {
  switch (why) {
    case 'closed':
      return m.training_author_closed()
    case 'own-words':
      return m.training_author_own_words()
    case 'changed-meanwhile':
      return m.training_author_changed_meanwhile()
    case 'faulty':
      return m.training_author_faulty()
    case 'other-open':
      return m.training_author_other_open()
    case 'nothing':
      return m.training_author_nothing()
  }
}
