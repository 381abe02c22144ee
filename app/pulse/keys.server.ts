import { createPrivateKey, randomBytes, type KeyObject } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import path from 'node:path'
import type { SealKey } from './envelope.server.ts'
import { type SigningKey, signingKey } from './token.server.ts'

/**
 * A wave's private keys: one folder a wave in KEY_DIR, one file a key, for this user alone. They are never in the
 * database, in a backup or in a log, and never copied: once the folder is gone, no envelope can be opened again.
 *
 * A folder has the wave's own name only from the last moment before its wave is stored: `.making` says that no database
 * anywhere holds the wave, `.swept` that none ever will. Each name is reached by one rename, which only one can win.
 */

const SEAL = 'seal'

const ID = '[0-9a-f-]{36}'

function folder(keyDir: string, waveId: string, state: '' | '.making' | '.swept' = ''): string {
  // An id becomes a path here: nothing but a UUID may.
  if (!new RegExp(`^${ID}$`).test(waveId)) throw new Error('not the id of a wave')
  return path.join(keyDir, 'waves', waveId + state)
}

/** Writes all keys of a wave to come; on return they have reached the disk. Throws where they were written before. */
export function prepareKeys(
  keyDir: string,
  waveId: string,
  seal: SealKey,
  signing: ReadonlyMap<string, SigningKey>,
): void {
  const dir = folder(keyDir, waveId, '.making')
  mkdirSync(path.dirname(dir), { recursive: true, mode: 0o700 })
  mkdirSync(dir, { mode: 0o700 })
  write(path.join(dir, SEAL), Buffer.concat([seal.secret, seal.point]))
  for (const [group, key] of signing) {
    write(path.join(dir, group), key.privateKey.export({ format: 'der', type: 'pkcs8' }))
  }
  sync(dir)
  sync(path.dirname(dir))
}

/**
 * Gives prepared keys to their wave: the last step before it is stored. Throws where they were dropped meanwhile: then
 * the wave must not be stored. Afterwards nothing but the end of the wave destroys them.
 */
export function settleKeys(keyDir: string, waveId: string): void {
  const dir = folder(keyDir, waveId)
  renameSync(folder(keyDir, waveId, '.making'), dir)
  sync(path.dirname(dir))
}

/** Destroys keys that no wave was given; those that were settled stay, whoever asks. */
export function dropPreparedKeys(keyDir: string, waveId: string): void {
  const swept = folder(keyDir, waveId, '.swept')
  unlessGone(() => renameSync(folder(keyDir, waveId, '.making'), swept))
  destroyFolder(swept)
}

export interface KeyFolder {
  waveId: string
  /** 'prepared': of no wave yet; 'dropped': of none any more, and not gone yet. */
  state: 'prepared' | 'settled' | 'dropped'
  changedAt: Date
}

/** All folders of keys; what else lies beside them is passed over. */
export function keyFolders(keyDir: string): KeyFolder[] {
  const dir = path.join(keyDir, 'waves')
  const names = unlessGone(() => readdirSync(dir)) ?? []
  return names.flatMap((name) => {
    const [, waveId, ending] = new RegExp(`^(${ID})(\\.making|\\.swept)?$`).exec(name) ?? []
    const stats = waveId && unlessGone(() => statSync(path.join(dir, name)))
    if (!waveId || !stats) return []
    const state = ending ? (ending === '.making' ? 'prepared' : 'dropped') : 'settled'
    return [{ waveId, state, changedAt: stats.mtime } as const]
  })
}

/** The wave's seal key, or null where it is gone. */
export function sealKeyOf(keyDir: string, waveId: string): SealKey | null {
  const file = path.join(folder(keyDir, waveId), SEAL)
  if (!existsSync(file)) return null
  const bytes = readFileSync(file)
  return { secret: bytes.subarray(0, 32), point: bytes.subarray(32) }
}

/** Signing keys stay in memory between requests; without the seal key, which does not, they open nothing. */
const cache = new Map<string, SigningKey>()

export function signingKeyOf(keyDir: string, waveId: string, groupId: string): SigningKey | null {
  const file = path.join(folder(keyDir, waveId), path.basename(groupId))
  const known = cache.get(file)
  if (known) return known
  if (!existsSync(file)) return null
  const key: KeyObject = createPrivateKey({
    key: readFileSync(file),
    format: 'der',
    type: 'pkcs8',
  })
  const pair = signingKey(key)
  cache.set(file, pair)
  return pair
}

/** Whether the seal key and every group's key are there. */
export function keysAreThere(keyDir: string, waveId: string, groupIds: readonly string[]): boolean {
  const dir = folder(keyDir, waveId)
  return [SEAL, ...groupIds].every((name) => existsSync(path.join(dir, name)))
}

/**
 * Overwrites every key of the wave with random bytes, waits for the disk, and removes them; repeating it is harmless.
 * The seal key goes first. A disk that keeps old blocks (SSD, copy on write) may still hold the file's former
 * bytes: KEY_DIR belongs on an encrypted or a memory disk where that matters.
 */
export function destroyKeys(keyDir: string, waveId: string): void {
  destroyFolder(folder(keyDir, waveId))
}

/** Another process may be doing the same: what is gone already is no failure. */
function destroyFolder(dir: string): void {
  const found = unlessGone(() => readdirSync(dir))
  if (!found) return
  const names = found.sort((a, b) => Number(b === SEAL) - Number(a === SEAL))
  for (const name of names) {
    const file = path.join(dir, name)
    cache.delete(file)
    const fd = unlessGone(() => openSync(file, 'r+'))
    if (fd === undefined) continue
    try {
      writeSync(fd, randomBytes(Math.max(1, fstatSync(fd).size)), 0, undefined, 0)
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
    unlessGone(() => unlinkSync(file))
  }
  unlessGone(() => rmdirSync(dir))
  sync(path.dirname(dir))
}

/** Undefined where the file or folder is not there. */
function unlessGone<Value>(work: () => Value): Value | undefined {
  try {
    return work()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return undefined
  }
}

function write(file: string, bytes: Buffer): void {
  const fd = openSync(file, 'wx', 0o600)
  try {
    writeSync(fd, bytes)
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

function sync(dir: string): void {
  const fd = openSync(dir, 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}
