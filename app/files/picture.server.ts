import { crc32 } from 'node:zlib'

/** Pixels of the longer side at most: more is no picture for a phone, and decoding it could fill one's memory. */
export const SIDE_MOST = 4096

export interface CleanPicture {
  form: 'jpg' | 'png' | 'webp'
  /** As it is shown, in pixels: a photo taken upright is higher than wide. */
  width: number
  height: number
  bytes: Buffer
}

/** `none`: no JPEG, PNG or WebP, whatever its name says; `broken`: one that is cut off or not written right. */
export type PictureFault = 'none' | 'broken' | 'moving' | 'wide'

/**
 * The same picture with what shows it and nothing else, byte for byte: no EXIF, no place, no date, no device, no comment,
 * no thumbnail, no profile, nothing behind its end. Of a photo whose camera was turned, the turn alone is kept. Cleaning
 * what is clean changes nothing. JPEG (ISO/IEC 10918-1), PNG (W3C, third edition) and WebP (RFC 9649) are told by their content.
 */
export function cleaned(source: Uint8Array): CleanPicture | PictureFault {
  const bytes = Buffer.from(source.buffer, source.byteOffset, source.byteLength)
  const clean = cleanerOf(bytes)
  if (!clean) return 'none'
  try {
    const picture = clean(bytes)
    if (typeof picture === 'string') return picture
    const { width, height } = picture
    if (width < 1 || height < 1) return 'broken'
    return Math.max(width, height) > SIDE_MOST ? 'wide' : picture
  } catch (error) {
    // A length that points beyond the end.
    if (error instanceof RangeError) return 'broken'
    throw error
  }
}

type Cleaner = (bytes: Buffer) => CleanPicture | PictureFault

const PNG = Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1')

function cleanerOf(bytes: Buffer): Cleaner | null {
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return jpeg
  if (bytes.subarray(0, 8).equals(PNG)) return png
  const riff = bytes.toString('latin1', 0, 4) === 'RIFF'
  return riff && bytes.toString('latin1', 8, 12) === 'WEBP' ? webp : null
}

/** Exactly `length` bytes from `at`; a RangeError where there are fewer. */
function taken(bytes: Buffer, at: number, length: number): Buffer {
  if (length < 0 || at + length > bytes.length) throw new RangeError('cut off')
  return bytes.subarray(at, at + length)
}

const segment = (marker: number, body: Buffer) => {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([head, body])
}

/** Density 1:1, no thumbnail. */
const JFIF = Buffer.from('JFIF\0\u0001\u0001\0\0\u0001\0\u0001\0\0', 'latin1')

function jpeg(bytes: Buffer): CleanPicture | PictureFault {
  const kept: Buffer[] = []
  let size: { width: number; height: number } | null = null
  let turn = 1
  let jfif = false
  let adobe: Buffer | null = null
  let scans = 0
  let at = 2
  for (;;) {
    if (bytes.readUInt8(at) !== 0xff) return 'broken'
    while (bytes.readUInt8(at + 1) === 0xff) at++
    const marker = bytes.readUInt8(at + 1)
    at += 2
    if (marker === 0xd9) break
    const body = taken(bytes, at + 2, bytes.readUInt16BE(at) - 2)
    at += 2 + body.length
    switch (marker) {
      // Baseline, extended and progressive with Huffman codes: what browsers show.
      case 0xc0:
      case 0xc1:
      case 0xc2:
        if (size || body.readUInt8(0) !== 8) return 'broken'
        size = { height: body.readUInt16BE(1), width: body.readUInt16BE(3) }
        if (body.length !== 6 + 3 * body.readUInt8(5)) return 'broken'
        kept.push(segment(marker, body))
        break
      case 0xc4:
      case 0xdb:
      case 0xdd:
        kept.push(segment(marker, body))
        break
      case 0xda: {
        if (!size || body.length !== 4 + 2 * body.readUInt8(0)) return 'broken'
        const end = scanEnd(bytes, at)
        kept.push(segment(marker, body), bytes.subarray(at, end))
        at = end
        scans++
        break
      }
      case 0xe0:
        jfif ||= body.toString('latin1', 0, 5) === 'JFIF\0'
        break
      case 0xe1:
        if (body.toString('latin1', 0, 6) === 'Exif\0\0') turn = turnIn(body.subarray(6))
        break
      case 0xee:
        // Tells in which colours the numbers are meant.
        if (body.length === 12 && body.toString('latin1', 0, 5) === 'Adobe')
          adobe = Buffer.concat([body.subarray(0, 7), Buffer.alloc(4), body.subarray(11)])
        break
      default:
        // Notes of every sort go; what is no note is a JPEG that browsers do not show.
        if ((marker < 0xe0 || marker > 0xef) && marker !== 0xfe) return 'broken'
    }
  }
  if (!size || scans === 0) return 'broken'
  const { width, height } = size
  const head = [
    Buffer.from([0xff, 0xd8]),
    // Said of a picture that did not say so, it would show another's colours.
    ...(jfif ? [segment(0xe0, JFIF)] : []),
    ...(turn > 1 ? [segment(0xe1, turned(turn))] : []),
    ...(adobe ? [segment(0xee, adobe)] : []),
  ]
  return {
    form: 'jpg',
    ...(turn > 4 ? { width: height, height: width } : { width, height }),
    bytes: Buffer.concat([...head, ...kept, Buffer.from([0xff, 0xd9])]),
  }
}

