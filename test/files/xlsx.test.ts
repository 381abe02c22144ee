import { readFileSync } from 'node:fs'
import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import writeXlsx, { type Cell } from 'write-excel-file/node'
import { CsvError } from '../../app/files/csv-fault.ts'
import { isSpreadsheet, MOST_ROWS, sheetAsCsv } from '../../app/files/xlsx-in.server.ts'
import { unpackedSize } from '../../app/files/zip-size.server.ts'
import { fileOf } from '../support/command.ts'

type Value = string | number | boolean | Date | null

async function sheet(rows: Value[][]): Promise<Buffer> {
  const cell = (value: Value): Cell =>
    value === null
      ? null
      : value instanceof Date
        ? { value, type: Date, format: 'dd/mm/yyyy hh:mm' }
        : typeof value === 'number'
          ? { value, type: Number }
          : typeof value === 'boolean'
            ? { value, type: Boolean }
            : { value, type: String }
  return writeXlsx([{ sheet: 'A', data: rows.map((row) => row.map(cell)) }]).toBuffer()
}

async function asCsv(bytes: Uint8Array, rows?: number): Promise<string> {
  const target = `${fileOf('')}.target`
  await sheetAsCsv(fileOf(bytes, 'a.xlsx'), target, rows)
  return readFileSync(target, 'utf8')
}

const fault = (bytes: Uint8Array, rows?: number) =>
  asCsv(bytes, rows).then(
    () => 'read',
    (error: unknown) => (error instanceof CsvError ? error.fault : error),
  )

test('a spreadsheet reads as the table it shows: dates by its clock, numbers with all digits, line by line', async () => {
  const bytes = await sheet([
    ['When', 'Score', 'Why, in your words'],
    [new Date(Date.UTC(2026, 2, 1, 9, 30)), 9, 'נעים, "מאוד"\nותודה'],
    [new Date(Date.UTC(2026, 10, 8)), 0.1, null],
    [null, null, null],
    [null, true, 'Очередь'],
  ])
  expect(await isSpreadsheet(fileOf(bytes, 'a.xlsx'))).toBe(true)
  expect(await isSpreadsheet(fileOf('a,b\n'))).toBe(false)
  expect((await asCsv(bytes)).split('\n')).toEqual([
    'When,Score,"Why, in your words"',
    '2026-03-01 09:30:00,9,"נעים, ""מאוד"" ותודה"',
    '2026-11-08,0.1,',
    '',
    ',true,Очередь',
    '',
  ])
})

/** A zip archive of these parts, with whatever size its list claims. */
function zip(parts: { name: string; data: Buffer; claims?: number; listed?: boolean }[]): Buffer {
  const bodies: Buffer[] = []
  const list: Buffer[] = []
  let at = 0
  for (const { name, data, claims = data.length, listed = true } of parts) {
    const packed = deflateRawSync(data)
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034b50, 0)
    head.writeUInt16LE(8, 8)
    head.writeUInt32LE(packed.length, 18)
    head.writeUInt32LE(claims, 22)
    head.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(packed.length, 20)
    entry.writeUInt32LE(claims, 24)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt32LE(at, 42)
    bodies.push(head, Buffer.from(name), packed)
    if (listed) list.push(entry, Buffer.from(name))
    at += 30 + name.length + packed.length
  }
  const directory = Buffer.concat(list)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(list.length / 2, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...bodies, directory, end])
}

test('an archive that unpacks to more than it says, or hides a part, is refused before it is unpacked', async () => {
  const bomb = Buffer.alloc(160 * 1024 * 1024)
  const packed = zip([{ name: 'xl/worksheets/sheet1.xml', data: bomb, claims: 1000 }])
  expect(packed.length).toBeLessThan(500_000)
  expect(await fault(packed)).toBe('sheet-large')
  const hidden = zip([
    { name: 'a', data: Buffer.from('a') },
    { name: 'xl/worksheets/sheet1.xml', data: Buffer.alloc(1_000_000), listed: false },
  ])
  expect(await fault(hidden)).toBe('sheet-broken')
  const whole = zip([
    { name: 'a', data: Buffer.alloc(5000) },
    { name: 'b', data: Buffer.from('x') },
  ])
  expect(await unpackedSize(fileOf(whole), 10_000)).toBe(5001)
  expect(await unpackedSize(fileOf(whole), 5000)).toBe('large')
})

test('what only begins like a spreadsheet is refused in words, however it is broken', async () => {
  expect(await fault(Buffer.from('PK\u0003\u0004 and nothing'))).toBe('sheet-broken')
  expect(await fault(zip([{ name: 'hello.txt', data: Buffer.from('hello') }]))).toBe('sheet-broken')
  const sound = await sheet([['score'], [9]])
  const size = await unpackedSize(fileOf(sound, 'a.xlsx'), 1e9)
  expect(size).toBeGreaterThan(1000)
  await fc.assert(
    fc.asyncProperty(
      fc.nat(sound.length - 1),
      fc.nat(255),
      fc.nat(sound.length),
      async (at, byte, cut) => {
        const torn = Buffer.from(sound.subarray(0, cut))
        if (at < torn.length) torn[at] = byte
        const came = await unpackedSize(fileOf(torn, 'a.xlsx'), 1e6)
        expect(typeof came === 'number' || came === 'broken' || came === 'large').toBe(true)
      },
    ),
    { numRuns: 60 },
  )
  for (const at of [40, 200, 700]) {
    const torn = Buffer.from(sound)
    torn[at] = torn[at]! ^ 0xff
    expect(['sheet-broken', 'read', 'sheet-large']).toContain(await fault(torn))
  }
})

test('a longer sheet than is read is for a CSV file, up to its last row none is refused', async () => {
  expect(MOST_ROWS).toBe(50_001)
  const bytes = await sheet([['score'], [9], [8]])
  expect(await asCsv(bytes, 3)).toBe('score\n9\n8\n')
  expect(await fault(bytes, 2)).toBe('sheet-large')
})
