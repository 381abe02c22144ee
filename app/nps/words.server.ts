import { csvFaultWords } from '../files/fault-words.ts'
import type { Locale } from '../i18n/locale.ts'
import { m } from '../i18n/messages.ts'
import type { Refusal } from './import.ts'
import type { RowProblem } from './row.ts'

/** What is wrong with a row, for the person who brought it. */
export function rowWords(
  { reason, value }: Pick<RowProblem, 'reason' | 'value'>,
  locale: Locale,
): string {
  const words = {
    surplus: m.nps_row_surplus,
    score: m.nps_row_score,
    day: m.nps_row_day,
    'day-missing': m.nps_row_day_missing,
    'day-future': m.nps_row_day_future,
    unit: m.nps_row_unit,
    'unit-missing': m.nps_row_unit_missing,
    'unit-twice': m.nps_row_unit_twice,
    touchpoint: m.nps_row_touchpoint,
    'comment-long': m.nps_row_comment_long,
    figure: m.nps_row_figure,
    'contact-long': m.nps_row_contact_long,
  }[reason]
  return words({ value }, { locale })
}

/** Why a whole file was turned away. */
export function refusalWords({ reason, fault, value }: Refusal, locale: Locale): string {
  const options = { locale }
  switch (reason) {
    case 'column':
      return m.nps_refusal_column({ value }, options)
    case 'score-missing':
      return m.nps_refusal_score_missing({}, options)
    case 'day-missing':
      return m.nps_refusal_day_missing({}, options)
    case 'day':
      return m.nps_refusal_day({ value }, options)
    case 'unit':
      return m.nps_refusal_unit({ value }, options)
    case 'sites':
      return m.nps_refusal_sites({ value }, options)
    case 'file':
      return csvFaultWords(fault ?? 'other', value, locale)
  }
}

/** The same with its place in the file in front. */
export function placedRefusal(refusal: Refusal, locale: Locale): string {
  const { line, column } = refusal
  const reason = refusalWords(refusal, locale)
  if (line === null) return reason
  if (column === null) return m.nps_refused_line({ line, reason }, { locale })
  return m.nps_refused_place({ line, column, reason }, { locale })
}
