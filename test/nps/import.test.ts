import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import iconv from 'iconv-lite'
import { afterAll, expect } from 'vitest'
import { connect, type Db } from '../../db/connect.ts'
import type { ImportOptions } from '../../app/nps/import.ts'
import { importCustomers } from '../../app/nps/import.server.ts'
import { Response } from '../../app/nps/response.ts'
import { scaleOf } from '../../app/nps/score.ts'
import { recomputeTotals, wrongTotals } from '../../app/nps/recount.server.ts'
import { lastMonths, npsBySite, npsByTouchpoint, npsTotals } from '../../app/nps/total.server.ts'
import { addUnit } from '../../app/people/unit.server.ts'
import { npsOf } from '../../app/statistics/scores.ts'
import { onBothDatabases } from '../support/database.ts'
import { sharedData } from '../support/shared-data.ts'

const now = new Date('2026-11-02T12:00:00Z')
const folder = mkdtempSync(path.join(tmpdir(), 'zveno-import-'))
afterAll(() => rmSync(folder, { recursive: true }))
const ever = { from: '1990-01', to: '2199-12' }

let files = 0
function file(content: string | Buffer): string {
  const name = path.join(folder, `${++files}.csv`)
  writeFileSync(name, content)
  return name
}

const company = { id: 'c', parentId: null, code: 'all', name: 'Gardens', kind: 'company' as const }
const north = { id: 'n', parentId: 'c', code: 'N1', name: 'North', kind: 'site' as const }
const south = { id: 's', parentId: 'c', code: 'S1', name: 'South', kind: 'site' as const }
async function twoSites(db: Db) {
  for (const unit of [company, north, south]) await addUnit(db, unit)
}

const survey: ImportOptions = {
  source: 'survey',
  mapping: { score: 'score', at: 'at', unit: 'unit', comment: 'why' },
}
function bring(db: Db, name: string, options: Partial<ImportOptions> = {}) {
  return importCustomers(db, name, { ...survey, ...options }, null, now)
}

const stored = async (db: Db) =>
  (
    await db
      .selectFrom('nps_response')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
  ).n

async function bands(db: Db) {
  const [total, ...more] = await npsByTouchpoint(db, ever)
  expect(more).toEqual([])
  return total!
}

const botanic = sharedData('botanic-nps-fr.windows-1252.csv')
const nhs = sharedData('nhs-gp-friends-family-2023-24.csv')
const forms = sharedData('google-forms-export-fr-nps.csv')

const friendsAndFamily = scaleOf({
  'Extremely likely': 10,
  Likely: 8,
  'Neither likely nor unlikely': 5,
  Unlikely: 2,
  'Extremely unlikely': 0,
  "Don't know": null,
})

if (botanic) {
  const options: ImportOptions = {
    source: 'botanic',
    mapping: {
      score: 'nps',
      comment: 'explication',
      satisfaction: 'satisfaction',
      intent: 'intention',
      visits: 'NbPassageKS',
      basket: 'CaTicket',
    },
    atDefault: '2015-06-01',
    unitDefault: 'Lyon',
    createUnits: true,
  }

  onBothDatabases(
    'the garden centres’ file: 13,612 answers, 342 rows without a score, stray bytes or not; again: nothing new',
    async ({ db }) => {
      const first = await importCustomers(db, botanic, options, null, now)
      expect(first).toMatchObject({
        ...{ read: 13_954, added: 13_612, unchanged: 0, skipped: 342, wrong: 0, errors: [] },
        refusal: null,
      })
      const total = await bands(db)
      expect(total).toMatchObject({ promoters: 8465, passives: 3953, detractors: 1194 })
      expect(npsOf(total)).toBeCloseTo(53.41610343814281, 10)

      const again = await importCustomers(db, botanic, options, null, now)
      expect(again).toMatchObject({ read: 13_954, added: 0, unchanged: 13_612, skipped: 342 })
      expect(await bands(db)).toMatchObject({ promoters: 8465, passives: 3953, detractors: 1194 })
      expect(await stored(db)).toBe(13_612)

      const { negative } = await db
        .selectFrom('nps_response')
        .where('basket', '<', 0)
        .select(({ fn }) => fn.countAll<number>().as('negative'))
        .executeTakeFirstOrThrow()
      expect(negative).toBeGreaterThan(200)
      expect(await wrongTotals(db)).toEqual([])
    },
    60_000,
  )
}

