import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { PNG } from 'pngjs'
import { expect, test } from 'vitest'
import { type CleanPicture, cleaned } from '../../app/files/picture.server.ts'
import { exif, NAMES, picture, withNotes } from './pictures/notes.ts'

function clean(bytes: Uint8Array): CleanPicture {
  const made = cleaned(bytes)
  if (typeof made === 'string') throw new Error(made)
  return made
}

const note = fc.string({ minLength: 8, maxLength: 300, unit: 'binary' })

test.each(NAMES)(
  '%s is told by its content, with its size, and is clean after one cleaning',
  (name) => {
    const made = clean(picture(name))
    expect(made).toMatchObject({ form: name.split('.')[1], width: 60, height: 40 })
    expect(clean(made.bytes)).toEqual(made)
  },
)

test.each(NAMES)(
  '%s with place, maker, comment and a tail comes out as it does without them',
  (name) => {
    const without = clean(picture(name))
    fc.assert(
      fc.property(note, (text) => {
        const noted = withNotes(picture(name), text)
        expect(noted.includes(Buffer.from(text))).toBe(true)
        expect(clean(noted)).toEqual(without)
      }),
      { numRuns: 100 },
    )
    for (const sign of ['Exif', 'EXIF', 'eXIf', 'XMP ', 'ICC', 'tEXt', 'acTL'])
      expect(without.bytes.includes(sign)).toBe(false)
  },
)

test('of a photo taken upright the turn is left and nothing else, and it is higher than wide', () => {
  const upright = clean(withNotes(picture('shop.jpg'), 'Maya’s phone, 32.08 N', 6))
  expect(upright).toMatchObject({ width: 40, height: 60 })
  expect(upright.bytes.includes('Maya')).toBe(false)
  // All of the EXIF that is left: one entry, 0x0112, with the six.
  const left = upright.bytes.indexOf('Exif')
  expect(upright.bytes.subarray(left + 6, left + 32).toString('hex')).toBe(
    '4d4d002a000000080001' + '0112' + '0003' + '00000001' + '00060000' + '00000000',
  )
  expect(upright.bytes.indexOf('Exif', left + 1)).toBe(-1)
  expect(clean(upright.bytes)).toEqual(upright)
  const plain = clean(picture('shop.jpg')).bytes
  expect(upright.bytes.length).toBe(plain.length + 36)
  // A turn that no camera writes is none.
  expect(clean(withNotes(picture('shop.jpg'), 'x', 9)).bytes).toEqual(plain)
  expect(exif('x').length).toBeGreaterThan(36)
})

test('a cleaned PNG shows the same pixels', () => {
  const before = PNG.sync.read(picture('shop.png'))
  const after = PNG.sync.read(clean(withNotes(picture('shop.png'), 'a note')).bytes)
  expect(Buffer.from(after.data).equals(Buffer.from(before.data))).toBe(true)
})

test.each([
  ['a page', '<!doctype html><script>alert(1)</script>'],
  [
    'a drawing that could run something',
    '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
  ],
  ['a GIF', 'GIF89a\u0001\0\u0001\0\0\0\0;'],
  ['a PDF', '%PDF-1.7'],
  ['nothing', ''],
])('%s is no picture, whatever it is called', (_what, text) => {
  expect(cleaned(Buffer.from(text, 'latin1'))).toBe('none')
})

test.each(NAMES)('%s cut off anywhere is refused', (name) => {
  const { bytes } = clean(picture(name))
  for (let length = 0; length < bytes.length; length++)
    expect(['none', 'broken']).toContain(cleaned(bytes.subarray(0, length)))
})

test.each(NAMES)(
  '%s damaged anyhow is refused or clean, and never a fault of the portal',
  (name) => {
    const whole = withNotes(picture(name), 'a note that is long enough to be hit')
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        (hits) => {
          const damaged = Buffer.from(whole)
          for (const [at, byte] of hits) damaged[at] = byte
          const made = cleaned(damaged)
          if (typeof made !== 'string') expect(clean(made.bytes)).toEqual(made)
        },
      ),
      { numRuns: 500 },
    )
  },
)

test('a moving picture and one beyond all screens are told as such', () => {
  const moving = Buffer.from(picture('cut-out.webp'))
  moving[20] = moving[20]! | 0x02
  expect(cleaned(moving)).toBe('moving')
  const wide = Buffer.from(picture('shop.png'))
  wide.writeUInt32BE(4097, 16)
  wide.writeUInt32BE(crc32(wide.subarray(12, 29)), 29)
  expect(cleaned(wide)).toBe('wide')
})
