import { sql } from 'kysely'
import { compiled, type Given } from '../../db/compiled.ts'
import type { Db } from '../../db/connect.ts'
import type { Audience } from './audience.ts'
import { keysAreThere } from './keys.server.ts'
import { type GroupKey, keyTree, type Manifest } from './manifest.ts'
import type { FrozenUnit, FrozenWave, Thresholds } from './report.ts'
import type { Survey } from './survey.ts'

/** The frozen tree with the names it had at launch: history keeps its own words. */
export interface FrozenTree extends FrozenWave {
  units: (FrozenUnit & { name: string })[]
  /** Who was asked; absent where it was everybody. */
  audience?: Audience
}

export interface Wave {
  id: string
  status: 'open' | 'closing' | 'closed' | 'void'
  outcome: 'published' | 'too-few' | null
  issuing: boolean
  launchedAt: Date
  closesAt: Date
  endedAt: Date | null
  survey: Survey
  thresholds: Thresholds
  /** Everybody's together. */
  eligible: number
  /** 64 bits; `codeWords` says it in a language. */
  code: Uint8Array<ArrayBuffer>
}

export function chunks<Row>(rows: readonly Row[], size = 500): Row[][] {
  const parts: Row[][] = []
  for (let i = 0; i < rows.length; i += size) parts.push(rows.slice(i, i + size))
  return parts
}

function waveColumns(db: Db) {
  return db
    .selectFrom('pulse_wave')
    .select(['id', 'status', 'outcome', 'issuing', 'launched_at', 'closes_at', 'ended_at'])
    .select(['manifest', 'code'])
}

const manifests = new Map<string, { text: string; manifest: Manifest }>()

/** A launched wave's manifest stays as it is, and every page of its wave needs it. */
function manifestOf(waveId: string, text: string): Manifest {
  const known = manifests.get(waveId)
  if (known?.text === text) return known.manifest
  const manifest = JSON.parse(text) as Manifest
  if (manifests.size > 100) manifests.clear()
  manifests.set(waveId, { text, manifest })
  return manifest
}

function toWave(row: Awaited<ReturnType<ReturnType<typeof waveColumns>['execute']>>[number]): Wave {
  const manifest = manifestOf(row.id, row.manifest)
  return {
    id: row.id,
    status: row.status,
    outcome: row.outcome,
    issuing: row.issuing === 1,
    launchedAt: new Date(row.launched_at),
    closesAt: new Date(row.closes_at),
    endedAt: row.ended_at === null ? null : new Date(row.ended_at),
    survey: manifest.survey,
    thresholds: manifest.thresholds,
    eligible: manifest.groups.reduce((sum, group) => sum + group.eligible, 0),
    code: new Uint8Array(Buffer.from(row.code, 'hex')),
  }
}

const waveRows = compiled((db: Db, given: Given<{ waveId: string }>) =>
  waveColumns(db).where('id', '=', given.waveId),
)

export async function wave(db: Db, waveId: string): Promise<Wave | null> {
  const [row] = await waveRows(db, { waveId })
  return row ? toWave(row) : null
}

/** All waves, the newest first. */
export async function waves(db: Db): Promise<Wave[]> {
  const rows = await waveColumns(db).orderBy('launched_at', 'desc').orderBy('id').execute()
  return rows.map(toWave)
}

/** The units and groups as they were frozen, with names: for signed-in people only. */
export async function frozenTree(db: Db, waveId: string): Promise<FrozenTree | null> {
  const row = await db
    .selectFrom('pulse_wave')
    .where('id', '=', waveId)
    .select('frozen')
    .executeTakeFirst()
  return row ? (JSON.parse(row.frozen) as FrozenTree) : null
}

export interface MyWave {
  wave: Wave
  /** Whether I took my token; shown to nobody but me. It does not say whether I answered. */
  issued: boolean
}

/** Waves that are open for this person now; the one that closes first stands first. */
export async function openWavesFor(db: Db, employeeId: string, now: Date): Promise<MyWave[]> {
  const rows = await waveColumns(db)
    .innerJoin('pulse_eligible as e', 'e.wave_id', 'pulse_wave.id')
    .leftJoin('pulse_issued as i', (join) =>
      join.onRef('i.wave_id', '=', 'e.wave_id').onRef('i.employee_id', '=', 'e.employee_id'),
    )
    .where('e.employee_id', '=', employeeId)
    .where('status', '=', 'open')
    .where('closes_at', '>', now.getTime())
    .select('i.employee_id as issued')
    .orderBy('closes_at')
    .execute()
  return rows.map((row) => ({ wave: toWave(row), issued: row.issued !== null }))
}

const partRows = compiled((db: Db, given: Given<{ waveId: string; employeeId: string }>) =>
  db
    .selectFrom('pulse_eligible as e')
    .leftJoin('pulse_issued as i', (join) =>
      join.onRef('i.wave_id', '=', 'e.wave_id').onRef('i.employee_id', '=', 'e.employee_id'),
    )
    .where('e.wave_id', '=', given.waveId)
    .where('e.employee_id', '=', given.employeeId)
    .select(['e.group_id as group', 'i.employee_id as issued']),
)

