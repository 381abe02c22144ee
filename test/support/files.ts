import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import { inject } from 'vitest'
import type { TestDatabase } from './database.ts'

/** Contents by path. */
export type Files = Map<string, Buffer>

export function folder(dir: string): Files {
  const files: Files = new Map()
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name)
    const bytes = entry.isFile() ? contents(file) : null
    if (bytes) files.set(file, bytes)
  }
  return files
}

/** PostgreSQL removes a file of its cache or its log whenever it likes, between being listed and being read too. */
function contents(file: string): Buffer | null {
  try {
    return readFileSync(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** Every file the database has written: SQLite's folder, or this database's folder and the log of the server. */
export async function filesOf(database: TestDatabase): Promise<Files> {
  const { db, dataDir, dialect } = database
  if (dialect === 'sqlite') {
    return new Map([...folder(dataDir)].filter(([file]) => file.includes('zveno.sqlite')))
  }
  await sql`checkpoint`.execute(db)
  const server = inject('postgresDataDir')!
  const { rows } = await sql<{ oid: number }>`
    select oid::int from pg_database where datname = current_database()`.execute(db)
  return new Map([
    ...folder(path.join(server, 'base', String(rows[0]!.oid))),
    ...folder(path.join(server, 'pg_wal')),
  ])
}

export function tableFiles(files: Files): Files {
  return new Map([...files].filter(([file]) => !file.includes('pg_wal')))
}

/** Short pieces all over an envelope, so that pages, which cut it anywhere, cannot hide it. */
export function pieces(envelope: Buffer): Buffer[] {
  const cuts: Buffer[] = []
  for (let at = 2; at + 24 < envelope.length; at += 400) cuts.push(envelope.subarray(at, at + 24))
  return cuts
}

export function both(bytes: Buffer): Buffer[] {
  return [bytes, Buffer.from(bytes.toString('base64url')), Buffer.from(bytes.toString('hex'))]
}

/** How many of the needles are in the files. */
export function found(files: Files, needles: Buffer[]): number {
  const starts = new Map<number, number[]>()
  for (const [i, needle] of needles.entries()) {
    const start = needle.readUInt32LE(0)
    starts.set(start, [...(starts.get(start) ?? []), i])
  }
  const likely = new Uint8Array(65_536)
  for (const start of starts.keys()) likely[start & 0xffff] = 1
  const seen = new Set<number>()
  for (const bytes of files.values()) {
    for (let at = 0; at + 4 <= bytes.length; at++) {
      if (!likely[bytes[at]! | (bytes[at + 1]! << 8)]) continue
      for (const i of starts.get(bytes.readUInt32LE(at)) ?? []) {
        if (bytes.subarray(at, at + needles[i]!.length).equals(needles[i]!)) seen.add(i)
      }
    }
  }
  return seen.size
}
