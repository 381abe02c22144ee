import { accessSync, constants, existsSync, realpathSync, statSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import path from 'node:path'
import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import { dialectOf } from '../../db/dialect/name.ts'

/** What is free to us and what there is, in bytes, on the disk of a folder. */
export async function roomIn(dir: string): Promise<{ free: number; total: number }> {
  const { bavail, blocks, bsize } = await statfs(dir)
  return { free: bavail * bsize, total: blocks * bsize }
}

/** The database's size in bytes, and SQLite's log beside it; null on PostgreSQL, whose log is its own matter. */
export async function databaseSize(
  db: Db,
  dataDir: string,
): Promise<{ bytes: number; wal: number | null }> {
  if (dialectOf(db) === 'postgres') {
    const { rows } = await sql<{ bytes: number }>`
      select pg_database_size(current_database()) as bytes`.execute(db)
    return { bytes: Number(rows[0]?.bytes ?? 0), wal: null }
  }
  return { bytes: sizeOf(dataDir, 'zveno.sqlite'), wal: walSize(dataDir) }
}

/** The size of SQLite's write-ahead log in bytes; 0 while there is none. */
export function walSize(dataDir: string): number {
  return sizeOf(dataDir, 'zveno.sqlite-wal')
}

function sizeOf(dataDir: string, name: string): number {
  return statSync(path.join(dataDir, name), { throwIfNoEntry: false })?.size ?? 0
}

export async function databaseVersion(db: Db): Promise<string> {
  const version =
    dialectOf(db) === 'sqlite'
      ? sql<{ v: string }>`select 'SQLite ' || sqlite_version() as v`
      : sql<{ v: string }>`select 'PostgreSQL ' || current_setting('server_version') as v`
  const { rows } = await version.execute(db)
  return rows[0]?.v ?? ''
}

/**
 * How far the database's clock goes ahead of ours, in ms: leases of jobs are told by each process's own. 0 on SQLite,
 * which has ours.
 */
export async function clockAhead(db: Db): Promise<number> {
  if (dialectOf(db) === 'sqlite') return 0
  const asked = Date.now()
  const { rows } = await sql<{ ms: number }>`
    select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as ms`.execute(db)
  return Number(rows[0]?.ms ?? asked) - (asked + Date.now()) / 2
}

/**
 * The folder of the waves' keys: `open`, where others on the machine can read it; `inside`, where it lies, by whatever
 * links, in the data or in the backups; `missing`, where it is not there yet, as before the first wave.
 */
export type KeyFolder = 'fine' | 'missing' | 'unreadable' | 'open' | 'inside'

export function keyFolder(keyDir: string, notIn: string[]): KeyFolder {
  if (!existsSync(keyDir)) return 'missing'
  try {
    accessSync(keyDir, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch {
    return 'unreadable'
  }
  const real = realpathSync(keyDir)
  const inside = notIn
    .filter((dir) => existsSync(dir))
    .some((dir) => `${real}${path.sep}`.startsWith(`${realpathSync(dir)}${path.sep}`))
  if (inside) return 'inside'
  return (statSync(keyDir).mode & 0o077) === 0 ? 'fine' : 'open'
}
