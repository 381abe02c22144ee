import { open, stat, type FileHandle } from 'node:fs/promises'
import { createInflateRaw } from 'node:zlib'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

const END = 0x06054b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50
/** The end record and the longest comment behind it. */
const TAIL = 22 + 65_535
/** More parts than that no spreadsheet has. */
const MOST_PARTS = 2000
/** Between two parts stands at most the record of the first one's size. */
const MOST_BETWEEN = 24

interface Part {
  method: number
  packed: number
  at: number
}

/**
 * How much the parts of a zip archive come to when they are unpacked, in bytes: really unpacked, since
 * an archive may lie about it, and thrown away as they come. 'large' as soon as they pass `most`,
 * 'broken' where the archive is not whole, is locked, or has parts that overlap or are in no list: a
 * reader that goes by the parts' own heads would unpack those as well.
 */
export async function unpackedSize(
  file: string,
  most: number,
): Promise<number | 'large' | 'broken'> {
  const handle = await open(file)
  try {
    const list = await partsOf(handle, (await stat(file)).size)
    if (list === null) return 'broken'
    let size = 0
    let end = 0
    const joins = (at: number) => at >= end && at - end <= MOST_BETWEEN
    for (const part of list.parts.sort((a, b) => a.at - b.at)) {
      const start = joins(part.at) ? await dataOf(handle, part.at) : null
      if (start === null) return 'broken'
      end = start + part.packed
      const came = await measured(handle, start, part, most - size)
      if (typeof came === 'string') return came
      size += came
    }
    return joins(list.from) ? size : 'broken'
  } catch (error) {
    if (error instanceof RangeError) return 'broken'
    throw error
  } finally {
    await handle.close()
  }
}

async function bytesAt(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, at)
  return buffer.subarray(0, bytesRead)
}

/** The list at the end of the archive; null where there is none that can be believed. */
async function partsOf(
  handle: FileHandle,
  size: number,
): Promise<{ parts: Part[]; from: number } | null> {
  const tailAt = Math.max(0, size - TAIL)
  const tail = await bytesAt(handle, tailAt, size - tailAt)
  let at = tail.length - 22
  while (at >= 0 && tail.readUInt32LE(at) !== END) at--
  if (at < 0) return null
  const count = tail.readUInt16LE(at + 10)
  const length = tail.readUInt32LE(at + 12)
  const from = tail.readUInt32LE(at + 16)
  if (count > MOST_PARTS || from + length > size) return null
  const list = await bytesAt(handle, from, length)
  const parts: Part[] = []
  for (let place = 0, left = count; left > 0; left--) {
    if (list.readUInt32LE(place) !== ENTRY) return null
    // Locked with a password.
    if ((list.readUInt16LE(place + 8) & 1) === 1) return null
    parts.push({
      method: list.readUInt16LE(place + 10),
      packed: list.readUInt32LE(place + 20),
      at: list.readUInt32LE(place + 42),
    })
    place += 46 + [28, 30, 32].reduce((sum, field) => sum + list.readUInt16LE(place + field), 0)
  }
  return { parts, from }
}

async function dataOf(handle: FileHandle, at: number): Promise<number | null> {
  const head = await bytesAt(handle, at, 30)
  if (head.length < 30 || head.readUInt32LE(0) !== LOCAL) return null
  return at + 30 + head.readUInt16LE(26) + head.readUInt16LE(28)
}

async function measured(
  handle: FileHandle,
  start: number,
  { method, packed }: Part,
  most: number,
): Promise<number | 'large' | 'broken'> {
  if (method === 0) return packed > most ? 'large' : packed
  if (method !== 8) return 'broken'
  if (packed === 0) return 0
  let size = 0
  const large = new Error('large')
  const counting = new Writable({
    write(chunk: Buffer, _encoding, done) {
      size += chunk.length
      done(size > most ? large : null)
    },
  })
  const source = handle.createReadStream({ start, end: start + packed - 1, autoClose: false })
  try {
    await pipeline(source, createInflateRaw(), counting)
    return size
  } catch (error) {
    if (error === large) return 'large'
    if ((error as NodeJS.ErrnoException).code?.startsWith('Z_')) return 'broken'
    throw error
  }
}
