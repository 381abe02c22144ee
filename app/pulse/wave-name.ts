import { formatMonthOf } from '../i18n/format.ts'
import type { Locale } from '../i18n/locale.ts'

/** What a wave is called: its survey bears one name for years, so the month it went out stands beside it. */
export function waveName(
  title: Record<Locale, string>,
  launchedAt: number | Date,
  timeZone: string,
  locale: Locale,
): string {
  return `${title[locale]}, ${formatMonthOf(launchedAt, timeZone, locale)}`
}
