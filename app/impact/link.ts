import { gradeIndex, type Grade } from '../feedback/kinds.ts'
import { benjaminiHochberg } from '../statistics/comparison.ts'
import { LINK_UNITS, VALUE_FROM } from '../statistics/gate.ts'
import { unitsForLink } from '../statistics/needed.ts'
import { groupOfCounts, partialPooling } from '../statistics/pooling.ts'
import { seededRandom, shuffle } from '../statistics/random.ts'
import { PERMUTATIONS, rankLink, type RankLink } from '../statistics/rank.ts'
import {
  betweenSlope,
  type Observed,
  type Slope,
  unitMeans,
  withinSlope,
} from '../statistics/regression.ts'
import { type Counts, npsOf, sizeOf, sumOfCounts } from '../statistics/scores.ts'
import { simpson } from '../statistics/simpson.ts'

export type GradeCounts = Record<Grade, number>

/** Three months of one site: what colleagues noted, and what customers answered. */
export interface Quarter {
  grades: GradeCounts
  answers: Counts
}

/** A site over the window of twelve months: its quarters, oldest first. */
export interface SiteYear {
  siteId: string
  quarters: Quarter[]
}

/** Grades below which a site has no grade index (`gradeIndex`). */
export const GRADES_FROM = 10

/** Told apart from chance at this level, over both questions asked (between and within) together. */
const LEVEL = 0.05

/** Scores are steady when at least this share of what divides them is not noise. */
const STEADY = 0.8

/**
 * `higher`, `lower`: places that note more wow score so, hardly by chance; never a cause. `reversed`:
 * so over places, yet within places the other way round, and no common figure may be shown.
 */
export type Verdict = 'too-few' | 'cannot-tell' | 'higher' | 'lower' | 'reversed'

export interface Link {
  verdict: Verdict
  /** Sites there are, and sites with ten grades and thirty answers, which alone count. */
  sites: number
  used: number
  grades: number
  answers: number
  /** Rank links of grade index and NPS over the sites used; null below eight or where one never varies. */
  kendall: RankLink['kendall']
  spearman: RankLink['spearman']
  /** NPS points for one whole step of the grade index, that is from all normal to all wow. */
  between: Slope | null
  within: Within | null
  /**
   * `too-few`: the fewest grades and answers until eight sites count, null where there are not eight.
   * `cannot-tell`: answers until the sites' scores are steady, null where they cannot be told apart.
   */
  missing: { grades: number; answers: number } | null
  /** How many places it would take to tell a link as strong as the one seen; null at 0. */
  sitesNeeded: number | null
}

export interface Within extends Slope {
  outcome: 'rises' | 'falls' | 'cannot-tell'
  p: number
  sites: number
  quarters: number
  /** Sites whose own slope points the way the places together do, and sites against it. */
  along: number
  against: number
}

/**
 * What we know between the grades colleagues give (share of wow minus share of poor, −1…1) and the
 * NPS of customers, both of the whole window, over the sites with enough of both. A statement needs
 * eight sites and both rank links told apart from chance. Within: the same over quarters, each
 * against its own site's mean, with p by 10,000 orders of each site's quarters. The two p are
 * adjusted together (Benjamini–Hochberg). Sources: statistics' `rankLink`, `betweenSlope`,
 * `withinSlope`, `simpson`, `unitsForLink`.
 */
export function companyLink(years: readonly SiteYear[]): Link {
  const known = years.map((year) => whole(year))
  const used = known.filter((site) => site.index !== null && site.n >= VALUE_FROM)
  const frame = {
    sites: years.length,
    used: used.length,
    grades: sum(used.map((site) => site.graded)),
    answers: sum(used.map((site) => site.n)),
  }
  if (used.length < LINK_UNITS) {
    const nothing = { kendall: null, spearman: null, between: null, within: null }
    return {
      verdict: 'too-few',
      ...frame,
      ...nothing,
      missing: untilEight(known),
      sitesNeeded: null,
    }
  }

  const points = used.map((site) => ({ x: site.index as number, y: npsOf(site.answers) as number }))
  const { kendall, spearman } = rankLink(
    points.map((point) => point.x),
    points.map((point) => point.y),
  )
  const between = betweenSlope(points)
  const pBetween = betweenP({ kendall, spearman })
  const quarters = usedQuarters(years.filter((_, index) => used.includes(known[index] as Whole)))
  const slope = withinOf(quarters)
  const pWithin = slope && withinP(quarters)
  const [toldBetween, toldWithin] = benjaminiHochberg(
    pWithin === null ? [pBetween] : [pBetween, pWithin],
  ).map((p) => p <= LEVEL)

  const direction = Math.sign(spearman?.rho ?? 0)
  const turn = Math.sign(slope?.slope ?? 0)
  const { along, against } = simpson(direction, ownSlopes(quarters))
  const within: Within | null = slope && {
    ...slope,
    outcome: toldWithin ? (turn > 0 ? 'rises' : 'falls') : 'cannot-tell',
    p: pWithin as number,
    sites: unitMeans(quarters).length,
    quarters: quarters.length,
    along,
    against,
  }
  const reversed = toldBetween && toldWithin && turn * direction < 0
  const verdict = !toldBetween
    ? 'cannot-tell'
    : reversed
      ? 'reversed'
      : direction > 0
        ? 'higher'
        : 'lower'
  return {
    verdict,
    ...frame,
    kendall,
    spearman,
    between,
    within,
    missing: verdict === 'cannot-tell' ? untilSteady(used.map((site) => site.answers)) : null,
    sitesNeeded: spearman && unitsForLink(spearman.rho),
  }
}

