import {
  benjaminiHochberg,
  type Difference,
  differenceOfDifferences,
} from '../statistics/comparison.ts'
import { INTERVAL_FROM, VALUE_FROM } from '../statistics/gate.ts'
import { adjusted } from '../statistics/interval.ts'
import { answersForLast } from '../statistics/needed.ts'
import { type Counts, noCounts, sizeOf, sumOfCounts } from '../statistics/scores.ts'

/** Days compared on either side of the day of a fix, which itself is in neither. */
export const SPAN = 120

/** Days after a fix before anything is said: the first weeks are curiosity, and looking every night finds luck. */
export const SETTLED = 28

/** Fixes are many comparisons at once: the share of false ones among those told apart. */
const Q = 0.1

/** A change worth waiting for, in points: "about so many more answers" is counted for it. */
const WORTH = 30

const PACE_DAYS = 56

/** Something poor or normal at a touchpoint that was done on a day. */
export interface Fix {
  siteId: string
  touchpoint: string
  /** 'YYYY-MM-DD' */
  doneOn: string
}

/** What customers answered about one touchpoint of one site on one day. */
export interface DayCounts extends Counts {
  siteId: string
  touchpoint: string
  day: string
}

/**
 * `helped`, `worse`: against what was not fixed, its interval without 0 and told apart among all fixes. `no-change`:
 * the days are over and nothing could be told. `not-yet`: they are not. `few-before`, `few-after`: fewer than thirty
 * answers, for good. `no-others`: nothing unfixed to compare with.
 */
export type FixOutcome =
  'helped' | 'worse' | 'no-change' | 'not-yet' | 'few-before' | 'few-after' | 'no-others'

export interface FixResult {
  outcome: FixOutcome
  before: Counts
  after: Counts
  /** The same days where nothing was fixed: other touchpoints of the site, else those of all sites. */
  others: { from: 'site' | 'company'; before: Counts; after: Counts } | null
  /** Of the differences, in points; null where one of the four is empty. */
  difference: Difference | null
  /** First and last day compared; the last moves on until SPAN days are over. */
  from: string
  to: string
  /** `not-yet`: about so many more answers, and so many weeks at the pace of the last eight; null where nobody can say. */
  more: number | null
  weeks: number | null
  /** Whether they would come while the days still run. */
  inTime: boolean
  /** Other fixes at the same touchpoint in these days: the change belongs to all of them. */
  also: number
}

/**
 * Before and after of each fix, in the order given: SPAN days either side (after: up to `today`), beside the same
 * days at touchpoints where nothing was fixed in them (`differenceOfDifferences`). Something is said from thirty
 * answers on each side and SETTLED days on; among all fixes that far at once by Benjamini–Hochberg, q = .10.
 */
export function fixResults(
  fixes: readonly Fix[],
  days: readonly DayCounts[],
  today: string,
): FixResult[] {
  const cells = cellsOf(days)
  const dated = fixes.map((fix) => ({ ...fix, done: dayNumber(fix.doneOn) }))
  const drafts = dated.map((fix) => draftOf(fix, dated, cells, dayNumber(today)))
  const ready = drafts.filter(({ ready }) => ready)
  const ps = benjaminiHochberg(ready.map(({ result }) => result.difference?.p ?? 1))
  ready.forEach(({ result }, at) => {
    const told = (ps[at] as number) <= Q
    const outcome = result.difference?.outcome
    if (told && outcome === 'higher') result.outcome = 'helped'
    if (told && outcome === 'lower') result.outcome = 'worse'
  })
  return drafts.map(({ result }) =>
    result.outcome === 'not-yet' ? result : { ...result, more: null, weeks: null },
  )
}

interface Cell {
  siteId: string
  touchpoint: string
  /** Answers up to and with each day that has some, oldest first. */
  days: number[]
  sums: Counts[]
}

function cellsOf(days: readonly DayCounts[]): Map<string, Cell> {
  const cells = new Map<string, Cell>()
  for (const row of days.toSorted((a, b) => (a.day < b.day ? -1 : 1))) {
    const key = `${row.siteId} ${row.touchpoint}`
    const { siteId, touchpoint } = row
    const cell = cells.get(key) ?? { siteId, touchpoint, days: [], sums: [] }
    cells.set(key, cell)
    cell.days.push(dayNumber(row.day))
    cell.sums.push(sumOfCounts([cell.sums.at(-1) ?? noCounts(), row]))
  }
  return cells
}

