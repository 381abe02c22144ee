import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import iconv from 'iconv-lite'
import { guessCodePage } from './code-page.ts'

export type CsvSource = string | AsyncIterable<Uint8Array | string>

const PIECE = 64 * 1024
/** Of a stream so much is looked at before its encoding is settled. */
export const HEAD = 1024 * 1024

export async function* pieces(source: CsvSource): AsyncGenerator<Buffer> {
  const chunks = typeof source === 'string' ? createReadStream(source) : source
  let held: Buffer[] = []
  let size = 0
  for await (const chunk of chunks) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
    held.push(Buffer.from(bytes))
    size += bytes.length
    // A sender of single bytes must not cost a copy of all that is held for each of them.
    if (size < PIECE) continue
    const all = Buffer.concat(held)
    for (let at = 0; at < size; at += PIECE) yield all.subarray(at, at + PIECE)
    held = []
    size = 0
  }
  if (size > 0) yield Buffer.concat(held)
}

export async function* joined(
  head: Buffer[],
  rest: AsyncGenerator<Buffer>,
): AsyncGenerator<Buffer> {
  try {
    yield* head
    yield* rest
  } finally {
    await rest.return(undefined)
  }
}

export function byteOrderMark(head: Buffer): string | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  return null
}

async function isUtf8(source: AsyncIterable<Buffer> | Buffer[], whole: boolean): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const piece of source) decoder.decode(piece, { stream: true })
    if (whole) decoder.decode()
    return true
  } catch {
    return false
  }
}

/** Those pieces that hold more than ASCII, up to a megabyte: a code page is told by nothing else. */
async function letters(source: AsyncIterable<Buffer> | Buffer[]): Promise<Buffer> {
  const held: Buffer[] = []
  let size = 0
  for await (const piece of source) {
    if (piece.every((byte) => byte < 0x80)) continue
    held.push(piece)
    size += piece.length
    if (size >= HEAD) break
  }
  return Buffer.concat(held)
}

export interface EncodingGuess {
  encoding: string
  /** False where a person should look at the text. */
  sure: boolean
}

/**
 * Valid UTF-8 is UTF-8, any other file is in the code page its letters speak for. A file is read through
 * to judge it; of a stream only the first megabyte is at hand.
 */
export async function guessEncoding(
  source: CsvSource,
  head: Buffer[],
  whole: boolean,
): Promise<EncodingGuess> {
  const again = typeof source === 'string' && (await stat(source)).isFile()
  const utf8 = again ? await isUtf8(pieces(source), true) : await isUtf8(head, whole)
  if (utf8) return { encoding: 'utf-8', sure: true }
  return guessCodePage(await letters(again ? pieces(source) : head))
}

/** NUL is dropped: no text column of PostgreSQL can hold it and no score or comment needs it. */
export async function* decoded(
  source: AsyncIterable<Buffer>,
  encoding: string,
): AsyncGenerator<string> {
  const decoder = iconv.getDecoder(encoding)
  let started = false
  for await (const piece of source) {
    const text = decoder.write(piece).replaceAll('\0', '')
    yield started ? text : text.replace(/^\uFEFF+/, '')
    started = true
  }
  yield (decoder.end() ?? '').replaceAll('\0', '')
}

export function isEncoding(name: string): boolean {
  return iconv.encodingExists(name)
}