/** Where the numbers of a scan end: at the first marker that is neither a stuffed byte nor a restart. */
function scanEnd(bytes: Buffer, from: number): number {
  for (let at = from; ; at++) {
    at = bytes.indexOf(0xff, at)
    if (at < 0 || at + 1 >= bytes.length) throw new RangeError('cut off')
    const next = bytes[at + 1]!
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at
  }
}

/** EXIF with one tag, how the camera was turned: without it a photo lies on its side. */
function turned(turn: number): Buffer {
  const exif = Buffer.from('Exif\0\0MM\0*\0\0\0\u0008\0\u0001', 'latin1')
  const tag = Buffer.from([1, 0x12, 0, 3, 0, 0, 0, 1, 0, turn, 0, 0, 0, 0, 0, 0])
  return Buffer.concat([exif, tag])
}

/** The turn (1…8) that an EXIF block names in its first directory; 1 where it names none. */
function turnIn(tiff: Buffer): number {
  try {
    const order = tiff.toString('latin1', 0, 2)
    if (order !== 'II' && order !== 'MM') return 1
    const short = (at: number) => (order === 'II' ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
    const start = order === 'II' ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
    for (let left = short(start), at = start + 2; left > 0; left--, at += 12)
      if (short(at) === 0x0112) {
        const turn = short(at + 8)
        return turn >= 1 && turn <= 8 ? turn : 1
      }
    return 1
  } catch (error) {
    if (error instanceof RangeError) return 1
    throw error
  }
}

/** Chunks that are kept, with their length where it is fixed. */
const PNG_CHUNKS: Record<string, number | null> = {
  IHDR: 13,
  PLTE: null,
  tRNS: null,
  gAMA: 4,
  cHRM: 32,
  sRGB: 1,
  IDAT: null,
  IEND: 0,
}

function png(bytes: Buffer): CleanPicture | PictureFault {
  const kept: Buffer[] = [PNG]
  const met = new Set<string>()
  for (let at = PNG.length; !met.has('IEND');) {
    const length = bytes.readUInt32BE(at)
    const name = bytes.toString('latin1', at + 4, at + 8)
    const chunk = taken(bytes, at, length + 12)
    at += chunk.length
    if (met.size === 0 && name !== 'IHDR') return 'broken'
    if (!Object.hasOwn(PNG_CHUNKS, name)) {
      // A capital first letter says that it cannot be shown without.
      if (/^[A-Z]/.test(name)) return 'broken'
      continue
    }
    if ((PNG_CHUNKS[name] ?? length) !== length) return 'broken'
    if (name !== 'IDAT' && met.has(name)) return 'broken'
    if (crc32(chunk.subarray(4, 8 + length)) !== chunk.readUInt32BE(8 + length)) return 'broken'
    met.add(name)
    kept.push(chunk)
  }
  if (!met.has('IDAT')) return 'broken'
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
  return { form: 'png', width, height, bytes: Buffer.concat(kept) }
}

/** Of the flags of an extended WebP, that it has transparent places: the one that is left. */
const ALPHA = 0x10
const MOVING = 0x02

function webp(bytes: Buffer): CleanPicture | PictureFault {
  const end = bytes.readUInt32LE(4) + 8
  const kept: Buffer[] = []
  let canvas: { width: number; height: number } | null = null
  let frame: { width: number; height: number } | null = null
  for (let at = 12; at < end;) {
    const name = bytes.toString('latin1', at, at + 4)
    const body = taken(bytes, at + 8, bytes.readUInt32LE(at + 4))
    at += 8 + body.length + (body.length % 2)
    if (name === 'ANIM' || name === 'ANMF') return 'moving'
    if (name === 'VP8X') {
      if (canvas || frame || body.length !== 10) return 'broken'
      if ((body[0]! & MOVING) !== 0) return 'moving'
      canvas = { width: body.readUIntLE(4, 3) + 1, height: body.readUIntLE(7, 3) + 1 }
      const flags = Buffer.from([body[0]! & ALPHA, 0, 0, 0])
      kept.push(chunkOf(name, Buffer.concat([flags, body.subarray(4)])))
    } else if (name === 'ALPH') {
      if (!canvas || frame) return 'broken'
      kept.push(chunkOf(name, body))
    } else if (name === 'VP8 ' || name === 'VP8L') {
      if (frame) return 'broken'
      frame = name === 'VP8 ' ? lossy(body) : lossless(body)
      if (!frame) return 'broken'
      kept.push(chunkOf(name, body))
    }
  }
  if (!frame) return 'broken'
  if (canvas && (canvas.width !== frame.width || canvas.height !== frame.height)) return 'broken'
  const body = Buffer.concat([Buffer.from('WEBP', 'latin1'), ...kept])
  return { form: 'webp', ...frame, bytes: chunkOf('RIFF', body) }
}

function chunkOf(name: string, body: Buffer): Buffer {
  const head = Buffer.from(`${name}\0\0\0\0`, 'latin1')
  head.writeUInt32LE(body.length, 4)
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)])
}

function lossy(body: Buffer): { width: number; height: number } | null {
  if (body.readUIntBE(3, 3) !== 0x9d012a) return null
  return { width: body.readUInt16LE(6) & 0x3fff, height: body.readUInt16LE(8) & 0x3fff }
}

function lossless(body: Buffer): { width: number; height: number } | null {
  if (body.readUInt8(0) !== 0x2f) return null
  const bits = body.readUInt32LE(1)
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
}
