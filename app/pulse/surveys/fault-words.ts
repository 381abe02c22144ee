import { formatNumber } from '../../i18n/format.ts'
import { LOCALE_NAMES } from '../../i18n/locale.ts'
import { m } from '../../i18n/messages.ts'
import { type Fault, field, type SurveyDraft } from './draft.ts'

/** Faults by the field they stand at. */
export type FaultAt = ReadonlyMap<string, Fault>

export function messageOf({ fault, locale, most = 0 }: Fault): string {
  const language = locale ? `\u2068${LOCALE_NAMES[locale]}\u2069` : ''
  switch (fault) {
    case 'missing':
      return m.pulse_surveys_fault_missing({ language })
    case 'long':
      return m.pulse_surveys_fault_long({ language, most: formatNumber(most) })
    case 'same':
      return m.pulse_surveys_fault_same({ language })
    case 'empty':
      return m.pulse_surveys_fault_empty()
    case 'too-many':
      return m.pulse_surveys_fault_many({ most: formatNumber(most) })
    case 'too-many-comments':
      return m.pulse_surveys_fault_comments({ most: formatNumber(most) })
  }
}

/** The same where it stands alone: first the part of the form it is about. */
export function summaryOf(fault: Fault, { parts }: SurveyDraft): string {
  const { locale } = fault
  const message = messageOf(fault)
  if (!locale) return message
  if (fault.field === field.title(locale)) return `${m.pulse_surveys_name()} · ${message}`
  for (const [i, part] of parts.entries()) {
    if ('bank' in part) continue
    const n = formatNumber(i + 1)
    const { key, options } = part.own
    if (fault.field === field.text(key, locale)) {
      return `${m.pulse_surveys_where_question({ n })} · ${message}`
    }
    const at = options.findIndex((option) => fault.field === field.option(key, option.key, locale))
    if (at < 0) continue
    const option = formatNumber(at + 1)
    return `${m.pulse_surveys_where_option({ n, option })} · ${message}`
  }
  return message
}
