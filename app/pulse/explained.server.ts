import { formatNumber } from '../i18n/format.ts'
import type { Locale } from '../i18n/locale.ts'
import { m } from '../i18n/messages.ts'
import type { Thresholds } from './report.ts'
import type { Results } from './results.server.ts'

/** How we know what a page of results says, in one language: long texts, of which browsers load no other language. */
export interface Explained {
  item: string
  enps: string
  choice: string
  comment: string
  rounding: string
  change: string
  ranking: string
  counts: string
  stuffing: string
  certificate: string[]
}

export function explained(
  { certificate }: Pick<Results, 'certificate'>,
  thresholds: Thresholds,
  locale: Locale,
): Explained {
  const number = (n: number) => formatNumber(n, 0, locale)
  const l = { locale }
  const ten = number(thresholds.detail)
  return {
    item: m.pulse_know_item({}, l),
    enps: m.pulse_know_enps({ ten }, l),
    rounding: m.pulse_know_rounding({}, l),
    choice: m.pulse_surveys_know_choice({ ten }, l),
    comment: m.pulse_know_comments({ ten }, l),
    change: m.pulse_know_change({}, l),
    ranking: m.pulse_know_ranking({}, l),
    counts: m.pulse_know_counts({}, l),
    stuffing: m.pulse_know_stuffing({}, l),
    certificate: [
      m.pulse_certificate_text(
        {
          figures: number(certificate.figures),
          fewest: number(certificate.fewest),
          six: number(thresholds.cell),
        },
        l,
      ),
      m.pulse_certificate_gone({}, l),
      m.pulse_code_closed({}, l),
    ],
  }
}
