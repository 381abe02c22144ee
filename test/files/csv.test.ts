import { execFileSync } from 'node:child_process'
import { Readable } from 'node:stream'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { CsvError } from '../../app/files/csv-fault.ts'
import { columnIndex, type CsvOptions, openCsv, readCsv } from '../../app/files/csv.server.ts'
import { guessDelimiter } from '../../app/files/delimiter.ts'
import { regularRows } from '../../app/files/record.server.ts'
import type { CsvSource } from '../../app/files/encoding.server.ts'
import { fileOf } from '../support/command.ts'
import { sharedData } from '../support/shared-data.ts'

async function listed<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}

async function all(source: CsvSource, options?: CsvOptions) {
  return listed(readCsv(source, options))
}

async function complaint(source: CsvSource, options?: CsvOptions): Promise<CsvError> {
  const error = await all(source, options).then(
    () => null,
    (error: unknown) => error,
  )
  expect(error).toBeInstanceOf(CsvError)
  return error as CsvError
}

const text = 'score;why\n9;très bien\n3;"trop cher; non"\n'
const expected = [
  { line: 2, record: { score: '9', why: 'très bien' } },
  { line: 3, record: { score: '3', why: 'trop cher; non' } },
]

test('the same file reads the same in every usual encoding, from a path and from a stream', async () => {
  const bom = Buffer.from([0xef, 0xbb, 0xbf])
  const files = {
    utf8: Buffer.from(text),
    utf8Bom: Buffer.concat([bom, Buffer.from(text)]),
    utf8TwoBoms: Buffer.concat([bom, bom, Buffer.from(text)]),
    windows: iconv.encode(text, 'windows-1252'),
    utf16le: iconv.encode(text, 'utf-16le', { addBOM: true }),
    utf16be: iconv.encode(text, 'utf-16be', { addBOM: true }),
  }
  for (const [name, bytes] of Object.entries(files)) {
    expect(await all(fileOf(bytes)), name).toEqual(expected)
    expect(await all(Readable.from([bytes])), name).toEqual(expected)
    const single = Array.from(bytes, (byte) => Buffer.from([byte]))
    expect(await all(Readable.from(single)), name).toEqual(expected)
  }
})

test('a byte order mark outranks the encoding that was asked for', async () => {
  const bytes = iconv.encode(text, 'utf-16le', { addBOM: true })
  expect(await all(fileOf(bytes), { encoding: 'windows-1252' })).toEqual(expected)
})

test('an encoding that is named is used; one that does not exist is refused', async () => {
  const hebrew = iconv.encode('score,why\n9,שלום\n', 'windows-1255')
  const [row] = await all(fileOf(hebrew), { encoding: 'windows-1255' })
  expect(row?.record.why).toBe('שלום')
  expect((await complaint(fileOf(hebrew), { encoding: 'klingon' })).message).toContain('klingon')
})

test('bytes that mean nothing in windows-1252 do not stop the reading', async () => {
  const bytes = Buffer.concat([Buffer.from('a,b\n1,'), Buffer.from([0x81, 0x90, 0xe9, 0x0a])])
  expect((await all(fileOf(bytes)))[0]?.record.b).toBe('\ufffd\ufffdé')
})

test('an accent cut in two between pieces of a long file is still one letter', async () => {
  const lines = Array.from({ length: 60_000 }, (_, i) => `${i},é`).join('\n')
  const rows = await all(fileOf(`n,letter\n${lines}\n`))
  expect(rows).toHaveLength(60_000)
  expect(rows.every((row) => row.record.letter === 'é')).toBe(true)
  expect(rows.at(-1)?.line).toBe(60_001)
})

test('NUL bytes are dropped, since no database column can hold them', async () => {
  expect((await all(fileOf('a,b\n1,x\0y\n')))[0]?.record.b).toBe('xy')
})

test('a column called __proto__ is a column like any other', async () => {
  const [row] = await all(fileOf('__proto__,constructor,b\nx,y,z\n'))
  expect(Object.keys(row!.record)).toEqual(['__proto__', 'constructor', 'b'])
  expect(row!.record['__proto__']).toBe('x')
  expect(({} as Record<string, unknown>).x).toBeUndefined()
})