if (nhs) {
  const options: ImportOptions = {
    source: 'surgeries',
    mapping: { score: 'rating', at: 'time', unit: 'surgery' },
    scale: friendsAndFamily,
    createUnits: true,
  }

  onBothDatabases(
    'the surgeries’ file: 3,863 people, though 152 rows say word for word what another says',
    async ({ db }) => {
      const report = await importCustomers(db, nhs, options, null, now)
      expect(report).toMatchObject({ read: 3882, added: 3863, skipped: 19, wrong: 0 })
      const sites = await npsBySite(db, ever)
      expect(sites).toHaveLength(11)
      const counted = sites.map((one) => [one.promoters, one.passives, one.detractors])
      expect(counted).toContainEqual([88, 15, 1])
      expect(counted).toContainEqual([343, 194, 118])
      expect(counted).toContainEqual([921, 272, 65])

      const again = await importCustomers(db, nhs, options, null, now)
      expect(again).toMatchObject({ read: 3882, added: 0, unchanged: 3863, skipped: 19 })
      expect(await wrongTotals(db)).toEqual([])
    },
    60_000,
  )

  onBothDatabases(
    'the same file twice at once, by two processes: nobody is counted twice',
    async ({ db, dataDir, databaseUrl }) => {
      const other = await connect({ dataDir, databaseUrl })
      const both = await Promise.all([
        importCustomers(db, nhs, options, null, now),
        importCustomers(other, nhs, options, null, now),
      ])
      await other.destroy()
      for (const report of both) expect(report).toMatchObject({ read: 3882, skipped: 19, wrong: 0 })
      expect(both[0].added + both[1].added).toBe(3863)
      expect(both[0].unchanged + both[1].unchanged).toBe(3863)
      expect(await stored(db)).toBe(3863)
      expect(await npsBySite(db, ever)).toHaveLength(11)
      expect(await wrongTotals(db)).toEqual([])
    },
    60_000,
  )

  onBothDatabases(
    'an import that was cut off goes on when started again, and reports the file as a whole',
    async ({ db }) => {
      // Big enough for several transactions.
      const lines = ['time,rating,surgery,note']
      for (let i = 0; i < 40_000; i++) lines.push(`2025-01-01,Likely,Chelsea,${i}`)
      const long = file(lines.join('\n'))
      const stop = new AbortController()
      let importId = 0
      const cut = importCustomers(
        db,
        long,
        options,
        null,
        now,
        () => stop.abort(new Error('shut down')),
        stop.signal,
      )
      await expect(cut).rejects.toThrow('shut down')
      const run = await db.selectFrom('nps_import').selectAll().executeTakeFirstOrThrow()
      expect(run.state).toBe('running')
      expect(run.rows_added).toBeGreaterThan(0)
      expect(run.rows_added).toBeLessThan(40_000)
      expect(await stored(db)).toBe(run.rows_added)
      importId = run.id

      const report = await importCustomers(db, long, { ...options, importId }, null, now)
      expect(report).toMatchObject({ importId, read: 40_000, added: 40_000, unchanged: 0 })
      expect(await stored(db)).toBe(40_000)
      expect(await wrongTotals(db)).toEqual([])
    },
  )
}

