import type { Locale } from '../i18n/locale.ts'
import type { Touchpoint } from '../touchpoints/touchpoint.ts'
import { WHOLE_VISIT } from '../touchpoints/touchpoint.ts'
import { chanceOf, decks } from './chance.ts'
import {
  ANSWERS,
  DAYS,
  FIX_ANSWERS,
  FIX_DROP,
  FIX_LIFT,
  FIX_SPAN,
  FIXES,
  KINDER_TO_STAFF,
  NO_LINK_GROUP,
  placeOf,
  SCORE,
  SEED,
  SITES,
  type SiteTruth,
  TOUCHPOINTS,
} from './truth.ts'
import type { Words } from './words.ts'

export interface Answer {
  collectedBy: 'code' | 'import' | 'staff' | 'agency'
  site: string
  touchpoint: string
  score: number
  /** Days before the day the company is made, 1 or more. */
  daysAgo: number
  why: string | null
  improve: string | null
  /** Visits in a year and the mean basket, where a receipt was asked about. */
  visits: number | null
  basket: number | null
  /** Five degrees, 5 the best: how satisfied, and how sure to come again; asked in one survey. */
  satisfaction: number | null
  intent: number | null
}

/** How often a code hangs there and is used, against 1. */
const ASKED: Record<string, number> = {
  checkout: 2.2,
  advice: 2,
  plants: 1.8,
  parking: 1.4,
  cafe: 1.4,
  choice: 1.3,
  website: 1.2,
  badge: 0.5,
  trolleys: 0.7,
  goodbye: 0.7,
}

const COLLECTED = { code: 0.47, import: 0.38, staff: 0.08, agency: 0.07 }
const WITH_WORDS = { code: 0.2, import: 0.12, staff: 0.05, agency: 0.15 }
const LOCALES: Record<Locale, number> = { en: 0.4, ru: 0.3, he: 0.3 }

/** Eighteen months of customers' answers, site by site, each site from a stream of its own. */
export function answersOf(
  touchpoints: readonly Touchpoint[],
  words: Record<Locale, Words>,
): Answer[] {
  const sizeOf = (site: SiteTruth) => site.people + 12
  const all = SITES.reduce((sum, site) => sum + sizeOf(site), 0)
  return SITES.flatMap((site, index) => {
    const share = (sizeOf(site) / all) * ((site.open ?? DAYS) / DAYS) * (site.busy ?? 1)
    return answersAt(site, Math.round(ANSWERS * share), SEED + 1000 + index, touchpoints, words)
  })
}

/** One of five degrees that goes with a score, the more loosely the larger `noise` is. */
function degreeOf(score: number, noise: number): number {
  return Math.max(1, Math.min(5, Math.round(score / 2 + 0.7 * noise)))
}

function answersAt(
  site: SiteTruth,
  count: number,
  seed: number,
  touchpoints: readonly Touchpoint[],
  words: Record<Locale, Words>,
): Answer[] {
  const chance = chanceOf(seed)
  const feeling = chanceOf(seed + 500)
  const draw = decks(chance)
  const asked = Object.fromEntries(touchpoints.map(({ code }) => [code, ASKED[code] ?? 1]))
  const group = new Map(touchpoints.map((touchpoint) => [touchpoint.code, touchpoint.group]))
  const fix = FIXES.find((one) => one.site === site.code)

  const meanAt = (touchpoint: string, daysAgo: number): number => {
    const apart = group.get(touchpoint) === NO_LINK_GROUP
    const place = apart
      ? SCORE.business * placeOf(site.business)
      : SCORE.place * placeOf(site.customers)
    let mean = SCORE.mean + place + (TOUCHPOINTS[touchpoint]?.customers ?? 0)
    if (fix?.touchpoint === touchpoint) {
      mean -= FIX_DROP
      if (fix.helped && daysAgo < fix.done) mean += FIX_LIFT
    }
    return mean
  }

  const answer = (
    collectedBy: Answer['collectedBy'],
    touchpoint: string,
    daysAgo: number,
  ): Answer => {
    const kinder = collectedBy === 'staff' ? KINDER_TO_STAFF : 0
    const felt = meanAt(touchpoint, daysAgo) + kinder + SCORE.spread * chance.normal()
    const score = Math.max(0, Math.min(10, Math.round(felt)))
    const said: Answer = {
      collectedBy,
      site: site.code,
      touchpoint,
      score,
      daysAgo,
      why: null,
      improve: null,
      visits: null,
      basket: null,
      satisfaction: null,
      intent: null,
    }
    if (collectedBy === 'import') {
      // A stream of its own: what others are made of does not move.
      said.satisfaction = degreeOf(score, feeling.normal())
      said.intent = degreeOf(score, feeling.normal() - 0.4)
      said.visits = 1 + chance.below(7) + (score >= 9 ? chance.below(6) : 0)
      said.basket = Math.round(100 * (18 + 40 * chance.next() ** 2 + score)) / 100
    }
    if (!chance.yes(WITH_WORDS[collectedBy])) return said
    const bank = words[chance.weighted(LOCALES)]
    const texts = bank.touchpoint[touchpoint]
    const { good, bad } = texts ?? bank.visit
    if (score >= 9) said.why = draw(good)
    else if (score <= 6) said.why = draw(bad)
    if (score < 9 && (said.why === null || chance.yes(0.5))) {
      said.improve = texts ? texts.ten : draw(bank.visit.ten)
    }
    return said
  }

  const days = site.open ?? DAYS
  const usual = Array.from({ length: count }, () => {
    const collectedBy = chance.weighted(COLLECTED)
    const visit = collectedBy === 'import' || collectedBy === 'agency' || chance.yes(0.1)
    const touchpoint = visit ? WHOLE_VISIT : chance.weighted(asked)
    return answer(collectedBy, touchpoint, 1 + chance.below(days))
  })
  if (!fix) return usual
  const extra = (from: number, to: number) =>
    Array.from({ length: FIX_ANSWERS }, () =>
      answer('code', fix.touchpoint, from + chance.below(to - from + 1)),
    )
  return [
    ...usual,
    ...extra(fix.done + 1, fix.done + FIX_SPAN),
    ...extra(Math.max(1, fix.done - FIX_SPAN), fix.done - 1),
  ]
}
