import { setImmediate as turn } from 'node:timers/promises'
import type { Db } from '../../db/connect.ts'
import type { CollectedBy } from '../../db/schema/nps.ts'
import { gradeTotals } from '../feedback/total.server.ts'
import { enqueue, type JobHandlers, type Schedule } from '../jobs/job.server.ts'
import { npsTotals } from '../nps/total.server.ts'
import { company } from '../people/company.server.ts'
import { siteOf, type Unit } from '../people/unit.ts'
import { unitTree } from '../people/unit.server.ts'
import { noCounts, sizeOf, sumOfCounts } from '../statistics/scores.ts'
import { touchpointByCode } from '../touchpoints/touchpoint.server.ts'
import { TOUCHPOINT_GROUPS } from '../touchpoints/touchpoint.ts'
import { recomputeFixes } from './fix.server.ts'
import { type LinkRows, linkRows, type SiteYear } from './link.ts'
import { recomputeLesson } from './lesson.server.ts'
import { recomputePulse } from './pulse-link.server.ts'
import { recomputePurchases } from './purchase.server.ts'
import { reckoned } from './reckoning.server.ts'
import type { LinkFound } from './reckoning.ts'
import { recomputeSatisfaction } from './satisfaction.server.ts'
import { TOGETHER } from './score.ts'
import { LINK, LINK_ROWS, store, storedResults, storedRows } from './stored.server.ts'
import { monthsTo } from './window.ts'

const KIND = 'impact-link'

/** Work that arrives in a burst (an import, a shift's observations) makes one run, this much later at most. */
const SLOT_MS = 10 * 60_000

/** A quarter pairs notes with the answers of so many months later, none to three. */
const LAGS = [0, 1, 2, 3]

/** The stored result: the link, the window it was made from, and who had collected the answers. */
export interface StoredLink extends LinkFound {
  from: string
  to: string
  collected: { by: CollectedBy; n: number }[]
  /** Answers that staff collected themselves; they are left out. */
  leftOut: number
  computedAt: number
}

/** The link as it was last computed; null before the first time. */
export async function storedLink(db: Db): Promise<StoredLink | null> {
  return (await storedResults(db)).link
}

/**
 * Computes the company's link over the sites and the twelve months up to `now` from stored totals, over
 * all touchpoints and for each group of them, and stores it in the place of the last one. Doing it twice
 * is doing it once.
 */
export async function recomputeLink(db: Db, now: Date): Promise<StoredLink> {
  const { timeZone } = await company(db)
  const months = monthsTo(now, timeZone)
  const units = await unitTree(db)
  const quarters = await quartersOf(db, months, months)
  const years = siteYears(units, quarters)
  const shifted = [years]
  for (const lag of LAGS.slice(1)) {
    const earlier = monthsTo(now, timeZone, months.length + lag).slice(0, months.length)
    shifted.push(siteYears(units, await quartersOf(db, earlier, months)))
  }
  const heard = quarters.flatMap((quarter) => quarter.answers)
  const groups = []
  for (const group of TOUCHPOINT_GROUPS) {
    await turn()
    const wanted = (code: string) => touchpointByCode(code)?.group === group
    groups.push({ group, years: siteYears(units, quarters, wanted) })
  }
  const link: Omit<StoredLink, 'computedAt'> = {
    ...(await reckoned('link', { years, groups, shifted }, years.length)),
    from: months[0] as string,
    to: months.at(-1) as string,
    collected: TOGETHER.map((by) => ({
      by,
      n: sizeOf(sumOfCounts(heard.filter((one) => one.collectedBy === by))),
    })).filter((one) => one.n > 0),
    leftOut: sizeOf(sumOfCounts(heard.filter((one) => one.collectedBy === 'staff'))),
  }
  await store(db, now, { [LINK]: link, [LINK_ROWS]: linkRows(years) })
  return { ...link, computedAt: now.getTime() }
}

/** The rows that the stored link was made of; none before the first time. */
export async function storedLinkRows(db: Db): Promise<LinkRows> {
  return (await storedRows<LinkRows>(db, LINK_ROWS)) ?? { places: [], quarters: [] }
}

type QuarterTotals = Awaited<ReturnType<typeof quartersOf>>[number]

/**
 * Four quarters of the window, oldest first; never more rows at once than sites × touchpoints × ways of asking. SQLite
 * answers at once: without a turn in between nobody else would have one before the last quarter.
 */
async function quartersOf(db: Db, noted: string[], answered: string[]) {
  const quarters = []
  const from = (months: string[], start: number) => ({
    from: months[start] as string,
    to: months[start + 2] as string,
  })
  for (let start = 0; start < answered.length; start += 3) {
    await turn()
    const grades = await gradeTotals(db, from(noted, start))
    await turn()
    quarters.push({ grades, answers: await npsTotals(db, from(answered, start)) })
  }
  return quarters
}

/** Every site's year, over the touchpoints wanted; answers about the whole visit belong to none of them. */
function siteYears(
  units: Unit[],
  quarters: QuarterTotals[],
  wanted: (touchpoint: string) => boolean = () => true,
): SiteYear[] {
  const none = () => ({ grades: { poor: 0, normal: 0, wow: 0 }, answers: noCounts() })
  const years = new Map<string, SiteYear>()
  const yearOf = new Map<string, SiteYear>()
  for (const unit of units) {
    const site = siteOf(units, unit.id)
    if (!site) continue
    const year = years.get(site.id) ?? { siteId: site.id, quarters: quarters.map(none) }
    years.set(site.id, year)
    yearOf.set(unit.id, year)
  }
  for (const [at, { grades, answers }] of quarters.entries()) {
    for (const row of grades) {
      const quarter = wanted(row.touchpoint) ? yearOf.get(row.siteId)?.quarters[at] : undefined
      if (!quarter) continue
      for (const grade of ['poor', 'normal', 'wow'] as const) quarter.grades[grade] += row[grade]
    }
    for (const row of answers) {
      const quarter = wanted(row.touchpoint) ? yearOf.get(row.siteId)?.quarters[at] : undefined
      if (!quarter || !TOGETHER.includes(row.collectedBy)) continue
      quarter.answers = sumOfCounts([quarter.answers, row])
    }
  }
  // By their random ids: the order is that of the numbers in the rows, and says nothing of a place.
  return [...years.values()].sort((a, b) => (a.siteId < b.siteId ? -1 : 1))
}

/** Asks for a new link after observations or imported answers: once for all that moves within ten minutes. */
export async function askForLink(db: Db, now: Date): Promise<void> {
  const slot = new Date(Math.ceil((now.getTime() + 1) / SLOT_MS) * SLOT_MS)
  await enqueue(db, { key: `${KIND}:${slot.toISOString()}`, kind: KIND, runAt: slot })
}

/** For the portal's job runner. */
export function linkJobs(db: Db, clock: () => Date): JobHandlers {
  return {
    [KIND]: async () => {
      await recomputeLink(db, clock())
      await recomputeFixes(db, clock())
      await recomputePurchases(db, clock())
      await recomputeSatisfaction(db, clock())
      await recomputeLesson(db, clock())
      await recomputePulse(db, clock())
    },
  }
}

/** Nightly, since the window moves on although nothing else does. */
export function linkSchedule(timeZone: () => string): Schedule {
  return { kind: KIND, pattern: '20 3 * * *', timeZone }
}