/** Answers of a cell from one day to another, both included. */
function within(cell: Cell | undefined, from: number, to: number): Counts {
  if (!cell || to < from) return noCounts()
  const last = upTo(cell, to)
  const first = upTo(cell, from - 1)
  return {
    promoters: last.promoters - first.promoters,
    passives: last.passives - first.passives,
    detractors: last.detractors - first.detractors,
  }
}

function upTo({ days, sums }: Cell, day: number): Counts {
  let low = 0
  let high = days.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((days[middle] as number) <= day) low = middle + 1
    else high = middle
  }
  return low === 0 ? noCounts() : (sums[low - 1] as Counts)
}

type Dated = Fix & { done: number }

function draftOf(
  fix: Dated,
  fixes: readonly Dated[],
  cells: ReadonlyMap<string, Cell>,
  today: number,
): { result: FixResult; ready: boolean } {
  const { done } = fix
  const span: Span = { done, from: done - SPAN, to: Math.min(done + SPAN, today) }
  const own = cells.get(`${fix.siteId} ${fix.touchpoint}`)
  const { before, after } = around(own, span)
  const near = fixes.filter((one) => Math.abs(one.done - done) <= SPAN)
  // Below the first gate nothing of it is shown, so nothing is looked for.
  const others = sizeOf(before) < INTERVAL_FROM ? null : othersOf(fix, near, cells, span)
  const difference = others && differenceOfDifferences({ before, after }, others)
  const open = today < done + SPAN
  const enough = sizeOf(before) >= VALUE_FROM && sizeOf(after) >= VALUE_FROM
  const ready = enough && others !== null && today >= done + SETTLED
  const lacking = moreOf(before, after, others)
  const pace = (7 * sizeOf(within(own, today - PACE_DAYS + 1, today))) / PACE_DAYS
  const weeks = lacking === null || pace === 0 ? null : Math.ceil(lacking / pace)
  const result: FixResult = {
    outcome: waiting(sizeOf(before), sizeOf(after), others !== null, open),
    before,
    after,
    others,
    difference,
    from: dayOf(span.from),
    to: dayOf(span.to),
    more: lacking,
    weeks,
    inTime: weeks !== null && today + 7 * weeks <= done + SPAN,
    also:
      near.filter((one) => one.siteId === fix.siteId && one.touchpoint === fix.touchpoint).length -
      1,
  }
  return { result, ready }
}

interface Span {
  done: number
  from: number
  to: number
}

function around(cell: Cell | undefined, { done, from, to }: Span) {
  return { before: within(cell, from, done - 1), after: within(cell, done + 1, to) }
}

function waiting(before: number, after: number, others: boolean, open: boolean): FixOutcome {
  if (before < VALUE_FROM) return 'few-before'
  if (open) return 'not-yet'
  if (after < VALUE_FROM) return 'few-after'
  return others ? 'no-change' : 'no-others'
}

/** Touchpoints of the same site where nothing was fixed in these days; where they are too few, those of all sites. */
function othersOf(
  fix: Fix,
  near: readonly Fix[],
  cells: ReadonlyMap<string, Cell>,
  span: Span,
): FixResult['others'] {
  const fixed = new Set(near.map((one) => `${one.siteId} ${one.touchpoint}`))
  const unfixed = [...cells].flatMap(([key, cell]) => (fixed.has(key) ? [] : [cell]))
  for (const from of ['site', 'company'] as const) {
    const spans = unfixed
      .filter((cell) => from === 'company' || cell.siteId === fix.siteId)
      .map((cell) => around(cell, span))
    const before = sumOfCounts(spans.map((one) => one.before))
    const after = sumOfCounts(spans.map((one) => one.after))
    if (sizeOf(before) >= VALUE_FROM && sizeOf(after) >= VALUE_FROM) return { from, before, after }
  }
  return null
}

function moreOf(before: Counts, after: Counts, others: FixResult['others']): number | null {
  const least = Math.max(0, VALUE_FROM - sizeOf(after))
  // Where nothing was fixed answers go on coming too: by the end as many as before.
  const still = [before, ...(others ? [others.before, others.before] : [])]
  const variance = still.reduce((sum, counts) => {
    const one = adjusted(counts)
    return sum + one.variance / one.n
  }, 0)
  const more = answersForLast(after, 100 * Math.sqrt(variance), WORTH)
  return more === null ? null : Math.max(least, more)
}

const DAY_MS = 86_400_000

/** Days since 1970 of 'YYYY-MM-DD'. */
function dayNumber(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / DAY_MS)
}

function dayOf(number: number): string {
  return new Date(number * DAY_MS).toISOString().slice(0, 10)
}
