import { formatNumber } from '../i18n/format.ts'
import type { Locale } from '../i18n/locale.ts'
import { m } from '../i18n/messages.ts'
import { type Figure, KINDS, MONEY_NAMES, type MoneyName } from './money.ts'
import type { MoneyPage } from './money.server.ts'
import { apart } from './words.ts'

/** Working weeks in a year. */
const WEEKS = 46

export interface MoneyProse {
  lead: string
  values: { kind: string; name: string; low: string; mid: string; high: string }[]
  valuesWidest: string | null
  gain: { title: string; text: string; widest: string; beliefs: [string, string][] } | null
  /** What people buy, and how little it explains. */
  buys: string[]
  share: string[]
  mine: string | null
  inputs: { key: string; name: string; value: string; range: string; tag: string }[]
}

/** Everything on the page of the chain in money, in the reader's language; `hours` a week are the reader's own. */
export function moneyProse(page: MoneyPage, hours: number | null, locale: Locale): MoneyProse {
  const options = { locale }
  const { inputs, money } = page
  const { Promoter: promoter, Detractor: detractor } = money.values
  return {
    lead:
      promoter && detractor
        ? m.impact_money_lead_known(
            { promoter: whole(promoter.mid, locale), detractor: whole(detractor.mid, locale) },
            options,
          )
        : m.impact_money_lead_none({}, options),
    values: valuesOf(page, locale),
    valuesWidest: money.gap && widestOf(money.gap, locale),
    gain: gainOf(page, locale),
    buys: buysOf(page, locale),
    share: shareOf(page, locale),
    mine: mineOf(money.perHour, hours, locale),
    inputs: MONEY_NAMES.flatMap((name) => {
      const input = inputs[name]
      if (!input) return []
      const { low, mid, high, tag } = input
      const digits = Math.abs(mid) < 100 ? 2 : 0
      const figure = (value: number) => formatNumber(value, digits, locale)
      return [
        {
          key: name,
          name: inputName(name, locale),
          value: apart(figure(mid)),
          range: apart(`${figure(low)} – ${figure(high)}`),
          tag: TAGS[tag]({}, options),
        },
      ]
    }),
  }
}

const TAGS = {
  measured: m.impact_money_tag_measured,
  entered: m.impact_money_tag_entered,
  assumed: m.impact_money_tag_assumed,
}

const NAMES: Record<MoneyName, typeof m.impact_money_in_margin> = {
  margin: m.impact_money_in_margin,
  spendPromoter: m.impact_money_in_spend_promoter,
  spendPassive: m.impact_money_in_spend_passive,
  spendDetractor: m.impact_money_in_spend_detractor,
  churnPromoter: m.impact_money_in_churn_promoter,
  churnPassive: m.impact_money_in_churn_passive,
  churnDetractor: m.impact_money_in_churn_detractor,
  broughtPromoter: m.impact_money_in_brought_promoter,
  broughtPassive: m.impact_money_in_brought_passive,
  broughtDetractor: m.impact_money_in_brought_detractor,
  moved: m.impact_money_in_moved,
  revenue: m.impact_money_in_revenue,
  retained: m.impact_money_in_retained,
  earnedNew: m.impact_money_in_earned_new,
  hours: m.impact_money_in_hours,
}

export function inputName(name: MoneyName, locale: Locale): string {
  return NAMES[name]({}, { locale })
}

const KIND_NAMES = {
  Promoter: m.impact_money_promoter,
  Passive: m.impact_money_passive,
  Detractor: m.impact_money_detractor,
}

function whole(value: number, locale: Locale): string {
  return apart(formatNumber(value, 0, locale).replaceAll('-', '−'))
}

function ends({ low, mid, high }: Figure, locale: Locale, write = whole) {
  return { low: write(low, locale), mid: write(mid, locale), high: write(high, locale) }
}

function widestOf({ widest }: Figure, locale: Locale): string {
  const name =
    widest === 'causal' || widest === null
      ? m.impact_money_causal({}, { locale })
      : inputName(widest, locale)
  return m.impact_money_widest({ name }, { locale })
}

function valuesOf({ money }: MoneyPage, locale: Locale): MoneyProse['values'] {
  const rows = KINDS.flatMap((kind) => {
    const figure = money.values[kind]
    const name = KIND_NAMES[kind]({}, { locale })
    return figure ? [{ kind: kind as string, name, ...ends(figure, locale) }] : []
  })
  if (money.gap) {
    const name = m.impact_money_gap({}, { locale })
    rows.push({ kind: 'gap', name, ...ends(money.gap, locale) })
  }
  return rows
}

function gainOf({ inputs, money }: MoneyPage, locale: Locale): MoneyProse['gain'] {
  const options = { locale }
  if (!money.gain || !inputs.moved) return null
  return {
    title: m.impact_money_gain({ moved: whole(inputs.moved.mid, locale) }, options),
    text: m.impact_money_gain_text(ends(money.gain, locale), options),
    widest: widestOf(money.gain, locale),
    beliefs: money.gains.map(({ share, gain }) => [
      m.impact_money_belief({ share: formatNumber(100 * share, 0, locale) }, options),
      whole(gain, locale),
    ]),
  }
}

/** The words go with the share: a twentieth is next to nothing, half of it is much. */
function explains(share: number): typeof m.impact_money_buys_text {
  if (share < 0.05) return m.impact_money_buys_text
  return share < 0.5 ? m.impact_money_buys_some : m.impact_money_buys_much
}

function buysOf({ purchases }: MoneyPage, locale: Locale): string[] {
  const options = { locale }
  if (!purchases?.gap || purchases.explained === null)
    return [m.impact_money_buys_none({}, options)]
  const { promoter, passive, detractor } = purchases.spend
  const money = (value: number | null) => (value === null ? '–' : whole(value, locale))
  const { mean, low, high } = purchases.gap
  return [
    explains(purchases.explained)(
      {
        share: formatNumber(100 * purchases.explained, 1, locale),
        n: formatNumber(purchases.n, 0, locale),
      },
      options,
    ),
    m.impact_money_spend(
      {
        promoter: money(promoter.mean),
        passive: money(passive.mean),
        detractor: money(detractor.mean),
        gap: whole(mean, locale),
        low: whole(low, locale),
        high: whole(high, locale),
      },
      options,
    ),
  ]
}

const cents = (value: number, locale: Locale) =>
  apart(formatNumber(value, 2, locale).replaceAll('-', '−'))

function shareOf({ money }: MoneyPage, locale: Locale): string[] {
  const options = { locale }
  const { earnedGrowth, growth, pool, perHour } = money
  if (!earnedGrowth || !growth) return [m.impact_money_growth_none({}, options)]
  const percent = apart(formatNumber(earnedGrowth.mid, 1, locale).replaceAll('-', '−'))
  return [
    m.impact_money_growth({ growth: percent, ...ends(growth, locale) }, options),
    pool ? m.impact_money_pool(ends(pool, locale), options) : m.impact_money_no_pool({}, options),
    ...(perHour ? [m.impact_money_hour(ends(perHour, locale, cents), options)] : []),
  ]
}

function mineOf(perHour: Figure | null, hours: number | null, locale: Locale): string | null {
  if (!perHour || hours === null) return null
  const year = (value: number) => whole(value * hours * WEEKS, locale)
  return m.impact_money_mine(
    {
      hours: apart(formatNumber(hours, 1, locale)),
      low: year(perHour.low),
      mid: year(perHour.mid),
      high: year(perHour.high),
    },
    { locale },
  )
}
