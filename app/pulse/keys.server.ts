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
  rmdirSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import path from 'node:path'
import type { SealKey } from './envelope.server.ts'
import { type SigningKey, signingKey } from './token.server.ts'

/**
 * A wave's private keys: one folder a wave in KEY_DIR, one file a key, for this user alone. They are never in the
 * database, in a backup or in a log, and never copied: once the folder is gone, no envelope can be opened again.
 */

const SEAL = 'seal'

function folder(keyDir: string, waveId: string): string {
  // An id becomes a path here: nothing but a UUID may.
  if (!/^[0-9a-f-]{36}$/.test(waveId)) throw new Error('not the id of a wave')
  return path.join(keyDir, 'waves', waveId)
}

/** Writes all keys of a new wave; on return they have reached the disk. Throws where the wave already has keys. */
export function keepKeys(
  keyDir: string,
  waveId: string,
  seal: SealKey,
  signing: ReadonlyMap<string, SigningKey>,
): void {
  const dir = folder(keyDir, waveId)
  mkdirSync(path.dirname(dir), { recursive: true, mode: 0o700 })
  mkdirSync(dir, { mode: 0o700 })
  write(path.join(dir, SEAL), Buffer.concat([seal.secret, seal.point]))
  for (const [group, key] of signing) {
    write(path.join(dir, group), key.privateKey.export({ format: 'der', type: 'pkcs8' }))
  }
  sync(dir)
  sync(path.dirname(dir))
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
  const dir = folder(keyDir, waveId)
  if (!existsSync(dir)) return
  const names = readdirSync(dir).sort((a, b) => Number(b === SEAL) - Number(a === SEAL))
  for (const name of names) {
    const file = path.join(dir, name)
    const fd = openSync(file, 'r+')
    try {
      writeSync(fd, randomBytes(Math.max(1, fstatSync(fd).size)), 0, undefined, 0)
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
    unlinkSync(file)
    cache.delete(file)
  }
  rmdirSync(dir)
  sync(path.dirname(dir))
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
