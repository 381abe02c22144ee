import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { connect, pendingMigrations, type Db } from '../../db/connect.ts'
import { dialectOf } from '../../db/dialect/name.ts'
import { auditFaults, auditMark, type Mark } from '../audit/verify.server.ts'
import { wrongObservationTotals } from '../feedback/total.server.ts'
import { readSettings } from '../http/settings.ts'
import { wrongTotals } from '../nps/recount.server.ts'
import { treeFaults } from '../people/tree/verify.server.ts'
import { pulseFaults } from '../pulse/verify.server.ts'
import { checkWaveKeys } from '../pulse/wave.server.ts'
import { type Io, UsageError } from './io.ts'
import { expectPortal } from './open.ts'

interface Check {
  name: string
  ok: boolean
  detail: string
}

/**
 * Looks whether everything stored is whole and keeps its promises; changes nothing. Exit 1 where a check fails.
 * `--audit N:HASH` holds the audit log to a mark that was written down elsewhere.
 */
export async function run(args: string[], io: Io): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { json: { type: 'boolean', default: false }, audit: { type: 'string' } },
  })
  const kept = values.audit === undefined ? undefined : markFrom(values.audit)
  const settings = readSettings(io.env)
  expectPortal(settings)
  const db = await connect(settings)
  try {
    const checks = await verify(db, settings.keyDir, kept)
    const ok = checks.every((check) => check.ok)
    if (values.json) io.out(JSON.stringify({ ok, checks }))
    else
      for (const { name, ok, detail } of checks)
        io.out(`${ok ? 'ok  ' : 'FAIL'} ${name}: ${detail}`)
    return ok ? 0 : 1
  } finally {
    await db.destroy()
  }
}

function markFrom(text: string): Mark {
  const [, entries, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? []
  if (!entries || !hash) {
    throw new UsageError(
      '--audit takes a mark as the audit log shows it: a number, a colon, 64 digits',
    )
  }
  return { entries: Number(entries), hash }
}

export async function verify(db: Db, keyDir: string, kept?: Mark): Promise<Check[]> {
  const pending = await pendingMigrations(db)
  const migrated = check('migrations', pending, 'the newest form')
  if (!migrated.ok) return [migrated]
  return [
    migrated,
    check('integrity', await damage(db), 'every page and index is whole'),
    check('references', await danglingRows(db), 'every row’s references exist'),
    check('units', await treeFaults(db), 'one tree, and nobody in a closed unit'),
    check('customer totals', await wrongTotals(db), 'stored totals equal the answers'),
    check(
      'observation totals',
      await wrongObservationTotals(db),
      'stored totals equal the observations',
    ),
    check('audit log', await auditFaults(db, kept), await auditEnd(db)),
    check('disclosure', await pulseFaults(db), 'every closed wave passes its audit'),
    check(
      'wave keys',
      await checkWaveKeys(db, keyDir).then(
        () => [],
        (error: Error) => [error.message],
      ),
      'every open wave has its keys',
    ),
  ]
}

async function auditEnd(db: Db): Promise<string> {
  const { entries, hash } = await auditMark(db)
  return `every entry hangs on the one before; the mark of the newest is ${entries}:${hash}`
}

function check(name: string, faults: string[], good: string): Check {
  const more = faults.length > 5 ? `, and ${faults.length - 5} more` : ''
  return faults.length === 0
    ? { name, ok: true, detail: good }
    : { name, ok: false, detail: faults.slice(0, 5).join('; ') + more }
}

async function damage(db: Db): Promise<string[]> {
  if (dialectOf(db) === 'postgres') {
    // PostgreSQL checks its pages as it reads them; an index that names no live heap would fail here.
    await sql`select count(*) from pg_class`.execute(db)
    return []
  }
  const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db)
  return rows.map((row) => row.integrity_check).filter((line) => line !== 'ok')
}

async function danglingRows(db: Db): Promise<string[]> {
  if (dialectOf(db) === 'postgres') {
    const { rows } = await sql<{ name: string }>`
      select conname as name from pg_constraint where contype = 'f' and not convalidated`.execute(
      db,
    )
    return rows.map((row) => `${row.name} was never validated`)
  }
  const { rows } = await sql<{ table: string; parent: string }>`pragma foreign_key_check`.execute(
    db,
  )
  return rows.map((row) => `${row.table} names a missing row of ${row.parent}`)
}
