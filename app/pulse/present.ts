import { fisherExact, twoGroups, type Outcome } from '../statistics/comparison.ts'
import { adjustedWald, wilson, type Interval } from '../statistics/interval.ts'
import { zFor } from '../statistics/normal.ts'
import { npsOf, type Counts } from '../statistics/scores.ts'
import { nearlyAll } from './disclosure.ts'
import type { BandCell, Cell, EnpsCell, ItemCell, PublishedCell, Share } from './report.ts'

/** Below ten answers an item is one of three bands; below thirty figures lie on a grid. */
const GRID_FROM = 10
const FULL_FROM = 30
const ITEM = { low: 1, width: 4, favourableFrom: 4 }

type Place = { unit: string; question: string }

const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0)

/** a / b to the nearest whole number, halves up; whole numbers in, so nothing hangs on a float. */
const nearest = (a: number, b: number) => Math.floor((2 * a + b) / (2 * b))

/** Shares below 10 % and above 90 % read as these ends: "< 10 %" beside "3 %" would mean nobody. */
function softened(share: number): Share {
  return share < 0.1 ? 'under-10' : share > 0.9 ? 'over-90' : share
}

/** The number a published share is reckoned with: an end stands for its middle. */
export function plain(share: Share): number {
  return share === 'under-10' ? 0.05 : share === 'over-90' ? 0.95 : share
}

function shareOf(hits: number, n: number, steps: number): Share {
  return softened(n < FULL_FROM ? nearest(hits * steps, n) / steps : hits / n)
}

/** Wilson's interval of a share as it is published, so that it tells nothing the share does not. */
function shareInterval(share: number, n: number): Interval {
  return wilson(Math.round(share * n), n)!
}

/**
 * An item of six answers or more, from its answers 1…5. `detail` is whether the unit is in the
 * pattern at ten, without which there is no distribution.
 *
 * Below thirty, and where there is no distribution, the interval of the mean is made from the shown
 * mean alone with the widest spread a mean allows on this scale (Bhatia & Davis, 2000), as a share of
 * the way from 1 to 5 by Wilson: never too narrow, and nothing in it that is not on the screen.
 */
export function itemCell(place: Place, counts: readonly number[], detail: boolean): PublishedCell {
  const n = total(counts)
  if (nearlyAll(counts)) return { ...place, n, shown: 'nearly-all' }
  const favourable = total(counts.slice(ITEM.favourableFrom - ITEM.low))
  if (n < GRID_FROM) return { ...place, n, shown: 'band', band: bandOf(favourable, n) }

  const above = counts.reduce((sum, count, step) => sum + count * step, 0)
  const full = n >= FULL_FROM
  const mean = full ? 1 + above / n : 1 + nearest(20 * above, ITEM.width * n) / 5
  const share = shareOf(favourable, n, 20)
  return {
    ...place,
    n,
    shown: 'item',
    precision: full ? 'full' : 'grid',
    mean: {
      value: Math.round(mean * 1e9) / 1e9,
      ...(full && detail ? meanInterval(counts, mean) : widestInterval(mean, n)),
    },
    favourable: { share, ...shareInterval(plain(share), n) },
    distribution: detail ? counts.map((count) => shareOf(count, n, 10)) : null,
  }
}

/** At most a third answer 4 or 5, between, at least two thirds. */
export function bandOf(favourable: number, n: number): BandCell['band'] {
  return 3 * favourable <= n ? 'low' : 3 * favourable >= 2 * n ? 'high' : 'middle'
}

function meanInterval(counts: readonly number[], mean: number): Interval {
  const n = total(counts)
  const squares = counts.reduce((sum, count, step) => sum + count * (step + 1 - mean) ** 2, 0)
  const reach = zFor(0.95) * Math.sqrt(squares / (n - 1) / n)
  return { low: Math.max(1, mean - reach), high: Math.min(5, mean + reach) }
}

function widestInterval(mean: number, n: number): Interval {
  const { low, high } = shareInterval((mean - ITEM.low) / ITEM.width, n)
  return { low: ITEM.low + ITEM.width * low, high: ITEM.low + ITEM.width * high }
}