if (forms) {
  onBothDatabases(
    'the form’s export, as it was downloaded: 93 answers, days read day first',
    async ({ db }) => {
      const options: ImportOptions = {
        source: 'form',
        mapping: {
          score:
            'Dans quelle mesure, êtes-vous prêt(e) à recommander cette marque auprès de vos proches ?',
          at: 'Horodateur',
          comment: 'description',
        },
      }
      const report = await importCustomers(db, forms, options, null, now)
      expect(report).toMatchObject({ read: 93, added: 93, skipped: 0, wrong: 0 })
      const total = await bands(db)
      expect(total).toMatchObject({ promoters: 36, passives: 32, detractors: 25 })
      expect(npsOf(total)).toBeCloseTo(11.83, 2)
      const november = await npsBySite(db, { from: '2021-11', to: '2021-11' })
      expect(november[0]).toMatchObject({ promoters: 36, passives: 32, detractors: 25 })
    },
  )
}

onBothDatabases(
  'every kind of row ends where it belongs, with its line and column',
  async ({ db }) => {
    await twoSites(db)
    const report = await bring(
      db,
      file(
        [
          'at,score,unit,why',
          '2026-10-01,10,North,kind',
          '2026-10-01,NA,North,',
          '2026-10-01,,North,',
          "2026-10-01,Don't know,North,",
          '2026-10-01,11,North,',
          '2026-10-01,great,North,',
          '2026-13-01,9,North,',
          ',9,North,',
          '2026-12-24,9,North,',
          '2026-10-02,9,East,',
          '2026-10-02,9,,',
          '2026-10-02,7,s1,"two\nlines"',
          '2026-10-02,7,South,x,y',
          '2026-10-03,0,south ,',
        ].join('\n'),
      ),
    )
    expect(report).toMatchObject({ read: 14, added: 3, unchanged: 0, skipped: 3, wrong: 8 })
    expect(report.errors.map(({ line, column, reason }) => [line, column, reason])).toEqual([
      [6, 2, 'score'],
      [7, 2, 'score'],
      [8, 1, 'day'],
      [9, 1, 'day-missing'],
      [10, 1, 'day-future'],
      [11, 3, 'unit'],
      [12, 3, 'unit-missing'],
      [15, 5, 'surplus'],
    ])
    expect(await npsTotals(db, ever)).toEqual([
      {
        ...{ siteId: 'n', touchpoint: '', collectedBy: 'import', scoreSum: 10 },
        ...{ promoters: 1, passives: 0, detractors: 0 },
      },
      {
        ...{ siteId: 's', touchpoint: '', collectedBy: 'import', scoreSum: 7 },
        ...{ promoters: 0, passives: 1, detractors: 1 },
      },
    ])
  },
)

onBothDatabases('a dry run tells the same counts and stores nothing', async ({ db }) => {
  await twoSites(db)
  const one = file(
    'at,score,unit,why\n2026-10-01,10,North,a\n2026-10-01,8,West,b\n2026-10-01,x,North,\n',
  )
  const dry = await bring(db, one, { dryRun: true, createUnits: true })
  expect(dry).toMatchObject({ importId: null, read: 3, added: 2, unchanged: 0, wrong: 1 })
  for (const table of ['nps_response', 'nps_source', 'nps_import', 'nps_total'] as const) {
    expect(await db.selectFrom(table).selectAll().execute(), table).toEqual([])
  }
  expect(await db.selectFrom('people_unit').select('id').execute()).toHaveLength(3)

  const real = await bring(db, one, { createUnits: true })
  expect(real).toMatchObject({ read: 3, added: 2, unchanged: 0, wrong: 1 })
  const after = await bring(db, one, { dryRun: true, createUnits: true })
  expect(after).toMatchObject({ read: 3, added: 0, unchanged: 2, wrong: 1 })
})

