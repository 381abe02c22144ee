import { readFileSync } from 'node:fs'
import path from 'node:path'
import { crc32 } from 'node:zlib'

/** A picture of 60 × 40 pixels as a browser wrote it. */
export function picture(
  name: 'shop.jpg' | 'shop.png' | 'shop.webp' | 'cut-out.webp' | 'drawn.webp',
) {
  return readFileSync(path.join(import.meta.dirname, name))
}

export const NAMES = ['shop.jpg', 'shop.png', 'shop.webp', 'cut-out.webp', 'drawn.webp'] as const

/** EXIF (TIFF, big-endian) as a camera writes it: who made it, how it was turned, and where (32° 5′ north). */
export function exif(maker: string, turn = 1): Buffer {
  const text = Buffer.from(`${maker}\0`)
  const entry = (tag: number, type: number, count: number, value: Buffer | number) => {
    const made = Buffer.alloc(12)
    made.writeUInt16BE(tag, 0)
    made.writeUInt16BE(type, 2)
    made.writeUInt32BE(count, 4)
    if (typeof value === 'number') made.writeUInt32BE(value, 8)
    else value.copy(made, 8)
    return made
  }
  const short = (n: number) => Buffer.from([0, n])
  const directory = (entries: Buffer[]) =>
    Buffer.concat([Buffer.from([0, entries.length]), ...entries, Buffer.alloc(4)])
  const first = 8
  const place = first + 2 + 3 * 12 + 4
  const degrees = place + 2 + 2 * 12 + 4
  const words = degrees + 24
  const rationals = Buffer.alloc(24)
  for (const [index, n] of [32, 1, 5, 1, 0, 1].entries()) rationals.writeUInt32BE(n, index * 4)
  return Buffer.concat([
    Buffer.from('MM\0*\0\0\0\u0008', 'latin1'),
    directory([
      entry(0x010f, 2, text.length, words),
      entry(0x0112, 3, 1, short(turn)),
      entry(0x8825, 4, 1, place),
    ]),
    directory([entry(1, 2, 2, Buffer.from('N\0')), entry(2, 5, 3, degrees)]),
    rationals,
    text,
  ])
}

const segment = (marker: number, body: Buffer) =>
  Buffer.concat([
    Buffer.from([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255]),
    body,
  ])

const chunk = (name: string, body: Buffer) => {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), body])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(body.length, 0)
  ends.writeUInt32BE(crc32(named), 4)
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)])
}

const riff = (name: string, body: Buffer) => {
  const head = Buffer.from(`${name}\0\0\0\0`, 'latin1')
  head.writeUInt32LE(body.length, 4)
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)])
}

/** The same picture with notes of every sort in it: EXIF with a place, XMP, a comment, and something behind its end. */
export function withNotes(bytes: Buffer, note: string, turn = 1): Buffer {
  const text = Buffer.from(note)
  if (bytes[0] === 0xff)
    return Buffer.concat([
      bytes.subarray(0, 2),
      segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), exif(note, turn)])),
      segment(0xe1, Buffer.concat([Buffer.from('http://ns.adobe.com/xap/1.0/\0'), text])),
      segment(0xed, text),
      segment(0xfe, text),
      bytes.subarray(2),
      text,
    ])
  if (bytes[0] === 0x89)
    return Buffer.concat([
      bytes.subarray(0, 33),
      chunk('eXIf', exif(note, turn)),
      chunk('tEXt', Buffer.concat([Buffer.from('Author\0'), text])),
      chunk('tIME', Buffer.from([7, 234, 3, 2, 9, 0, 0])),
      chunk('acTL', Buffer.from([0, 0, 0, 1, 0, 0, 0, 0])),
      bytes.subarray(33),
      text,
    ])
  const body = Buffer.concat([bytes, riff('EXIF', exif(note, turn)), riff('XMP ', text)])
  body[20] = body[20]! | 0x0c
  body.writeUInt32LE(body.length - 8, 4)
  return Buffer.concat([body, text])
}
