import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { LOCALES } from '../../app/i18n/locale.ts'
import { laddersOf, scaleOf, type Told } from '../../app/impact/satisfaction.ts'
import { recomputeSatisfaction } from '../../app/impact/satisfaction.server.ts'
import { degreesBeside, satisfactionProse } from '../../app/impact/satisfaction-prose.server.ts'
import { storedSatisfaction } from '../../app/impact/stored.server.ts'
import { sourceNamed, storeResponses, storing } from '../../app/nps/store.server.ts'
import { setCompany } from '../../app/people/company.server.ts'
import { addUnit } from '../../app/people/unit.server.ts'
import type { Db } from '../../db/connect.ts'
import { onBothDatabases } from '../support/database.ts'
import { cellsOf } from '../support/real-data.ts'
import { sharedData } from '../support/shared-data.ts'

const NOW = new Date('2026-11-10T12:00:00Z')

/** `n` answers of one source with this value and this score. */
const told = (value: number, score: number, n: number, source = 1): Told => {
  return { source, value, score, n }
}

test('whole marks from 1 to 5 are five degrees, 0 to 10 are eleven marks, anything else is no scale', () => {
  expect(scaleOf([told(1, 2, 5), told(5, 9, 5)])).toBe('five')
  expect(scaleOf([told(3, 2, 9), told(0, 9, 1)])).toBe('eleven')
  expect(scaleOf([told(5, 9, 50), told(9, 9, 1)]), 'a slip in five degrees').toBeNull()
  expect(scaleOf([told(3, 2, 9), told(10, 9, 1)])).toBe('eleven')
  expect(scaleOf([told(3.5, 2, 10)])).toBeNull()
  expect(scaleOf([told(70, 9, 10)])).toBeNull()
  expect(scaleOf([told(5, 9, 9)]), 'nine answers do not tell').toBeNull()
})

test('sources on different scales are never poured together, and what has none is counted as left out', () => {
  const { ladders, unclear } = laddersOf([
    told(5, 10, 20, 1),
    told(4, 8, 20, 2),
    told(9, 9, 15, 3),
    told(2, 3, 5, 3),
    told(88, 9, 12, 4),
  ])
  expect(ladders.map(({ scale, n }) => [scale, n])).toEqual([
    ['five', 40],
    ['eleven', 20],
  ])
  expect(ladders[1]!.steps.map(({ step, n }) => [step, n])).toEqual([
    ['9-10', 15],
    ['7-8', 0],
    ['0-6', 5],
  ])
  expect(unclear).toBe(12)
})

test('below ten answers nothing is said, below thirty the range alone, and a share has Wilson’s range', () => {
  const of = (fives: number, ones: number) =>
    laddersOf([told(5, 10, fives), told(1, 0, ones)]).ladders[0]
  expect(of(7, 2)).toBeUndefined()
  expect(of(20, 9)!.steps[0]).toMatchObject({ n: 20, share: null })
  expect(of(20, 9)!.steps[0]!.reach).not.toBeNull()
  // Newcombe (1998), method 3: 15 of 148 and 81 of 263.
  const some = of(15, 133)!.steps[0]!
  expect(some.share).toBeCloseTo(15 / 148, 10)
  expect([some.reach!.low.toFixed(4), some.reach!.high.toFixed(4)]).toEqual(['0.0624', '0.1605'])
  const more = of(81, 182)!.steps[0]!
  expect([more.reach!.low.toFixed(4), more.reach!.high.toFixed(4)]).toEqual(['0.2553', '0.3662'])
})

test('each step’s score has the gates of every score', () => {
  const [ladder] = laddersOf([told(5, 10, 31, 1), told(4, 8, 12, 1), told(3, 5, 9, 1)]).ladders
  expect(ladder!.steps.map(({ score }) => score.gate)).toEqual([
    ...['value', 'interval', 'comments', null, null],
  ])
  expect(ladder!.steps.map(({ score }) => [score.value, score.low === null])).toEqual([
    [100, false],
    [null, false],
    [null, true],
    [null, true],
    [null, true],
  ])
})

test('the top step is told apart from the next only where the test of two groups can', () => {
  const top = (fives: Told[], fours: Told[]) => laddersOf([...fives, ...fours]).ladders[0]!.top
  expect(top([told(5, 10, 60), told(5, 7, 10)], [told(4, 10, 20), told(4, 7, 60)])).toBe('higher')
  expect(top([told(5, 2, 60)], [told(4, 10, 60)])).toBe('lower')
  expect(top([told(5, 10, 12), told(5, 7, 8)], [told(4, 10, 10), told(4, 7, 10)])).toBe(
    'cannot-tell',
  )
  expect(top([told(5, 10, 60)], [told(4, 2, 9)]), 'nine answers are too few').toBeNull()
})

const botanic = sharedData('botanic-nps-fr.windows-1252.csv')
test.skipIf(botanic === null)(
  'thirteen thousand real customers on eleven marks, counted by other means: the delighted recommend more',
  async () => {
    const cells = await cellsOf(botanic!, ['nps', 'satisfaction'])
    const rows = cells.filter((both) => both.every((cell) => /^\d+$/.test(cell!)))
    const { ladders, unclear } = laddersOf(
      rows.map(([score, value]) => told(Number(value), Number(score), 1)),
    )
    expect(unclear).toBe(0)
    expect(ladders).toHaveLength(1)
    expect(ladders[0]).toMatchObject({ scale: 'eleven', top: 'higher' })
    expect(ladders[0]!.steps.map(({ n }) => n)).toEqual([7156, 4847, 1558])
  },
)