test('lines are counted through quoted line breaks, blank lines and all three line endings', async () => {
  for (const end of ['\n', '\r\n', '\r']) {
    const content = ['a,b', '1,"x', 'y', 'z"', '', '2,y', '3,"', '"', '4,', ''].join(end)
    const rows = await all(fileOf(content))
    expect(
      rows.map((row) => [row.line, row.record.a]),
      JSON.stringify(end),
    ).toEqual([
      [2, '1'],
      [6, '2'],
      [7, '3'],
      [9, '4'],
    ])
    expect(rows[0]?.record.b).toBe(`x${end}y${end}z`)
  }
})

test('the delimiter is guessed from whole records, not from signs inside quotes', () => {
  expect(guessDelimiter('a,b\n1,2\n')).toBe(',')
  expect(guessDelimiter('a;b\n1,5;2\n')).toBe(';')
  expect(guessDelimiter('"a, and; or";b\n1;2\n')).toBe(';')
  expect(guessDelimiter('a\tb, c\n1\t2\n')).toBe('\t')
  expect(guessDelimiter('a|b\n1|2\n')).toBe('|')
  expect(guessDelimiter('score\n9\n')).toBe(',')
  expect(guessDelimiter('a;b;c;why, please\n1;2;3;no\n1;2;3;yes, no\n')).toBe(';')
})

test('a short row is filled with empty cells; a row that spills over the header is refused', async () => {
  expect((await all(fileOf('a,b,c\n1\n')))[0]?.record).toEqual({ a: '1', b: '', c: '' })
  expect(await all(fileOf('a,b\n1,2,,\n'))).toHaveLength(1)
  const error = await complaint(fileOf('a,b\n1,2\n1,2,3\n'))
  expect([error.line, error.column]).toEqual([3, 3])
})

test('a broken quote is told with its line and column, after the rows before it', async () => {
  const cases: [string, number, number | null, RegExp][] = [
    ['a,b\r\n1,"x\r\ny"\r\n2,"bad" quote\r\n3,z\r\n', 4, 2, /closing quote/],
    ['a,b\n1,x\n2,in"side\n', 3, 2, /middle of a cell/],
    ['a,b\n1,x\n2,"never\nclosed\n', 3, null, /never closed/],
  ]
  for (const [content, line, column, words] of cases) {
    const rows: number[] = []
    const error = await (async () => {
      for await (const row of readCsv(fileOf(content))) rows.push(row.line)
    })().catch((error: unknown) => error as CsvError)
    expect(error).toBeInstanceOf(CsvError)
    expect(error?.line, content).toBe(line)
    if (column !== null) expect(error?.column, content).toBe(column)
    expect(error?.message).toMatch(words)
    expect(rows[0]).toBe(2)
  }
})

test('a quote left open over fifty megabytes is refused early and by its line', async () => {
  let sent = 0
  async function* endless() {
    yield Buffer.from('a,b\n1,2\n3,"')
    for (; sent < 50; sent++) yield Buffer.alloc(1024 * 1024, 'x\n')
  }
  const error = await complaint(endless())
  expect(error.line).toBe(3)
  expect(error.message).toContain('never closed')
  expect(sent).toBeLessThan(5)
})

test('a million columns and a line of fifty megabytes are refused in words', async () => {
  expect((await complaint(fileOf('c,'.repeat(1001) + '\n1\n'))).message).toContain('1002 columns')
  const wide = await complaint(fileOf('c,'.repeat(1_000_000) + '\n1\n'))
  expect(wide.message).toMatch(/longer than|columns/)
  const commas = await complaint(fileOf('a,b\n' + ','.repeat(50_000_000)))
  expect([commas.line, commas.message]).toEqual([2, expect.stringContaining('longer than')])
})

