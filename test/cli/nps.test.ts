import { basename, dirname } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { fileOf, zveno } from '../support/command.ts'
import { sharedData } from '../support/shared-data.ts'

const WORDS = [
  '"Extremely likely": 10',
  'Likely: 8',
  '"Neither likely nor unlikely": 5',
  'Unlikely: 2',
  '"Extremely unlikely": 0',
  '"Don\'t know": null',
].join('\n')

async function json(args: string[]) {
  const { code, out, err } = await zveno(['nps', ...args, '--json'])
  expect(err).toBe('')
  expect(code).toBe(0)
  expect(out.trimEnd().split('\n')).toHaveLength(1)
  return JSON.parse(out)
}

test('nps prints one object with exactly the promised fields, unrounded', async () => {
  const file = fileOf(`score\n${'10\n'.repeat(15)}${'7\n'.repeat(13)}${'0\n'.repeat(8)}`)
  const got = await json([file, '--score', 'score'])
  expect(got).toEqual({
    n: 36,
    skipped: 0,
    promoters: 15,
    passives: 13,
    detractors: 8,
    nps: 700 / 36,
    low: expect.closeTo(-6.28025944, 8),
    high: expect.closeTo(42.17769534, 8),
    groups: [],
  })
})

test('NA, empty, words, halves and out of range are skipped and counted, never read as 0', async () => {
  const cells = ['10', 'NA', '""', '11', '-1', '8.5', 'nine', '9.0', ' 8 ', '0', '1e1', '٩']
  const got = await json([
    fileOf(`id,score\n${cells.map((c, i) => `${i},${c}`).join('\n')}\n`),
    '--score',
    'score',
  ])
  expect(got).toMatchObject({ n: 4, skipped: 8, promoters: 2, passives: 1, detractors: 1, nps: 25 })
})

test('no answers at all is null, never 0', async () => {
  const got = await json([fileOf('score,site\nNA,A\n'), '--score', 'score', '--by', 'site'])
  const nothing = { promoters: 0, passives: 0, detractors: 0, nps: null, low: null, high: null }
  expect(got).toEqual({
    n: 0,
    skipped: 1,
    ...nothing,
    groups: [{ group: 'A', n: 0, skipped: 1, ...nothing }],
  })
  expect(await json([fileOf('score\n'), '--score', 'score'])).toMatchObject({ n: 0, nps: null })
})

test('groups each carry the same fields, and the same file gives them in the same order', async () => {
  const rows = ['9,Haifa', '0,Arad', '10,Haifa', 'NA,Arad', '7,__proto__', '5,']
  const one = await json([
    fileOf(`score,site\n${rows.join('\n')}\n`),
    '--score',
    'score',
    '--by',
    'site',
  ])
  const other = await json([
    fileOf(`score,site\n${rows.toReversed().join('\n')}\n`),
    '--score',
    'score',
    '--by',
    'site',
  ])
  expect(other).toEqual(one)
  const groups = Object.fromEntries(
    one.groups.map((g: { group: string; n: number; skipped: number; nps: number }) => [
      `group ${g.group}`,
      [g.n, g.skipped, g.nps],
    ]),
  )
  expect(groups).toEqual({
    'group Haifa': [2, 0, 100],
    'group Arad': [1, 1, -100],
    'group __proto__': [1, 0, 0],
    'group ': [1, 0, -100],
  })
  expect(Object.keys(one.groups[0])).toEqual([
    'group',
    'n',
    'skipped',
    'promoters',
    'passives',
    'detractors',
    'nps',
    'low',
    'high',
  ])
})

test('a scale maps words to scores, null skips, and what it does not name is a number or skipped', async () => {
  const scale = fileOf(`${WORDS}\n5: 10\n`, 'words.yaml')
  const cells = ['Extremely likely', ' likely ', "Don't know", 'Perhaps', '5', '3']
  const file = fileOf(`rating\n${cells.join('\n')}\n`)
  expect(await json([file, '--score', 'rating', '--scale', scale])).toMatchObject({
    n: 4,
    skipped: 2,
    promoters: 2,
    passives: 1,
    detractors: 1,
  })
})

test('a broken scale is refused by its line and column', async () => {
  const file = fileOf('rating\nLikely\n')
  const cases: [string, RegExp][] = [
    [
      'Likely: 8\nUnlikely: 12\n',
      /line 2, column 11: "Unlikely" needs a whole number from 0 to 10/,
    ],
    ['Likely: 8\nLikely: 9\n', /line 2, column 1: .*unique/],
    ['- Likely\n', /line 1, column 1: a scale is one line per word/],
    ['Likely: [\n', /line \d, column \d/],
  ]
  for (const [text, words] of cases) {
    const scale = fileOf(text, 'words.yaml')
    const { code, out, err } = await zveno(['nps', file, '--score', 'rating', '--scale', scale])
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(words)
  }
})

test('a column that is not there ends with 1 and names the columns that are', async () => {
  const { code, out, err } = await zveno(['nps', fileOf('nps;site\n9;A\n'), '--score', 'score'])
  expect([code, out]).toEqual([1, ''])
  expect(err).toContain('no column "score"')
  expect(err).toContain('"nps", "site"')
})

