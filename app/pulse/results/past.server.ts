import type { Db } from '../../../db/connect.ts'
import { WHOLE_COMPANY } from '../audience.ts'
import type { Manifest } from '../manifest.ts'
import { type Cell, PublishedCell } from '../report.ts'
import type { FrozenTree } from '../wave.server.ts'
import type { PastWave } from './trend.ts'

/** A trend shows so many waves and no more: a page opened every day must not grow with the years. */
const WAVES_SHOWN = 8

type Fixed = Pick<PastWave, 'survey' | 'audience'>

/** What a launched wave never changes, and is too long to read on every visit. */
const fixed = new Map<string, Fixed>()
const FIXED_KEPT = 50

async function fixedOf(db: Db, waveId: string): Promise<Fixed> {
  const known = fixed.get(waveId)
  if (known) return known
  const row = await db
    .selectFrom('pulse_wave')
    .where('id', '=', waveId)
    .select(['manifest', 'frozen'])
    .executeTakeFirstOrThrow()
  const { survey } = JSON.parse(row.manifest) as Manifest
  const { audience = WHOLE_COMPANY } = JSON.parse(row.frozen) as FrozenTree
  if (fixed.size >= FIXED_KEPT) fixed.clear()
  fixed.set(waveId, { survey, audience })
  return { survey, audience }
}

/**
 * The last published waves up to the one that ended at `until` (epoch ms), oldest first, with what
 * they show of these units.
 */
export async function pastWaves(
  db: Db,
  until: number,
  units: readonly string[],
): Promise<PastWave[]> {
  const rows = await db
    .selectFrom('pulse_wave')
    .where('outcome', '=', 'published')
    .where('ended_at', '<=', until)
    .orderBy('ended_at', 'desc')
    .orderBy('id')
    .limit(WAVES_SHOWN)
    .select(['id', 'launched_at as launchedAt', 'ended_at as endedAt'])
    .execute()
  const cells = await cellsOf(
    db,
    rows.map(({ id }) => id),
    units,
  )
  return Promise.all(
    rows.toReversed().map(async ({ id, launchedAt, endedAt }) => ({
      id,
      launchedAt,
      endedAt: endedAt!,
      ...(await fixedOf(db, id)),
      cellOf: (unit, question) =>
        cells.get(keyOf(id, unit, question)) ?? { unit, question, shown: 'hidden' },
    })),
  )
}

const keyOf = (...parts: [wave: string, unit: string, question: string]) => parts.join('\n')

async function cellsOf(
  db: Db,
  waves: readonly string[],
  units: readonly string[],
): Promise<Map<string, PublishedCell>> {
  if (waves.length === 0 || units.length === 0) return new Map()
  const rows = await db
    .selectFrom('pulse_cell')
    .where('wave_id', 'in', [...waves])
    .where('unit_id', 'in', [...units])
    .select(['wave_id', 'unit_id', 'question', 'cell'])
    .execute()
  return new Map(
    rows.map((row) => [
      keyOf(row.wave_id, row.unit_id, row.question),
      PublishedCell.parse(JSON.parse(row.cell)),
    ]),
  )
}

/** What one wave shows of these units; whatever has no cell is hidden. */
export async function waveCells(
  db: Db,
  waveId: string,
  units: readonly string[],
): Promise<(unit: string, question: string) => Cell> {
  const cells = await cellsOf(db, [waveId], units)
  return (unit, question) =>
    cells.get(keyOf(waveId, unit, question)) ?? { unit, question, shown: 'hidden' }
}
