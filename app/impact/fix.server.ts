import { setImmediate as turn } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import { dayIn } from '../feedback/kinds.ts'
import { fixesDone } from '../feedback/total.server.ts'
import type { ObservationView } from '../feedback/view.server.ts'
import type { Locale } from '../i18n/locale.ts'
import { company } from '../people/company.server.ts'
import { sitesUnder, subtreeOf, type Unit } from '../people/unit.ts'
import { unitTree } from '../people/unit.server.ts'
import { touchpoints } from '../touchpoints/touchpoint.server.ts'
import { fixProse, type FixProse } from './fix-prose.server.ts'
import { type DayCounts, type Fix, type FixResult, SPAN } from './fix.ts'
import { reckoned } from './reckoning.server.ts'
import { TOGETHER } from './score.ts'

const DAY_MS = 86_400_000

/** Days after a fix in which its answers may still come in with a late file; then its result stands. */
const LATE = 2 * SPAN

/**
 * Finds what customers said before and after each fix of the last months and stores it; older results stay as they
 * are. Counts days from an index, one site after the other, so that nobody waits for it. Doing it twice is doing it once.
 */
export async function recomputeFixes(db: Db, now: Date): Promise<void> {
  const { timeZone } = await company(db)
  const daysAgo = (days: number) => dayIn(new Date(now.getTime() - days * DAY_MS), timeZone)
  const today = daysAgo(0)
  // Fixes before those that are computed share days with them.
  const done = onceEach(
    (await fixesDone(db)).filter((fix) => fix.doneOn >= daysAgo(LATE + 2 * SPAN)),
  )
  const days = await daysSince(db, await unitTree(db), daysAgo(LATE + 3 * SPAN))
  const places = new Set(days.map(({ siteId }) => siteId)).size
  const results = await reckoned('fixes', { fixes: done, days, today }, places)
  const rows = done.flatMap((fix, at) =>
    fix.doneOn < daysAgo(LATE)
      ? []
      : [
          {
            site_id: fix.siteId,
            touchpoint: fix.touchpoint,
            done_on: fix.doneOn,
            outcome: (results[at] as FixResult).outcome,
            result: JSON.stringify(results[at]),
            computed_at: now.getTime(),
          },
        ],
  )
  await db.transaction().execute(async (trx) => {
    // A fix that was taken back leaves nothing behind.
    await trx.deleteFrom('impact_fix').where('done_on', '>=', daysAgo(LATE)).execute()
    for (let start = 0; start < rows.length; start += CHUNK) {
      await trx
        .insertInto('impact_fix')
        .values(rows.slice(start, start + CHUNK))
        .execute()
    }
  })
}

const CHUNK = 100

function onceEach(fixes: Fix[]): Fix[] {
  return [
    ...new Map(fixes.map((fix) => [`${fix.siteId} ${fix.touchpoint} ${fix.doneOn}`, fix])).values(),
  ]
}

/** Answers that count together, by site, touchpoint and day. */
async function daysSince(db: Db, units: Unit[], from: string): Promise<DayCounts[]> {
  const root = units.find((unit) => unit.parentId === null)
  const sources = await db
    .selectFrom('nps_source')
    .where('collected_by', 'in', [...TOGETHER])
    .select('id')
    .execute()
  if (!root || sources.length === 0) return []
  const known = touchpoints().map(({ code }) => code)
  const found: DayCounts[] = []
  for (const site of sitesUnder(units, root.id)) {
    // SQLite answers at once: without this nobody else would have a turn before the last site.
    await turn()
    const rows = await db
      .selectFrom('nps_response')
      .where('unit_id', 'in', subtreeOf(units, site.id))
      .where('touchpoint', 'in', known)
      // Spelt out for the index, which holds no answers about the visit as a whole.
      .where('touchpoint', '<>', sql.lit(''))
      .where('answered_on', '>=', from)
      .where(
        'source_id',
        'in',
        sources.map(({ id }) => id),
      )
      .groupBy(['touchpoint', 'answered_on'])
      .select(['touchpoint', 'answered_on as day'])
      .select([
        sql<number>`sum(case when score >= 9 then 1 else 0 end)`.as('promoters'),
        sql<number>`sum(case when score between 7 and 8 then 1 else 0 end)`.as('passives'),
        sql<number>`sum(case when score <= 6 then 1 else 0 end)`.as('detractors'),
      ])
      .execute()
    for (const row of rows) found.push({ ...row, siteId: site.id })
  }
  return found
}

export interface StoredFix extends Fix {
  result: FixResult
}

/** What is stored of these fixes; those the job has not seen yet are absent. */
export async function storedFixes(db: Db, fixes: readonly Fix[]): Promise<StoredFix[]> {
  if (fixes.length === 0) return []
  const rows = await db
    .selectFrom('impact_fix')
    .where((eb) =>
      eb.or(
        onceEach([...fixes]).map((fix) =>
          eb.and([
            eb('site_id', '=', fix.siteId),
            eb('touchpoint', '=', fix.touchpoint),
            eb('done_on', '=', fix.doneOn),
          ]),
        ),
      ),
    )
    .select(['site_id as siteId', 'touchpoint', 'done_on as doneOn', 'result'])
    .execute()
  return rows.map((row) => ({ ...row, result: JSON.parse(row.result) as FixResult }))
}

/** How many observations somebody has logged, how many were done, and at how many of those customers noticed. */
export async function whatBecame(
  db: Db,
  employeeId: string,
): Promise<{ noted: number; done: number; helped: number }> {
  return db
    .selectFrom('feedback_observation as o')
    .leftJoin('impact_fix as f', (join) =>
      join
        .onRef('f.site_id', '=', 'o.site_id')
        .onRef('f.touchpoint', '=', 'o.touchpoint')
        .onRef('f.done_on', '=', 'o.done_on')
        .on('o.grade', '<>', 'wow'),
    )
    .where('o.author_id', '=', employeeId)
    .select([
      sql<number>`count(*)`.as('noted'),
      sql<number>`coalesce(sum(case when o.status = 'done' then 1 else 0 end), 0)`.as('done'),
      sql<number>`coalesce(sum(case when f.outcome = 'helped' then 1 else 0 end), 0)`.as('helped'),
    ])
    .executeTakeFirstOrThrow()
}

type Note = Pick<ObservationView, 'siteId' | 'touchpoint' | 'doneOn' | 'grade' | 'mine'>

/** A fix is something that was not well and was done; praise that was passed on is none. */
const isFix = ({ grade, doneOn }: Note) => grade !== 'wow' && doneOn !== null

const asFix = ({ siteId, touchpoint, doneOn }: Note): Fix => ({
  siteId,
  touchpoint,
  doneOn: doneOn as string,
})

/** What is stored of the fixes among these observations. */
export async function fixesOf(db: Db, notes: readonly Note[]): Promise<StoredFix[]> {
  return storedFixes(db, notes.filter(isFix).map(asFix))
}

/** What can be said of an observation that was fixed; null where there is no fix. */
export function proseOf(note: Note, fixes: readonly StoredFix[], locale: Locale): FixProse | null {
  if (!isFix(note)) return null
  const found = fixes.find(
    (fix) =>
      fix.siteId === note.siteId &&
      fix.touchpoint === note.touchpoint &&
      fix.doneOn === note.doneOn,
  )
  return fixProse(found?.result ?? null, note.mine, locale)
}