onBothDatabases(
  'a longer export of the same survey adds only what is new, wherever it stands',
  async ({ db }) => {
    await twoSites(db)
    const rows = ['2026-10-02,9,North,a', '2026-10-03,8,North,b', '2026-10-03,8,North,b']
    await bring(db, file(['at,score,unit,why', ...rows].join('\n')))
    const longer = ['2026-10-01,5,North,z', ...rows, '2026-10-03,8,North,b', '2026-10-04,1,South,c']
    const report = await bring(db, file(['at,score,unit,why', ...longer].join('\n')))
    expect(report).toMatchObject({ read: 6, added: 3, unchanged: 3 })
    expect(await stored(db)).toBe(6)
    expect(await wrongTotals(db)).toEqual([])
  },
)

onBothDatabases(
  'an answer with an id of its own is known by it, even where its words were edited',
  async ({ db }) => {
    await twoSites(db)
    const mapping = { ...survey.mapping, id: 'id' }
    const first = await bring(
      db,
      file(
        'id,at,score,unit,why\nA1,2026-10-01,9,North,x\nA2,2026-10-01,3,North,\nA1,2026-10-01,9,North,x\n',
      ),
      { mapping },
    )
    expect(first).toMatchObject({ read: 3, added: 2, unchanged: 1 })
    const second = await bring(db, file('id,at,score,unit,why\nA2,2026-10-02,4,South,later\n'), {
      mapping,
    })
    expect(second).toMatchObject({ read: 1, added: 0, unchanged: 1 })
    const elsewhere = await bring(db, file('id,at,score,unit,why\nA2,2026-10-02,4,South,\n'), {
      mapping,
      source: 'other survey',
    })
    expect(elsewhere).toMatchObject({ added: 1 })
    expect(await wrongTotals(db)).toEqual([])
  },
)

onBothDatabases(
  'answers that staff collected stay apart from those of a survey',
  async ({ db }) => {
    await twoSites(db)
    const one = file('at,score,unit,why\n2026-10-01,10,North,\n')
    await bring(db, one)
    await bring(db, one, { source: 'at the till', collectedBy: 'staff' })
    const totals = await npsBySite(db, ever)
    expect(totals.map((total) => total.collectedBy)).toEqual(['import', 'staff'])
  },
)

onBothDatabases(
  'touchpoints are known by code and by name in each language; others are errors',
  async ({ db }) => {
    await twoSites(db)
    const mapping = { ...survey.mapping, touchpoint: 'place' }
    const report = await bring(
      db,
      file(
        [
          'at,score,unit,why,place',
          '2026-10-01,10,North,,parking',
          '2026-10-01,10,North,,Парковка',
          '2026-10-01,10,North,,חניה',
          '2026-10-01,2,North,,',
          '2026-10-01,2,North,,the moon',
        ].join('\n'),
      ),
      { mapping },
    )
    expect(report.errors).toMatchObject([{ line: 6, column: 5, reason: 'touchpoint' }])
    const totals = await npsByTouchpoint(db, ever)
    expect(totals.map((one) => [one.touchpoint, one.promoters, one.detractors])).toEqual([
      ['', 0, 1],
      ['parking', 3, 0],
    ])
  },
)

onBothDatabases('whatever is stored obeys the rules for one answer', async ({ db }) => {
  await twoSites(db)
  await bring(
    db,
    file('at,score,unit,why,sat\n31/12/2025,9 - Extremely likely,North, so  nice ,"4,5"\n'),
    { mapping: { ...survey.mapping, satisfaction: 'sat' } },
  )
  const row = await db.selectFrom('nps_response').selectAll().executeTakeFirstOrThrow()
  const { unit_id: unitId, answered_on: answeredOn, ...rest } = row
  expect(Response.parse({ unitId, answeredOn, ...rest })).toEqual({
    ...{ unitId: 'n', touchpoint: '', score: 9, answeredOn: '2025-12-31', why: 'so  nice' },
    ...{ improve: null, satisfaction: 4.5, intent: null, visits: null, basket: null },
  })
})

// More than two megabytes: read by a thread of its own.
const long = 'and so on '.repeat(30)
const good = Array.from({ length: 9000 }, (_, i) => `2026-10-01,9,North,${i} ${long}`).join('\n')