/** An eNPS of ten answers or more, from its answers 0…10. */
export function enpsCell(place: Place, counts: readonly number[]): PublishedCell {
  const n = total(counts)
  if (nearlyAll(counts)) return { ...place, n, shown: 'nearly-all' }
  const bands: Counts = {
    promoters: total(counts.slice(9)),
    passives: total(counts.slice(7, 9)),
    detractors: total(counts.slice(0, 7)),
  }
  const full = n >= FULL_FROM
  const value = full
    ? npsOf(bands)!
    : 10 * nearest(20 * (bands.promoters - bands.detractors + n), 2 * n) - 100
  const distribution = {
    promoters: shareOf(bands.promoters, n, 10),
    passives: shareOf(bands.passives, n, 10),
    detractors: shareOf(bands.detractors, n, 10),
  }
  const { low, high } = adjustedWald(full ? bands : shownCounts({ n, value, distribution }))!
  return {
    ...place,
    n,
    shown: 'enps',
    precision: full ? 'full' : 'grid',
    enps: { value, low, high },
    distribution,
  }
}

/** A choice of ten answers or more, from how often each option was taken. */
export function choiceCell(place: Place, counts: readonly number[]): PublishedCell {
  const n = total(counts)
  if (nearlyAll(counts)) return { ...place, n, shown: 'nearly-all' }
  return {
    ...place,
    n,
    shown: 'choice',
    precision: n < FULL_FROM ? 'grid' : 'full',
    distribution: counts.map((count) => shareOf(count, n, 10)),
  }
}

/** Whole counts that fit what a published eNPS shows: its score first, then its passives. */
function shownCounts(cell: {
  n: number
  value: number
  distribution: EnpsCell['distribution']
}): Counts {
  const net = Math.round((cell.value * cell.n) / 100)
  const room = cell.n - Math.abs(net)
  const wanted = Math.min(room, Math.round(plain(cell.distribution.passives) * cell.n))
  const passives = wanted + ((room - wanted) % 2)
  const promoters = (cell.n - passives + net) / 2
  return { promoters, passives, detractors: promoters - net }
}

/** Points: of the eNPS, or of the share answering 4 or 5. `p` is two-sided. */
export type Change = Interval & {
  of: 'enps' | 'favourable'
  difference: number
  p: number
  outcome: Outcome
}

/**
 * What changed from one closed wave to the next, from published cells only: after minus before with
 * its 95 % interval, `cannot-tell` where that holds 0. eNPS as `twoGroups` (adjusted, so the
 * difference can stand a little off that of the shown scores); shares by Newcombe's hybrid interval
 * (1998, method 10) and Fisher's exact p. Null where either has no figure: hidden, "nearly all", a band or
 * a choice.
 */
export function changeOf(before: Cell, after: Cell): Change | null {
  if (before.shown === 'enps' && after.shown === 'enps') {
    const counts = (cell: EnpsCell) =>
      shownCounts({ n: cell.n, value: cell.enps.value, distribution: cell.distribution })
    const { difference, low, high, p, outcome } = twoGroups(counts(after), counts(before))!
    return { of: 'enps', difference, low, high, p, outcome }
  }
  if (before.shown !== 'item' || after.shown !== 'item') return null
  const a = favourableShown(before)
  const b = favourableShown(after)
  const difference = b.share - a.share
  const low = difference - Math.hypot(b.share - b.low, a.high - a.share)
  const high = difference + Math.hypot(b.high - b.share, a.share - a.low)
  return {
    of: 'favourable',
    difference: 100 * difference,
    low: 100 * low,
    high: 100 * high,
    p: fisherExact(b.hits, after.n, a.hits, before.n)!,
    outcome: low > 0 ? 'higher' : high < 0 ? 'lower' : 'cannot-tell',
  }
}

function favourableShown({ n, favourable }: ItemCell) {
  const hits = Math.round(plain(favourable.share) * n)
  return { hits, share: hits / n, low: favourable.low, high: favourable.high }
}

/**
 * An index over the published cells of its items: the mean of their shown means, 1…5. Null where an
 * item is hidden or shows no mean, or the index would say what the item does not.
 */
export function driverMean(items: readonly Cell[]): number | null {
  let sum = 0
  for (const cell of items) {
    if (cell.shown !== 'item') return null
    sum += cell.mean.value
  }
  return items.length === 0 ? null : sum / items.length
}
