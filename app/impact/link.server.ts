import type { Db } from '../../db/connect.ts'
import type { CollectedBy } from '../../db/schema/nps.ts'
import { gradeTotals } from '../feedback/total.server.ts'
import { enqueue, type JobHandlers, type Schedule } from '../jobs/job.server.ts'
import { company } from '../people/company.server.ts'
import { siteOf, type Unit } from '../people/unit.ts'
import { unitTree } from '../people/unit.server.ts'
import { sizeOf, sumOfCounts } from '../statistics/scores.ts'
import { answersByUnit } from './answer.server.ts'
import { companyLink, type Link, type SiteYear } from './link.ts'
import { TOGETHER } from './score.ts'
import { monthsTo } from './window.ts'

const SCOPE = 'company'
const KIND = 'impact-link'

/** Work that arrives in a burst (an import, a shift's observations) makes one run, this much later at most. */
const SLOT_MS = 10 * 60_000

/** The stored result: the link, the window it was made from, and who had collected the answers. */
export interface StoredLink extends Link {
  from: string
  to: string
  collected: { by: CollectedBy; n: number }[]
  /** Answers that staff collected themselves; they are left out. */
  leftOut: number
  computedAt: number
}

/** The link as it was last computed; null before the first time. */
export async function storedLink(db: Db): Promise<StoredLink | null> {
  const row = await db
    .selectFrom('impact_link')
    .where('scope', '=', SCOPE)
    .select(['result', 'computed_at as computedAt'])
    .executeTakeFirst()
  return row ? { ...JSON.parse(row.result), computedAt: row.computedAt } : null
}

/**
 * Computes the company's link over the sites and the twelve months up to `now` from stored totals, and
 * stores it in the place of the last one. Doing it twice is doing it once.
 */
export async function recomputeLink(db: Db, now: Date): Promise<StoredLink> {
  const { timeZone } = await company(db)
  const months = monthsTo(now, timeZone)
  const window = { from: months[0] as string, to: months[11] as string }
  const units = await unitTree(db)
  const answers = await answersByUnit(db, window)
  const together = answers.filter((one) => TOGETHER.includes(one.collectedBy))
  const link: Omit<StoredLink, 'computedAt'> = {
    ...companyLink(await siteYears(db, units, months, together)),
    ...window,
    collected: TOGETHER.map((by) => ({
      by,
      n: sizeOf(sumOfCounts(together.filter((one) => one.collectedBy === by))),
    })).filter((one) => one.n > 0),
    leftOut: sizeOf(sumOfCounts(answers.filter((one) => one.collectedBy === 'staff'))),
  }
  const result = JSON.stringify(link)
  await db
    .insertInto('impact_link')
    .values({ scope: SCOPE, result, computed_at: now.getTime() })
    .onConflict((conflict) =>
      conflict.column('scope').doUpdateSet({ result, computed_at: now.getTime() }),
    )
    .execute()
  return { ...link, computedAt: now.getTime() }
}

async function siteYears(
  db: Db,
  units: Unit[],
  months: string[],
  answers: Awaited<ReturnType<typeof answersByUnit>>,
): Promise<SiteYear[]> {
  const siteOfUnit = new Map(units.map((unit) => [unit.id, siteOf(units, unit.id)?.id]))
  const years: SiteYear[] = units
    .filter((unit) => unit.kind === 'site')
    .map((unit) => ({ siteId: unit.id, quarters: [] }))
  for (let start = 0; start < months.length; start += 3) {
    const quarter = months.slice(start, start + 3)
    const window = { from: quarter[0] as string, to: quarter.at(-1) as string }
    const grades = await gradeTotals(db, window)
    for (const { siteId, quarters } of years) {
      const graded = { poor: 0, normal: 0, wow: 0 }
      for (const row of grades) {
        if (row.siteId !== siteId) continue
        for (const grade of ['poor', 'normal', 'wow'] as const) graded[grade] += row[grade]
      }
      const said = answers.filter(
        (row) => quarter.includes(row.month) && siteOfUnit.get(row.unitId) === siteId,
      )
      quarters.push({ grades: graded, answers: sumOfCounts(said) })
    }
  }
  return years
}

/** Asks for a new link after observations or imported answers: once for all that moves within ten minutes. */
export async function askForLink(db: Db, now: Date): Promise<void> {
  const slot = new Date(Math.ceil((now.getTime() + 1) / SLOT_MS) * SLOT_MS)
  await enqueue(db, { key: `${KIND}:${slot.toISOString()}`, kind: KIND, runAt: slot })
}

/** For the portal's job runner. */
export function linkJobs(db: Db, clock: () => Date): JobHandlers {
  return { [KIND]: async () => void (await recomputeLink(db, clock())) }
}

/** Nightly, since the window moves on although nothing else does. */
export function linkSchedule(timeZone: string): Schedule {
  return { kind: KIND, pattern: '20 3 * * *', timeZone }
}