/** The rows that a link was made of, in its order: who has them can make the same figures. */
export interface LinkRows {
  /** A site a row, those with enough of both. */
  places: (Whole & { place: string; nps: number })[]
  /** A site's quarter a row, those with enough of both in sites that have two. */
  quarters: { place: string; quarter: number; index: number; nps: number }[]
}

/** Places are numbered in the order given, which says nothing of them when sites come by their random ids. */
export function linkRows(years: readonly SiteYear[]): LinkRows {
  const used = years
    .map((year) => ({ year, known: whole(year) }))
    .filter(({ known }) => known.index !== null && known.n >= VALUE_FROM)
  const names = new Map(used.map(({ year }, at) => [year.siteId, `place-${at + 1}`]))
  const rows = usedQuarters(used.map(({ year }) => year))
  return {
    places: used.map(({ year, known }) => ({
      ...known,
      place: names.get(year.siteId) as string,
      nps: npsOf(known.answers) as number,
    })),
    quarters: rows.map(({ unit, x, y, time }) => ({
      place: names.get(unit) as string,
      quarter: time,
      index: x,
      nps: y,
    })),
  }
}

/** Each site's own score and, drawn to the mean of all as far as its answers leave room, what is shown beside it. */
export interface PooledScores {
  mean: number
  shown: Record<string, number>
}

/** Partial pooling of the sites' scores of the window; null where fewer than two have thirty answers. */
export function pooledScores(years: readonly SiteYear[]): PooledScores | null {
  const known = years
    .map((year) => ({ siteId: year.siteId, answers: whole(year).answers }))
    .filter(({ answers }) => sizeOf(answers) >= VALUE_FROM)
  const pooled = partialPooling(known.map(({ answers }) => groupOfCounts(answers)))
  if (!pooled) return null
  return {
    mean: pooled.mean,
    shown: Object.fromEntries(
      known.map(({ siteId }, at) => [siteId, pooled.groups[at]?.shown as number]),
    ),
  }
}

/** A place's score so many months after its notes, both against its own mean. */
export interface Lag {
  months: number
  outcome: Within['outcome']
  /** NPS points for one whole step of the grade index. */
  slope: number
  /** Adjusted over the lags. */
  p: number
  sites: number
  quarters: number
}

/**
 * Whether a score moves later than the notes do: the quarters of `shifted[m]` pair notes with answers of m months
 * later. Within places, as in `companyLink`; all lags at once by Benjamini–Hochberg. Those with fewer than eight
 * places are left out.
 */
export function lagLinks(shifted: readonly (readonly SiteYear[])[]): Lag[] {
  const found = shifted.flatMap((years, months) => {
    const rows = usedQuarters(years)
    const slope = withinOf(rows)
    if (!slope) return []
    const sites = unitMeans(rows).length
    return [{ months, slope: slope.slope, p: withinP(rows), sites, quarters: rows.length }]
  })
  const ps = benjaminiHochberg(found.map(({ p }) => p))
  return found.map((lag, at) => {
    const p = ps[at] as number
    const told = lag.slope > 0 ? ('rises' as const) : ('falls' as const)
    return { ...lag, p, outcome: p <= LEVEL ? told : ('cannot-tell' as const) }
  })
}

/** What can be said about one kind of touchpoints, as `companyLink` says it. */
export interface GroupLink {
  group: string
  verdict: Verdict
  used: number
  rho: number | null
  low: number | null
  high: number | null
}

/**
 * The same question for each group of touchpoints by itself. Four questions at once: what is told apart
 * alone has to stand among them too (Benjamini–Hochberg over the groups with enough places).
 */