for (const [what, content, fault] of [
  [
    'a quote that is never closed, 50 MB of it',
    () => `at,score,unit,why\n2026-10-01,9,North,"${'x'.repeat(50e6)}`,
    [2, null, 'quote-open'],
  ],
  [
    'a quote broken after nine thousand good rows',
    () => `at,score,unit,why\n${good}\n2026-10-01,9,North,a "b" c\n`,
    [9002, 4, 'quote-inside'],
  ],
  ['a million columns', () => `${'a,'.repeat(1e6)}score\n`, [1, null, 'long']],
  ['two thousand columns', () => `${'a,'.repeat(2000)}score\n`, [1, 1001, 'columns']],
  ['a spreadsheet', () => Buffer.from('PK\u0003\u0004rest'), [1, null, 'spreadsheet']],
  ['nothing at all', () => '', [1, null, 'empty']],
] as const) {
  onBothDatabases(`${what}: turned away with its line, nothing stored`, async ({ db }) => {
    await twoSites(db)
    const name = file(content() as string | Buffer)
    const before = process.memoryUsage().rss
    let peak = before
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 5)
    const report = await bring(db, name, { createUnits: true })
    clearInterval(watch)
    const { refusal } = report
    expect([refusal?.line, refusal?.column, refusal?.fault]).toEqual(fault)
    expect(report).toMatchObject({ added: 0, unchanged: 0 })
    expect((peak - before) / 1e6).toBeLessThan(100)
    expect(await stored(db)).toBe(0)
    expect(await db.selectFrom('nps_total').selectAll().execute()).toEqual([])
    rmSync(name)
  })
}

onBothDatabases(
  'UTF-16, a byte order mark, NUL bytes and a column called __proto__ are read like any file',
  async ({ db }) => {
    await twoSites(db)
    const text = 'at,score,unit,why,__proto__\n2026-10-01,9,North,très bien,polluted\n'
    const variants = [
      iconv.encode(text, 'utf-16le', { addBOM: true }),
      iconv.encode(text, 'utf-16be', { addBOM: true }),
      Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)]),
      Buffer.from(text.replace('très', 'tr\0ès')),
      iconv.encode(text, 'windows-1252'),
    ]
    const first = await bring(db, file(variants[0]!))
    expect(first).toMatchObject({ read: 1, added: 1, wrong: 0 })
    for (const variant of variants.slice(1)) {
      expect(await bring(db, file(variant))).toMatchObject({ read: 1, added: 0, unchanged: 1 })
    }
    const row = await db.selectFrom('nps_response').selectAll().executeTakeFirstOrThrow()
    expect(row.why).toBe('très bien')
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  },
)

onBothDatabases(
  'a file is turned away where a named column, site or day is not there',
  async ({ db }) => {
    await twoSites(db)
    const one = file('at,score,unit,why\n2026-10-01,9,North,\n')
    const refused = async (options: Partial<ImportOptions>) => {
      const { refusal } = await bring(db, one, options)
      return refusal && [refusal.reason, refusal.value]
    }
    expect(await refused({ mapping: { score: 'nps' } })).toEqual(['column', 'nps'])
    expect(await refused({ mapping: { at: 'at' } })).toEqual(['score-missing', ''])
    expect(await refused({ mapping: { score: 'score' } })).toEqual(['day-missing', ''])
    expect(await refused({ mapping: { score: 'score' }, atDefault: '2026-02-30' })).toEqual([
      'day',
      '2026-02-30',
    ])
    expect(await refused({ unitDefault: 'East' })).toEqual(['unit', 'East'])
    expect(await stored(db)).toBe(0)
  },
)