test('rows cut here are the rows that csv-parse finds, and what is broken is left to it', () => {
  const piece = fc.constantFrom(
    'a',
    'très',
    '"',
    '""',
    ',',
    ';',
    '\n',
    '\r',
    '\r\n',
    '\u{1f331}',
    '\ud83c',
    ' ',
  )
  let cut = 0
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 24 }),
      fc.constantFrom(',', ';'),
      (pieces, delimiter) => {
        const text = pieces.join('')
        const rows = regularRows({ text, line: 1 }, delimiter)
        let parsed: string[][] | null = null
        try {
          const record_delimiter = ['\r\n', '\n', '\r']
          parsed = parse(text, { delimiter, record_delimiter, relax_column_count: true })
        } catch {
          // Broken quotes.
        }
        if (parsed === null || /\p{Surrogate}/u.test(text)) {
          expect(rows).toBeNull()
          return
        }
        cut++
        let line = 1
        const expected = parsed.flatMap((cells) => {
          const starts = line
          line += cells.reduce((sum, cell) => sum + cell.split(/\r\n|\r|\n/).length - 1, 1)
          return cells.length > 1 || cells[0] !== '' ? [{ line: starts, cells }] : []
        })
        expect(rows).toEqual(expected)
      },
    ),
    { numRuns: 5000 },
  )
  expect(cut).toBeGreaterThan(1000)
})

test('an empty file and a spreadsheet are refused in words; a header alone is no rows', async () => {
  expect((await complaint(fileOf(''))).message).toContain('empty')
  expect((await complaint(fileOf('\n\n'))).message).toContain('empty')
  expect((await complaint(fileOf('PK\u0003\u0004rest'))).message).toContain('XLSX')
  expect(await all(fileOf('a,b'))).toEqual([])
})

test('names that come twice are told apart, and a column is found as people write it', async () => {
  const { columns, close } = await openCsv(fileOf('score,score,"Prêt(e)  à\u00a0recommander ? "\n'))
  await close()
  expect(columns.slice(0, 2)).toEqual(['score', 'score (2)'])
  expect(columnIndex(columns, 'prêt(e) à recommander ?')).toBe(2)
  expect(columnIndex(columns, 'SCORE')).toBe(0)
  expect(columnIndex(columns, 'nps')).toBe(-1)
})

test('memory stays flat over a file of a hundred megabytes', { timeout: 60_000 }, () => {
  // In a process that has done nothing else: what other tests left behind is not the reader's.
  const script = `
    import { openCsv } from './app/files/csv.server.ts'
    async function* long() {
      yield Buffer.from('score,why\\n')
      const piece = Buffer.from('9,"a comment of ordinary length, with a comma"\\n'.repeat(20_000))
      for (let sent = 0; sent < 100 * 1024 * 1024; sent += piece.length) yield piece
    }
    const before = process.memoryUsage().rss
    let peak = before
    let rows = 0
    for await (const row of (await openCsv(long())).rows) {
      if (row.line % 100_000 === 0) peak = Math.max(peak, process.memoryUsage().rss)
      rows++
    }
    console.log(JSON.stringify({ rows, grown: peak - before }))
  `
  const said = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
  })
  const { rows, grown } = JSON.parse(said) as { rows: number; grown: number }
  expect(rows).toBeGreaterThan(2_000_000)
  expect(grown).toBeLessThan(200 * 1024 * 1024)
})

const real: [string, number, string][] = [
  ['botanic-nps-fr.windows-1252.csv', 13_954, 'windows-1252'],
  ['nhs-gp-friends-family-2023-24.csv', 3_882, 'utf-8'],
  ['google-forms-export-fr-nps.csv', 93, 'utf-8'],
]
for (const [name, count, encoding] of real) {
  const path = sharedData(name)
  test.skipIf(path === null)(`${name} reads whole: ${count} rows in ${encoding}`, async () => {
    const csv = await openCsv(path!)
    expect(csv.encoding).toBe(encoding)
    expect(await listed(csv.rows)).toHaveLength(count)
  })
}

test('what is no table is called by what it is, whatever it is named', async () => {
  const kinds = {
    'no-table': ['%PDF-1.7\n"', '\x89PNG\r\n\x1a\n', '\xff\xd8\xff\xe0', '\x1f\x8b\x08'],
    'sheet-old': ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
    'web-page': ['\n<!DOCTYPE html>\n<table>', '<html><body>', '\xef\xbb\xbf<Table border=1>'],
  }
  for (const [fault, beginnings] of Object.entries(kinds))
    for (const text of beginnings) {
      const error = await complaint(fileOf(Buffer.from(`${text}, "x\n1,2\n`, 'latin1')))
      expect(error.fault, text).toBe(fault)
    }
  expect(await all(fileOf('<5,name\n1,a\n'))).toHaveLength(1)
})