/** Whether this person is eligible in the wave, and took their token; null where they are not. */
export async function myPart(
  db: Db,
  waveId: string,
  employeeId: string,
): Promise<{ group: string; issued: boolean } | null> {
  const [row] = await partRows(db, { waveId, employeeId })
  return row ? { group: row.group, issued: row.issued !== null } : null
}

/** Whether a token was issued to me, for nobody but me; 'gone' where I was not asked, or 30 days after the end. */
export async function tokenOf(
  db: Db,
  waveId: string,
  employeeId: string,
): Promise<'issued' | 'not-issued' | 'gone'> {
  const mine = await myPart(db, waveId, employeeId)
  return mine === null ? 'gone' : mine.issued ? 'issued' : 'not-issued'
}

/** The manifest's own text, byte for byte what the wave code was made of. */
export async function manifestText(db: Db, waveId: string): Promise<string | null> {
  const row = await db
    .selectFrom('pulse_wave')
    .where('id', '=', waveId)
    .select('manifest')
    .executeTakeFirst()
  return row?.manifest ?? null
}

/** Public keys never change once a wave is stored, so every process reads them once. */
const publicKeys = new WeakMap<Db, Map<string, GroupKey[]>>()

export async function groupKeys(db: Db, waveId: string): Promise<GroupKey[] | null> {
  const known = publicKeys.get(db) ?? new Map<string, GroupKey[]>()
  publicKeys.set(db, known)
  const before = known.get(waveId)
  if (before) return before
  const rows = await db
    .selectFrom('pulse_group')
    .where('wave_id', '=', waveId)
    .select(['id as group', 'spki'])
    .orderBy('id')
    .execute()
  if (rows.length === 0) return null
  // PostgreSQL sorts by its collation; the tree is in the order of the manifest.
  rows.sort((a, b) => (a.group < b.group ? -1 : 1))
  const { paths } = await keyTree(rows)
  const keys = rows.map((row, i) => ({ ...row, path: paths[i]! }))
  known.set(waveId, keys)
  return keys
}

/** What `GET /pulse/:waveId/key` answers; null for whoever is not eligible. */
export async function groupKeyFor(
  db: Db,
  waveId: string,
  employeeId: string,
): Promise<GroupKey | null> {
  const mine = await myPart(db, waveId, employeeId)
  const keys = mine && (await groupKeys(db, waveId))
  return keys?.find((key) => key.group === mine?.group) ?? null
}

/** Readiness: throws, in words, where a wave that is not over lacks a key in KEY_DIR. */
export async function checkWaveKeys(db: Db, keyDir: string): Promise<void> {
  const rows = await db
    .selectFrom('pulse_wave')
    .where('status', 'in', ['open', 'closing'])
    .select(['id', 'manifest'])
    .execute()
  for (const row of rows) {
    const { groups } = JSON.parse(row.manifest) as Manifest
    if (
      !keysAreThere(
        keyDir,
        row.id,
        groups.map((group) => group.id),
      )
    ) {
      throw new Error("an open pulse wave's keys are missing from KEY_DIR")
    }
  }
}

/**
 * What a restore left behind: a wave that is open and gives out no more tokens; else one that has been void since
 * `since`; null where there is neither.
 */
export async function waveAfterRestore(
  db: Db,
  since: Date | null,
): Promise<'not-issuing' | 'void' | null> {
  const stopped = await db
    .selectFrom('pulse_wave')
    .where('status', '=', 'open')
    .where('issuing', '=', 0)
    .select('id')
    .limit(1)
    .executeTakeFirst()
  if (stopped) return 'not-issuing'
  if (!since) return null
  const lost = await db
    .selectFrom('pulse_wave')
    .where('status', '=', 'void')
    .where('ended_at', '>=', since.getTime())
    .select('id')
    .limit(1)
    .executeTakeFirst()
  return lost ? 'void' : null
}

/** HR's only figure before the close: who answered so far, rounded down to tens, as of a day. */
export async function progress(
  db: Db,
  waveId: string,
): Promise<{ day: string; redeemed: number } | null> {
  const row = await db
    .selectFrom('pulse_progress')
    .where('wave_id', '=', waveId)
    .select(['day', 'redeemed'])
    .executeTakeFirst()
  return row ?? null
}

/** Counts open waves once a (UTC) day; asking again the same day changes nothing, so nobody can watch one answer arrive. */
export async function noteProgress(db: Db, now: Date): Promise<void> {
  const day = now.toISOString().slice(0, 10)
  const due = await db
    .selectFrom('pulse_wave as w')
    .leftJoin('pulse_progress as p', 'p.wave_id', 'w.id')
    .where('w.status', '=', 'open')
    .where((eb) => eb.or([eb('p.day', 'is', null), eb('p.day', '<', day)]))
    .select('w.id')
    .execute()
  for (const { id } of due) {
    const { n } = await db
      .selectFrom('pulse_response')
      .where('wave_id', '=', id)
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    const redeemed = Math.floor(Number(n) / 10) * 10
    await db
      .insertInto('pulse_progress')
      .values({ wave_id: id, day, redeemed })
      .onConflict((conflict) =>
        conflict
          .column('wave_id')
          .doUpdateSet({ day, redeemed })
          .where(sql.ref('pulse_progress.day'), '<', day),
      )
      .execute()
  }
}
