import { m, spoken } from '../i18n/messages.ts'
import type { Question } from './survey.ts'

/** The words of 1, 2, 3, 4, 5. */
export function itemWords(): string[] {
  return [m.pulse_item_1(), m.pulse_item_2(), m.pulse_item_3(), m.pulse_item_4(), m.pulse_item_5()]
}

/** What stands beside the numbers of a question that is answered by 1, 2, 3 …: its options, or the words of an item. */
export function wordsOf({ options }: Pick<Question, 'options'>): string[] {
  return options ? options.map((option) => option[spoken()]) : itemWords()
}
