import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { statfs } from 'node:fs/promises'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { pgProgram } from './pg-program.server.ts'

const WORKER = new URL('./backup.worker.ts', import.meta.url)
const OURS = /^zveno-\d{4}-\d{2}-\d{2}-\d{4}Z\.(sqlite|dump)$/
const DAY_MS = 24 * 60 * 60_000

/** The copy could not be made or read back; the message says why. */
export class BackupError extends Error {}

export interface Kept {
  dataDir: string
  databaseUrl: string | undefined
}

/**
 * Writes a copy of one moment to `file`, while the portal goes on, and reads it back before it gets its name. Nothing of
 * KEY_DIR is in it. On SQLite in a thread of its own, since it reads all there is; on PostgreSQL by pg_dump.
 */
export async function writeBackup(kept: Kept, file: string, signal?: AbortSignal): Promise<void> {
  const part = `${path.resolve(file)}.part`
  rmSync(part, { force: true })
  // Made before anything is in it: nobody else on the machine reads along.
  closeSync(openSync(part, 'wx', 0o600))
  try {
    if (kept.databaseUrl) {
      const url = kept.databaseUrl
      await pgProgram(
        'pg_dump',
        (address) => ['--format=custom', `--file=${part}`, `--dbname=${address}`],
        url,
        signal,
      )
      await pgProgram('pg_restore', () => ['--list', part], url, signal)
    } else {
      await copied(path.join(kept.dataDir, 'zveno.sqlite'), part, signal)
    }
    renameSync(part, file)
  } catch (error) {
    // What was cut off is still being written to and goes with the next one.
    if (!signal?.aborted) rmSync(part, { force: true })
    throw error
  }
}

function copied(from: string, to: string, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const worker = new Worker(WORKER, { workerData: { from, to } })
    signal?.addEventListener('abort', () => {
      reject(signal.reason as Error)
      void worker.terminate()
    })
    worker.on('message', ({ said, code }: { said: string; code?: string }) => {
      if (said === 'ok') return resolve()
      reject(Object.assign(new BackupError(said), code ? { code } : {}))
    })
    worker.on('error', reject)
    worker.on('exit', () => reject(new BackupError('the copy was cut off')))
  })
}

export interface Rotation {
  dir: string
  /** How many backups stay, the newest. */
  keep: number
}

/**
 * The nightly backup of `slot` and what follows from it: the same slot again changes nothing, the oldest beyond `keep` go.
 * Files of any other name are left alone.
 */
export async function nightlyBackup(
  kept: Kept,
  { dir, keep }: Rotation,
  slot: Date,
  signal?: AbortSignal,
): Promise<void> {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const stamp = slot.toISOString().replace('T', '-').replace(':', '').slice(0, 15)
  const file = path.join(dir, `zveno-${stamp}Z.${kept.databaseUrl ? 'dump' : 'sqlite'}`)
  removeCutOff(dir, slot)
  if (!existsSync(file)) {
    if (!kept.databaseUrl) await expectRoom(kept.dataDir, dir)
    await writeBackup(kept, file, signal)
  }
  for (const name of backupsIn(dir).slice(keep)) rmSync(path.join(dir, name), { force: true })
}

/** Of our own names, the newest first. */
function backupsIn(dir: string): string[] {
  return readdirSync(dir)
    .filter((name) => OURS.test(name))
    .sort()
    .reverse()
}

function removeCutOff(dir: string, now: Date): void {
  for (const name of readdirSync(dir)) {
    if (!name.endsWith('.part') || !OURS.test(name.slice(0, -'.part'.length))) continue
    const file = path.join(dir, name)
    if (now.getTime() - statSync(file).mtimeMs > DAY_MS) rmSync(file, { force: true })
  }
}

/** A disk that a backup fills takes the portal down with it. */
async function expectRoom(dataDir: string, dir: string): Promise<void> {
  const needed = statSync(path.join(dataDir, 'zveno.sqlite')).size * 1.1
  const { bavail, bsize } = await statfs(dir)
  if (bavail * bsize < needed) {
    const error = new BackupError('no room for another backup')
    throw Object.assign(error, { code: 'ENOSPC' })
  }
}

export interface BackupState {
  dir: string
  keep: number
  /** How many lie there; null where the folder cannot be read. */
  count: number | null
  newest: { name: string; at: number; bytes: number } | null
}

export function backupState({ dir, keep }: Rotation): BackupState {
  try {
    const names = existsSync(dir) ? backupsIn(dir) : []
    const [name] = names
    if (!name) return { dir, keep, count: 0, newest: null }
    const { mtimeMs, size } = statSync(path.join(dir, name))
    return { dir, keep, count: names.length, newest: { name, at: mtimeMs, bytes: size } }
  } catch {
    return { dir, keep, count: null, newest: null }
  }
}
