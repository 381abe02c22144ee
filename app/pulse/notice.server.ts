import { compiled, type Given } from '../../db/compiled.ts'
import type { Db } from '../../db/connect.ts'
import type { Manifest } from './manifest.ts'

/** As much of a wave as a line on Today needs. */
export interface WaveNotice {
  id: string
  title: Record<'en' | 'ru' | 'he', string>
  launchedAt: number
  closesAt: number
}

/** Titles of waves; a launched wave never changes, and its manifest is too long to read on every visit. */
const titles = new Map<string, WaveNotice['title']>()

async function noticed<Row extends Omit<WaveNotice, 'title'>>(
  db: Db,
  rows: Row[],
): Promise<(Row & WaveNotice)[]> {
  return Promise.all(rows.map(async (row) => ({ ...row, title: await titleOf(db, row.id) })))
}

async function titleOf(db: Db, waveId: string): Promise<WaveNotice['title']> {
  const known = titles.get(waveId)
  if (known) return known
  const { manifest } = await db
    .selectFrom('pulse_wave')
    .where('id', '=', waveId)
    .select('manifest')
    .executeTakeFirstOrThrow()
  const { title } = (JSON.parse(manifest) as Manifest).survey
  if (titles.size > 100) titles.clear()
  titles.set(waveId, title)
  return title
}

const openRows = compiled((db: Db, given: Given<{ employeeId: string; now: number }>) =>
  db
    .selectFrom('pulse_wave as w')
    .innerJoin('pulse_eligible as e', 'e.wave_id', 'w.id')
    .leftJoin('pulse_issued as i', (join) =>
      join.onRef('i.wave_id', '=', 'e.wave_id').onRef('i.employee_id', '=', 'e.employee_id'),
    )
    .where('e.employee_id', '=', given.employeeId)
    .where('w.status', '=', 'open')
    .where('w.closes_at', '>', given.now)
    .where((eb) => eb.or([eb('w.issuing', '=', 1), eb('i.employee_id', 'is not', null)]))
    .orderBy('w.closes_at')
    .select(['w.id', 'w.launched_at as launchedAt', 'w.closes_at as closesAt'])
    .select('i.employee_id as taker'),
)

/**
 * Waves open for this person, the one that closes first first; `issued`: they took their token. Whether they answered
 * nobody knows. One that gives out no more tokens is open for those who have theirs.
 */
export async function openNotices(
  db: Db,
  employeeId: string,
  now: Date,
): Promise<(WaveNotice & { issued: boolean })[]> {
  const rows = await openRows(db, { employeeId, now: now.getTime() })
  return noticed(
    db,
    rows.map(({ taker, ...wave }) => ({ ...wave, issued: taker !== null })),
  )
}

const publishedRows = compiled((db: Db, given: Given<{ since: number }>) =>
  db
    .selectFrom('pulse_wave')
    .where('status', '=', 'closed')
    .where('outcome', '=', 'published')
    .where('ended_at', '>', given.since)
    .orderBy('ended_at', 'desc')
    .limit(1)
    .select(['id', 'launched_at as launchedAt', 'closes_at as closesAt']),
)

/** The newest published wave, if it ended after `since` (epoch ms). */
export async function latestReport(db: Db, since: number): Promise<WaveNotice | null> {
  return (await noticed(db, await publishedRows(db, { since })))[0] ?? null
}

/** All open waves, the one that closes first first: for HR, who launches and closes them. */
export async function openWaveNotices(db: Db): Promise<WaveNotice[]> {
  const rows = await db
    .selectFrom('pulse_wave')
    .where('status', '=', 'open')
    .orderBy('closes_at')
    .select(['id', 'launched_at as launchedAt', 'closes_at as closesAt'])
    .execute()
  return noticed(db, rows)
}