export function groupLinks(
  groups: readonly { group: string; years: readonly SiteYear[] }[],
): GroupLink[] {
  const links = groups.map(({ group, years }) => ({ group, link: companyLink(years) }))
  const asked = links.filter(({ link }) => link.verdict !== 'too-few')
  const ps = benjaminiHochberg(asked.map(({ link }) => betweenP(link)))
  return links.map((one) => {
    const { group, link } = one
    const stands = (ps[asked.indexOf(one)] ?? 1) <= LEVEL
    return {
      group,
      verdict: stands || link.verdict === 'too-few' ? link.verdict : 'cannot-tell',
      used: link.used,
      rho: link.spearman?.rho ?? null,
      low: link.spearman?.low ?? null,
      high: link.spearman?.high ?? null,
    }
  })
}

function betweenP({ kendall, spearman }: Pick<Link, 'kendall' | 'spearman'>): number {
  return Math.max(kendall?.p ?? 1, spearman?.p ?? 1)
}

interface Whole {
  grades: GradeCounts
  answers: Counts
  graded: number
  n: number
  index: number | null
}

function whole({ quarters }: SiteYear): Whole {
  const grades = { poor: 0, normal: 0, wow: 0 }
  for (const quarter of quarters) {
    for (const grade of ['poor', 'normal', 'wow'] as const) grades[grade] += quarter.grades[grade]
  }
  const answers = sumOfCounts(quarters.map((quarter) => quarter.answers))
  return {
    grades,
    answers,
    graded: grades.poor + grades.normal + grades.wow,
    n: sizeOf(answers),
    index: gradeIndex(grades),
  }
}

function untilEight(known: readonly Whole[]): Link['missing'] {
  if (known.length < LINK_UNITS) return null
  const nearest = known
    .map((site) => ({
      grades: Math.max(0, GRADES_FROM - site.graded),
      answers: Math.max(0, VALUE_FROM - site.n),
    }))
    .sort((a, b) => a.grades + a.answers - (b.grades + b.answers))
    .slice(0, LINK_UNITS)
  return {
    grades: sum(nearest.map((site) => site.grades)),
    answers: sum(nearest.map((site) => site.answers)),
  }
}

/**
 * More answers until every site's score is .8 its own: w = τ² / (τ² + σ²/n) ≥ .8 from n ≥ 4·σ²/τ²,
 * with τ² and σ² of `partialPooling`. Null where the scores differ no more than chance makes them.
 */
function untilSteady(answers: readonly Counts[]): Link['missing'] {
  const pooled = partialPooling(answers.map(groupOfCounts))
  if (!pooled || pooled.between === 0) return null
  const each = Math.ceil((STEADY / (1 - STEADY)) * (pooled.within / pooled.between))
  return { grades: 0, answers: sum(answers.map((counts) => Math.max(0, each - sizeOf(counts)))) }
}

function usedQuarters(years: readonly SiteYear[]): (Observed & { time: number })[] {
  return years.flatMap(({ siteId, quarters }) => {
    const rows = quarters.flatMap(({ grades, answers }, at) => {
      const x = gradeIndex(grades)
      return x === null || sizeOf(answers) < VALUE_FROM
        ? []
        : [{ unit: siteId, x, y: npsOf(answers) as number, time: at + 1 }]
    })
    return rows.length < 2 ? [] : rows
  })
}

function withinOf(rows: readonly Observed[]): Slope | null {
  return unitMeans(rows).length < LINK_UNITS ? null : withinSlope(rows)
}

function ownSlopes(rows: readonly Observed[]): (number | null)[] {
  return [...bySite(rows).values()].map((own) =>
    own.length < 3 ? null : (betweenSlope(own)?.slope ?? null),
  )
}

/** Two-sided: the share of orders of y within each site at least as far from 0, seeded. */
function withinP(rows: readonly Observed[]): number {
  const sites = [...bySite(rows).values()].map((own) => {
    const [mean] = unitMeans(own)
    return {
      x: own.map((row) => row.x - (mean?.x ?? 0)),
      y: own.map((row) => row.y - (mean?.y ?? 0)),
    }
  })
  const balance = () =>
    Math.abs(sum(sites.map(({ x, y }) => sum(x.map((dx, at) => dx * (y[at] as number))))))
  const seen = balance() - 1e-9
  const random = seededRandom(1)
  let far = 1
  for (let round = 0; round < PERMUTATIONS; round++) {
    for (const { y } of sites) shuffle(y, random)
    if (balance() >= seen) far++
  }
  return far / (PERMUTATIONS + 1)
}

function bySite(rows: readonly Observed[]): Map<string, Observed[]> {
  const sites = new Map<string, Observed[]>()
  for (const row of rows) sites.set(row.unit, [...(sites.get(row.unit) ?? []), row])
  return sites
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