test('what is wrong in the file is told with line and column and ends with 1', async () => {
  const cases: [string, RegExp][] = [
    ['score,why\n9,"fine"\n8,"so "so""\n', /line 3, column 2: .*quote/],
    ['score,why\n9,"never closed\n8,x\n', /line 2.*never closed/],
    ['score,why\n9,good, cheap\n', /line 2, column 3: .*3 cells/],
    ['', /line 1: the file is empty/],
  ]
  for (const [text, words] of cases) {
    const { code, out, err } = await zveno(['nps', fileOf(text), '--score', 'score', '--json'])
    expect([code, out], text).toEqual([1, ''])
    expect(err).toMatch(words)
  }
  const missing = await zveno(['nps', `${fileOf('')}.not`, '--score', 'score'])
  expect([missing.code, missing.err]).toEqual([1, expect.stringContaining('no such file')])
  const folder = await zveno(['nps', dirname(fileOf('')), '--score', 'score'])
  expect([folder.code, folder.err]).toEqual([1, expect.stringContaining('folder')])
})

test('wrong usage ends with 2 and says how to call it', async () => {
  const file = fileOf('score\n9\n')
  for (const args of [
    [],
    [file],
    [file, '--score'],
    [file, file, '--score', 'score'],
    [file, '--score', 'score', '--nonsense'],
    [file, '--score', 'score', '--encoding', 'klingon'],
  ]) {
    const { code, out, err } = await zveno(['nps', ...args])
    expect([code, out], args.join(' ')).toEqual([2, ''])
    expect(err).toContain('usage: zveno nps')
  }
})

test('a path typed elsewhere is found from where it was typed', async () => {
  const file = fileOf('score\n9\n')
  const { code } = await zveno(['nps', basename(file), '--score', 'score'], {
    INIT_CWD: dirname(file),
  })
  expect(code).toBe(0)
})

test('the encoding may be named', async () => {
  const file = fileOf(iconv.encode('ציון,סניף\n9,חיפה\n', 'windows-1255'))
  const got = await json([file, '--score', 'ציון', '--by', 'סניף', '--encoding', 'windows-1255'])
  expect(got.groups[0]).toMatchObject({ group: 'חיפה', n: 1 })
})

test('for people it is an aligned table: no score below thirty, no interval below ten', async () => {
  const rows = [
    ...Array(30).fill('10,Large'),
    ...Array(10).fill('10,Some'),
    ...Array(9).fill('10,Few\u001b[31m'),
  ]
  const file = fileOf(`score,site\n${rows.join('\n')}\nNA,Some\n`)
  const { code, out } = await zveno(['nps', file, '--score', 'score', '--by', 'site'])
  expect(code).toBe(0)
  expect(out).toBe(stripVTControlCharacters(out))
  const line = (name: string) => out.split('\n').find((text) => text.startsWith(name))!
  expect(line('Large')).toMatch(/ 30 +0 +30 +0 +0 +100\.0 +\d+\.\d … 100\.0$/)
  expect(line('Some')).toMatch(/ 10 .* – +\d+\.\d … 100\.0$/)
  expect(line('Few')).toMatch(/ 9 .* – +too few$/)
  expect(out).toContain('"NA" 1')
  const table = out.split('\n').slice(0, 5)
  expect(new Set(table.map((text) => [...text].length)).size).toBe(1)
})

const botanic = sharedData('botanic-nps-fr.windows-1252.csv')
test.skipIf(botanic === null)(
  'the garden centres: 13,612 scored, 342 without a score',
  async () => {
    expect(await json([botanic!, '--score', 'nps'])).toMatchObject({
      n: 13_612,
      skipped: 342,
      promoters: 8465,
      passives: 3953,
      detractors: 1194,
      nps: expect.closeTo(53.41610343814281, 12),
    })
  },
)

const nhs = sharedData('nhs-gp-friends-family-2023-24.csv')
test.skipIf(nhs === null)(
  'eleven surgeries in words: 3,863 answers, "Don\'t know" skipped',
  async () => {
    const scale = fileOf(WORDS, 'words.yaml')
    const got = await json([nhs!, '--score', 'rating', '--by', 'surgery', '--scale', scale])
    expect(got).toMatchObject({ n: 3863, skipped: 19 })
    expect(got.groups).toHaveLength(11)
    expect(got.groups).toContainEqual({
      group: 'Royal Hospital Chelsea',
      n: 104,
      skipped: 0,
      promoters: 88,
      passives: 15,
      detractors: 1,
      nps: expect.closeTo(83.6538, 4),
      low: expect.closeTo(73.166, 3),
      high: expect.closeTo(89.451, 3),
    })
  },
)

const forms = sharedData('google-forms-export-fr-nps.csv')
test.skipIf(forms === null)('a form’s export, its long French header typed plainly', async () => {
  const question =
    'Dans quelle mesure, êtes-vous prêt(e) à recommander cette marque auprès de vos proches ?'
  expect(await json([forms!, '--score', question])).toMatchObject({
    n: 93,
    skipped: 0,
    promoters: 36,
    passives: 32,
    detractors: 25,
    nps: expect.closeTo(11.83, 2),
  })
})
