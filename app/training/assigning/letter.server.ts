import { formatDay } from '../../i18n/format.ts'
import type { Locale } from '../../i18n/locale.ts'
import { m } from '../../i18n/messages.ts'

export interface Place {
  company: { name: string; timeZone: string }
  publicOrigin: string
}

export interface Reminded {
  module: string
  /** In the person's language. */
  title: string
  dueOn: string
  /** Who assigned it. */
  by: string
}

/** Subject and text of one reminder, of all that is due about now; the nearest day first, by the person's own `today`. */
export function reminderLetter(
  person: string,
  modules: readonly Reminded[],
  locale: Locale,
  today: string,
  publicOrigin: string,
): { subject: string; body: string } {
  const of = { locale }
  const named = modules.map(({ module, title, dueOn, by }) => ({
    ...{ module, title, dueOn, by },
    day: formatDay(dueOn, 'UTC', locale),
  }))
  const [first] = named
  if (!first) throw new RangeError('a reminder of nothing')
  const late = named.every(({ dueOn }) => dueOn < today)
  const { title, day } = first
  const lines = named.map((one) =>
    one.dueOn < today
      ? m.training_assigning_mail_was({ title: one.title, day: one.day }, of)
      : m.training_assigning_mail_until({ title: one.title, day: one.day }, of),
  )
  const names = [...new Set(named.map(({ by }) => by))].join(', ')
  const subject =
    named.length > 1
      ? m.training_assigning_mail_subject_some({ n: named.length }, of)
      : late
        ? m.training_assigning_mail_subject_late({ title }, of)
        : m.training_assigning_mail_subject({ title, day }, of)
  const body = [
    m.training_assigning_mail_hello({ person }, of),
    late ? m.training_assigning_mail_late({}, of) : m.training_assigning_mail_open({}, of),
    lines.join('\n'),
    `${m.training_assigning_mail_link({}, of)}\n${publicOrigin}${
      named.length > 1 ? '/training' : `/training/${first.module}`
    }`,
    m.training_assigning_mail_by({ names }, of),
  ].join('\n\n')
  return { subject, body }
}
