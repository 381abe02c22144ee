import type { Locale } from '../../i18n/locale.ts'
import { m } from '../../i18n/messages.ts'
import type { Survey } from '../survey.ts'
import { bank } from '../surveys/bank.server.ts'
import type { Measure } from './figure.ts'

/** What each measure of a survey is called in one language. */
export function measureName(
  { id, kind }: Pick<Measure, 'id' | 'kind'>,
  survey: Pick<Survey, 'questions'>,
  locale: Locale,
): string {
  if (kind === 'enps') return m.pulse_results_enps({}, { locale })
  if (kind === 'index') return m.pulse_results_loyalty({}, { locale })
  if (kind === 'driver') return driverName(id, locale)
  return survey.questions.find((question) => question.id === id)?.text[locale] ?? id
}

/** A driver's name; its id where the bank has it no more, since closed waves keep what they asked. */
export function driverName(id: string, locale: Locale): string {
  return bank().drivers.find((driver) => driver.id === id)?.name[locale] ?? id
}
