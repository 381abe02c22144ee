import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { afterAll, expect } from 'vitest'
import type { ImportReport } from '../../app/nps/import.ts'
import { importCustomers } from '../../app/nps/import.server.ts'
import { wrongTotals } from '../../app/nps/recount.server.ts'
import { addUnit } from '../../app/people/unit.server.ts'
import type { Db } from '../../db/connect.ts'
import { onBothDatabases } from '../support/database.ts'

const now = new Date('2026-11-02T12:00:00Z')
const folder = mkdtempSync(path.join(tmpdir(), 'zveno-mangled-'))
afterAll(() => rmSync(folder, { recursive: true }))

const HEAD = 'at,score,unit,why,sat'
const ROWS = [
  '2026-10-01,9,North,"kind, quick",5',
  '2026-10-02,10 - Extremely likely,north,"two\nlines and a ""quote""",4',
  '2026-10-03,NA,North,,',
  '2026-10-04,3,South,очередь на кассе,1',
  '31/12/2025,0,New place,אף אחד לא ידע,2',
  '2026-10-05,7,,no site,satisfied',
]
const TEXT = [HEAD, ...ROWS, ''].join('\n')

/** The same answers as different programs would write them. */
const WHOLE: readonly Buffer[] = [
  Buffer.from(TEXT),
  Buffer.from(`\uFEFF${TEXT.replaceAll('\n', '\r\n')}`),
  Buffer.from(TEXT.replaceAll(',', ';')),
  iconv.encode(TEXT, 'utf-16le', { addBOM: true }),
  iconv.encode(TEXT, 'windows-1251'),
  iconv.encode(TEXT, 'windows-1255'),
]

/** One thing that goes wrong with a file, at a place between its beginning (0) and its end (1). */
interface Fault {
  at: number
  what: 'cut' | 'lose' | 'insert' | 'repeat'
  bytes: Uint8Array
}

const odd = fc.constantFrom('"', '""', ',', ';', '\n', '\r', '\t', '\0', '=', '\uFEFF', '__proto__')
const fault: fc.Arbitrary<Fault> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  what: fc.constantFrom('cut', 'lose', 'insert', 'insert', 'insert', 'repeat'),
  bytes: fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 12 }),
    odd.map((text) => new Uint8Array(Buffer.from(text))),
  ),
})

function mangled(file: Buffer, faults: readonly Fault[]): Buffer {
  return faults.reduce((bytes: Buffer, { at, what, bytes: some }) => {
    const place = Math.floor(at * bytes.length)
    const [before, after] = [bytes.subarray(0, place), bytes.subarray(place)]
    if (what === 'cut') return before
    if (what === 'lose') return Buffer.concat([before, after.subarray(some.length)])
    if (what === 'repeat') return Buffer.concat([before, after, after])
    return Buffer.concat([before, some, after])
  }, file)
}

let files = 0
function bring(db: Db, content: Buffer, source: string): Promise<ImportReport> {
  const file = path.join(folder, `${++files}.csv`)
  writeFileSync(file, content)
  const mapping = { score: 'score', at: 'at', unit: 'unit', comment: 'why', satisfaction: 'sat' }
  const options = { source, mapping, createUnits: true, unitDefault: 'North' }
  return importCustomers(db, file, options, null, now).finally(() => rmSync(file))
}

async function ofSource(db: Db, source: string): Promise<number> {
  const { n } = await db
    .selectFrom('nps_response as r')
    .innerJoin('nps_source as s', 's.id', 'r.source_id')
    .where('s.name', '=', source)
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(n)
}

async function sites(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('people_unit').select('id').orderBy('id').execute()
  return rows.map(({ id }) => id)
}

async function garden(db: Db): Promise<void> {
  await addUnit(db, { id: 'c', parentId: null, code: 'all', name: 'Gardens', kind: 'company' })
  for (const [id, name] of [
    ['n', 'North'],
    ['s', 'South'],
  ] as const) {
    await addUnit(db, { id, parentId: 'c', code: name, name, kind: 'site' })
  }
}

/** Taken as a whole or turned away as a whole, in words; brought again it says the same and adds nothing. */
async function expectWhole(db: Db, content: Buffer, source: string): Promise<void> {
  const before = await sites(db)
  const report = await bring(db, content, source)
  const { read, added, unchanged, skipped, wrong, refusal, errors } = report
  if (refusal) {
    expect(refusal.value + (refusal.fault ?? refusal.reason)).not.toBe('')
    expect([added, unchanged, skipped, wrong]).toEqual([0, 0, 0, 0])
    expect(await ofSource(db, source)).toBe(0)
    expect(await sites(db)).toEqual(before)
  } else {
    expect(added + unchanged + skipped + wrong).toBe(read)
    expect(errors).toHaveLength(Math.min(wrong, 1000))
    expect(await ofSource(db, source)).toBe(added)
  }
  const again = await bring(db, content, source)
  expect(again).toMatchObject({ added: 0, unchanged: refusal ? 0 : added + unchanged })
  expect(again.refusal?.reason).toBe(refusal?.reason)
  expect(await ofSource(db, source)).toBe(refusal ? 0 : added)
}

onBothDatabases(
  'whatever happened to a file on its way, it is taken whole or turned away whole, and no import crashes',
  async ({ db }) => {
    await garden(db)
    let source = 0
    const outcomes = { taken: 0, refused: 0 }
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...WHOLE),
        fc.array(fault, { maxLength: 4 }),
        async (file, faults) => {
          const name = `source ${++source}`
          await expectWhole(db, mangled(file, faults), name)
          outcomes[(await ofSource(db, name)) > 0 ? 'taken' : 'refused']++
        },
      ),
      { numRuns: 80, endOnFailure: true },
    )
    expect(Math.min(outcomes.taken, outcomes.refused), 'both were tried').toBeGreaterThan(5)
    expect(await wrongTotals(db)).toEqual([])
  },
  120_000,
)

onBothDatabases(
  'nothing of a long file stays where it breaks after thousands of rows that were stored already',
  async ({ db }) => {
    await garden(db)
    const good = Array.from({ length: 16_500 }, (_, i) => `2026-10-01,${i % 11},Far ${i % 3},${i},`)
    const long = Buffer.from([HEAD, ...good, ''].join('\n'))
    for (const [source, tail] of [
      ['open', '2026-10-01,9,North,"never closed'],
      ['inside', '2026-10-01,9,North,a "b" c,\n'],
    ] as const) {
      const content = Buffer.concat([long, Buffer.from(tail)])
      await expectWhole(db, content, source)
      expect(await ofSource(db, source)).toBe(0)
    }
    expect(await db.selectFrom('nps_total').select('month').execute()).toEqual([])
  },
  120_000,
)