async function garden(db: Db): Promise<void> {
  await setCompany(db, 'Garden', 'UTC')
  await addUnit(db, { id: 'c', parentId: null, code: 'c', name: 'Garden', kind: 'company' })
}

interface Answer {
  score: number
  satisfaction: number | null
  intent?: number | null
  on?: string
}

async function answered(
  db: Db,
  source: string,
  collectedBy: 'import' | 'staff',
  answers: Answer[],
): Promise<void> {
  const from = await sourceNamed(db, source, collectedBy, NOW)
  const rows = answers.map(({ score, satisfaction, intent = null, on = '2026-10-01' }) => ({
    ...{ identity: randomUUID(), unitId: 'c', touchpoint: '', score, answeredOn: on },
    ...{ why: null, improve: null, satisfaction, intent, visits: null, basket: null },
  }))
  await storing(db, (trx) => storeResponses(trx, from, null, rows, NOW))
}

const times = (n: number, one: Answer) => Array.from({ length: n }, () => one)

onBothDatabases(
  'the job counts twelve months of the company, without what staff collected, and twice is once',
  async ({ db }) => {
    await garden(db)
    expect(await storedSatisfaction(db)).toBeNull()
    await answered(db, 'Receipts', 'import', [
      ...times(40, { score: 10, satisfaction: 5, intent: 5 }),
      ...times(30, { score: 8, satisfaction: 4 }),
      ...times(6, { score: 2, satisfaction: 1, intent: 1 }),
      ...times(9, { score: 9, satisfaction: null }),
      ...times(50, { score: 0, satisfaction: 1, on: '2024-05-01' }),
    ])
    await answered(db, 'Kind', 'staff', times(50, { score: 10, satisfaction: 3 }))
    await recomputeSatisfaction(db, NOW)
    await recomputeSatisfaction(db, NOW)
    const stored = (await storedSatisfaction(db))!
    expect(stored).toMatchObject({ from: '2025-12', to: '2026-11' })
    const [five] = stored.satisfaction.ladders
    expect(five).toMatchObject({ scale: 'five', n: 76, top: 'higher' })
    expect(five!.steps.map(({ n }) => n)).toEqual([40, 30, 0, 0, 6])
    expect(stored.intent.ladders[0]).toMatchObject({ scale: 'five', n: 46 })
    expect(await db.selectFrom('impact_link').select('scope').execute()).toHaveLength(1)
  },
)

onBothDatabases(
  'the page says it in three languages with n and range, and says why where there is nothing',
  async ({ db }) => {
    await garden(db)
    await answered(db, 'Receipts', 'import', [
      ...times(40, { score: 10, satisfaction: 5 }),
      ...times(30, { score: 8, satisfaction: 4 }),
      ...times(20, { score: 3, satisfaction: 2 }),
    ])
    await recomputeSatisfaction(db, NOW)
    const stored = await storedSatisfaction(db)
    for (const locale of LOCALES) {
      const said = satisfactionProse(stored, locale)
      expect(JSON.stringify(said)).not.toMatch(/undefined|NaN|Infinity|impact_|\{\w+\}/)
      const [satisfaction, intent] = said.questions
      expect(satisfaction!.ladders[0]!.rows).toHaveLength(5)
      expect(satisfaction!.ladders[0]!.rows[0]!.share).toMatch(/44\u2069 \(\u206635…55\u2069\)/)
      expect(satisfaction!.notes).toEqual([])
      expect(intent!.ladders).toEqual([])
      expect(intent!.notes).toHaveLength(1)
      expect(satisfactionProse(null, locale).questions.map(({ notes }) => notes.length)).toEqual([
        1, 1,
      ])
    }
    expect(satisfactionProse(stored, 'en').questions[0]!.ladders[0]).toMatchObject({
      title: 'Fully satisfied customers recommend us more than satisfied ones',
      caption: 'Asked in five degrees, 90 answers',
    })
  },
)

onBothDatabases(
  'beside an estimate stand the company’s five shares from thirty answers on; else a sentence says why not',
  async ({ db }) => {
    await garden(db)
    await answered(db, 'Receipts', 'import', times(29, { score: 10, satisfaction: 5 }))
    await recomputeSatisfaction(db, NOW)
    const few = degreesBeside(await storedSatisfaction(db), 'en')
    expect(few).toMatchObject({ shares: null, n: 29 })
    expect(few.says).toContain('thirty imported answers')
    await answered(db, 'Receipts', 'import', times(29, { score: 3, satisfaction: 2 }))
    await recomputeSatisfaction(db, NOW)
    expect(degreesBeside(await storedSatisfaction(db), 'en')).toMatchObject({
      shares: { full: 50, satisfied: 0, neutral: 0, dissatisfied: 50, against: 0 },
      n: 58,
    })
    // Marks from 0 to 10 are no degrees.
    await answered(db, 'Receipts', 'import', times(9, { score: 9, satisfaction: 9 }))
    await recomputeSatisfaction(db, NOW)
    expect(degreesBeside(await storedSatisfaction(db), 'en').shares).toBeNull()
  },
)
