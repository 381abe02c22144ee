import { formatNumber } from '../i18n/format.ts'
import type { Locale } from '../i18n/locale.ts'
import { m } from '../i18n/messages.ts'
import type { Thresholds } from './report.ts'
import type { Results } from './results.server.ts'

/** What a page of results says about itself, in one language: long texts, of which browsers load no other language. */
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
  labels: {
    counts: string
    counted: Record<keyof Results['counts'] | 'nearlyAll' | 'nearlyNone', string>
    lead: string
    beside: string
    items: string
    topics: string
    drivers: string
    strongest: string
    weakest: string
    notApart: string
    promised: string
    settled: string
    ranking: string
    rankingAll: string
    certificate: string
    files: string
    filesText: string
    pdf: string
    map: string
    trend: string
  }
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
    labels: {
      counts: m.pulse_counts_title({}, l),
      counted: {
        eligible: m.pulse_count_eligible({}, l),
        issued: m.pulse_count_issued({}, l),
        redeemed: m.pulse_count_redeemed({}, l),
        withdrawn: m.pulse_count_withdrawn({}, l),
        unreadable: m.pulse_count_unreadable({}, l),
        nearlyAll: m.pulse_count_nearly_all({}, l),
        nearlyNone: m.pulse_count_nearly_none({}, l),
      },
      lead: m.pulse_results_lead({}, l),
      beside: m.pulse_results_beside({}, l),
      items: m.pulse_results_items({}, l),
      topics: m.pulse_results_topics({}, l),
      drivers: m.pulse_results_drivers({}, l),
      strongest: m.pulse_results_strongest({}, l),
      weakest: m.pulse_results_weakest({}, l),
      notApart: m.pulse_results_not_apart({}, l),
      promised: m.pulse_results_promised({}, l),
      settled: m.pulse_results_settled({}, l),
      ranking: m.pulse_ranking_title({}, l),
      rankingAll: m.pulse_results_ranking_all({}, l),
      certificate: m.pulse_certificate_title({}, l),
      files: m.pulse_results_export({}, l),
      filesText: m.pulse_results_export_text({}, l),
      pdf: m.pulse_results_export_pdf({}, l),
      map: m.pulse_results_map({}, l),
      trend: m.pulse_results_trend({}, l),
    },
  }
}

/** A closed wave without results says why, and what its words were for. */
export function withoutResults(
  why: 'too-few' | 'void' | 'not-closed',
  locale: Locale,
): { text: string; certificate: string; code: string; back: string } {
  const l = { locale }
  const text = {
    'too-few': m.pulse_none_too_few,
    void: m.pulse_none_void,
    'not-closed': m.pulse_none_closing,
  }[why]
  return {
    text: text({}, l),
    certificate: m.pulse_certificate_title({}, l),
    code: m.pulse_code_closed({}, l),
    back: m.pulse_back_to_list({}, l),
  }
}

export interface Mine {
  title: string
  text: string
  hint: string | null
}

/** The one bit that is kept about a person, said to nobody else. */
export function mineWords(mine: 'issued' | 'not-issued' | 'gone', locale: Locale): Mine {
  const l = { locale }
  const text = {
    issued: m.pulse_results_mine_yes,
    'not-issued': m.pulse_results_mine_no,
    gone: m.pulse_results_mine_gone,
  }[mine]
  return {
    title: m.pulse_results_mine_title({}, l),
    text: text({}, l),
    hint: mine === 'gone' ? null : m.pulse_results_mine_hint({}, l),
  }
}