onBothDatabases(
  'a column of comments taken for sites makes no sites: the file is turned away',
  async ({ db }) => {
    await twoSites(db)
    const rows = Array.from({ length: 6000 }, (_, i) => `2026-10-01,9,"words, number ${i}"`)
    const report = await bring(db, file(['at,score,why', ...rows].join('\n')), {
      mapping: { score: 'score', at: 'at', unit: 'why' },
      createUnits: true,
    })
    expect(report.refusal).toMatchObject({ reason: 'sites', line: 302 })
    expect(await db.selectFrom('people_unit').select('id').execute()).toHaveLength(3)
    expect(await stored(db)).toBe(0)
  },
)

onBothDatabases(
  'a large file, read by a thread of its own, gives what a small one would',
  async ({ db }) => {
    await twoSites(db)
    const rows = Array.from({ length: 20_000 }, (_, i) => {
      const site = ['North', 'south', `New ${i % 7}`, 'new 1'][i % 4]
      const score = i % 50 === 0 ? 'x' : i % 40 === 0 ? 'NA' : i % 11
      return `2026-${String(1 + (i % 10)).padStart(2, '0')}-05,${score},${site},"${i % 300} ${long}",${i % 3 ? i : ''}`
    })
    const name = file(['at,score,unit,why,basket', ...rows].join('\n'))
    const mapping = { ...survey.mapping, basket: 'basket' }
    const report = await bring(db, name, { mapping, createUnits: true })
    expect(report).toMatchObject({ read: 20_000, added: 19_200, skipped: 400, wrong: 400 })
    expect(report.errors).toHaveLength(400)
    expect(report.errors[0]).toEqual({ line: 2, column: 2, reason: 'score', value: 'x' })
    const sites = await db
      .selectFrom('people_unit')
      .where('kind', '=', 'site')
      .select('name')
      .execute()
    expect(sites.map((site) => site.name).sort()).toEqual(
      ['New 0', 'new 1', 'New 2', 'New 3', 'New 4', 'New 5', 'New 6', 'North', 'South'].sort(),
    )
    expect(await wrongTotals(db)).toEqual([])
    const again = await bring(db, name, { mapping })
    expect(again).toMatchObject({ added: 0, unchanged: 19_200, wrong: 400 })
    const baskets = await db
      .selectFrom('nps_response')
      .select(({ fn }) => fn.count<number>('basket').as('n'))
      .executeTakeFirstOrThrow()
    expect(baskets.n).toBeGreaterThan(12_000)
  },
  60_000,
)

onBothDatabases('totals that went wrong are found and put right', async ({ db }) => {
  await twoSites(db)
  await bring(db, file('at,score,unit,why\n2026-10-01,9,North,\n2026-09-01,3,North,\n'))
  expect(await wrongTotals(db)).toEqual([])
  await db.updateTable('nps_total').set({ promoters: 7 }).where('month', '=', '2026-10').execute()
  expect(await wrongTotals(db)).toEqual([
    'n visit 2026-10 import: stored 7/0/0 sum 9, counted 1/0/0 sum 9',
  ])
  await recomputeTotals(db)
  expect(await wrongTotals(db)).toEqual([])
})

onBothDatabases('a window of three months holds this month and the two before', async ({ db }) => {
  await twoSites(db)
  const days = ['2025-12-31', '2026-07-31', '2026-08-01', '2026-10-31']
  const rows = days.map((day) => `${day},9,North,`)
  await bring(db, file(['at,score,unit,why', ...rows].join('\n')))
  expect(lastMonths('2026-10-31', 3)).toEqual({ from: '2026-08', to: '2026-10' })
  expect(lastMonths('2026-10-31', 12)).toEqual({ from: '2025-11', to: '2026-10' })
  expect(lastMonths('2026-01-31', 3)).toEqual({ from: '2025-11', to: '2026-01' })
  const promoters = async (months: number) =>
    (await npsBySite(db, { ...lastMonths('2026-10-31', months), siteIds: ['n'] }))[0]?.promoters
  expect(await promoters(3)).toBe(2)
  expect(await promoters(12)).toBe(4)
  expect(await npsBySite(db, { ...ever, siteIds: [] })).toEqual([])
})
