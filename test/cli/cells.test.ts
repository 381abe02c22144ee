import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { run } from '../../app/cli/cells.ts'
import { InputError, UsageError } from '../../app/cli/io.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'zveno-cells-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function cells(csv: string, ...args: string[]) {
  const file = path.join(folder, 'units.csv')
  writeFileSync(file, csv)
  const out: string[] = []
  const err: string[] = []
  const io = {
    out: (line: string) => out.push(line),
    err: (line: string) => err.push(line),
    env: process.env,
  }
  const code = await run([file, ...args], io)
  return { code, out, err }
}

async function shown(csv: string, ...args: string[]) {
  const { code, out } = await cells(csv, '--json', ...args)
  expect([code, out.length]).toEqual([0, 1])
  return JSON.parse(out[0]!)
}

async function refused(csv: string): Promise<string> {
  const error = await cells(csv).then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(InputError)
  return (error as Error).message
}

test('nine and four under one parent: only the parent, with both reasons, and the audit passes', async () => {
  expect(await shown('unit,parent,n\nP,,\nTech,P,9\nSales,P,4\n')).toEqual({
    cells: [
      { unit: 'P', n: 13, shown: true, reason: null },
      { unit: 'Tech', n: null, shown: false, reason: 'complement' },
      { unit: 'Sales', n: null, shown: false, reason: 'few' },
    ],
    audit: 'pass',
  })
})

test('direct members of a unit are its own n', async () => {
  const { cells } = await shown('unit,parent,n\nP,,3\nA,P,9\nB,P,8\n')
  expect(cells.filter((cell: { shown: boolean }) => cell.shown)).toEqual([
    { unit: 'P', n: 20, shown: true, reason: null },
    { unit: 'A', n: 9, shown: true, reason: null },
  ])
})

test('--k asks for another smallest group, as for comments', async () => {
  const csv = 'unit,parent,n\nP,,0\nA,P,18\nB,P,14\nC,P,4\n'
  const { cells } = await shown(csv, '--k', '10')
  expect(cells.map((cell: { shown: boolean }) => cell.shown)).toEqual([true, true, false, false])
})

test('the order of lines and columns, other columns, quotes and semicolons do not matter', async () => {
  const { cells } = await shown(
    '\uFEFFname;n;parent;unit\r\n"Команда; первая";9;P;A\r\n;;;P\r\n;6;P;B\r\n',
  )
  expect(cells).toEqual([
    { unit: 'A', n: 9, shown: true, reason: null },
    { unit: 'P', n: 15, shown: true, reason: null },
    { unit: 'B', n: 6, shown: true, reason: null },
  ])
})

test('without --json it is a list in words that names no hidden figure', async () => {
  const { code, out } = await cells('unit,parent,n\nP,,\nTech,P,9\nSales,P,4\n')
  expect(code).toBe(0)
  expect(out).toEqual([
    'P      13',
    'Tech   hidden: it would give others away',
    'Sales  hidden: fewer than 6',
    '',
    'audit: pass; no group of fewer than 6 can be reckoned from what is shown',
  ])
})

test('what is wrong with the file is said with its line and column', async () => {
  expect(await refused('unit,parent,n\nP,,\nA,P,-1\n')).toBe(
    'line 3, column 3: n is "-1"; it must be a whole number from 0',
  )
  expect(await refused('unit,parent,n\nP,,2.5\n')).toMatch(/^line 2, column 3: n is "2.5"/)
  expect(await refused('unit,parent,n\nP,,9999999999\n')).toMatch(/^line 2, column 3/)
  expect(await refused('unit,parent,n\nP,,\nA,Q,9\n')).toBe(
    'line 3, column 2: the parent "Q" is not in the list',
  )
  expect(await refused('unit,parent,n\nP,,\nA,P,9\n\nA,P,7\n')).toBe(
    'line 5, column 1: the unit "A" stands here twice',
  )
  expect(await refused('unit,parent,n\nP,,\nA,B,9\nB,A,7\n')).toBe(
    'line 3, column 2: "A" stands below itself',
  )
  expect(await refused('unit,parent,n\nP,,9\nQ,,7\n')).toBe(
    'line 3, column 2: "Q" is a second unit without a parent, after "P"; one tree has one',
  )
  expect(await refused('unit,parent,n\nA,A,9\n')).toBe('line 2, column 2: "A" stands below itself')
  expect(await refused('unit,parent,n\n ,,9\n')).toBe('line 2, column 1: the unit has no name')
  expect(await refused('unit,parent,n\nP,,9,8\n')).toMatch(/^line 2, column 4/)
  expect(await refused('unit,parent\nP,\n')).toMatch(/^line 1: there is no column "n"/)
  expect(await refused('unit,parent,n\n')).toMatch(/^line 2: there are no units/)
  expect(await refused('')).toMatch(/^line 1: the file is empty/)
})

test('a missing file, a wrong k or a second file is refused in words', async () => {
  const io = { out: () => {}, err: () => {}, env: process.env }
  await expect(run([path.join(folder, 'none.csv')], io)).rejects.toThrow(/there is no file/)
  await expect(run([folder], io)).rejects.toThrow(InputError)
  await expect(run([], io)).rejects.toThrow(UsageError)
  await expect(run(['a.csv', 'b.csv'], io)).rejects.toThrow(UsageError)
  await expect(cells('unit,parent,n\nP,,9\n', '--k', '0')).rejects.toThrow(UsageError)
  await expect(cells('unit,parent,n\nP,,9\n', '--k', '6.5')).rejects.toThrow(UsageError)
  await expect(cells('unit,parent,n\nP,,9\n', '--least', '6')).rejects.toThrow(/--least/)
})
