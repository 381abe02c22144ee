import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Db } from '../../db/connect.ts'
import {
  figureOf,
  misleading,
  NOTHING,
  peopleIn,
  type Sums,
} from '../../app/training/figures/figure.ts'
import {
  countedVersions,
  countFigures,
  figuresOf,
} from '../../app/training/figures/figure.server.ts'
import { figuresPage } from '../../app/training/figures/page.server.ts'
import { moduleBySlug } from '../../app/training/content.server.ts'
import { onBothDatabases } from '../support/database.ts'
import { finish, nursery, ZONE } from './nursery.ts'

const now = new Date('2026-11-29T10:00:00Z')
const chain = moduleBySlug('chain')!.plan

const sums = (more: Partial<Sums>): Sums => ({ ...NOTHING, ...more })

test('of fewer than five people nothing is told', () => {
  expect(figureOf(sums({ a: 4, right: 4 }), [])).toBeNull()
  expect(figureOf(sums({ a: 5, right: 5 }), [])).toMatchObject({ n: 5, says: ['cannot-tell'] })
})

test('easy, hard and misleading are said only where chance would not do it', () => {
  const says = (chosen: Partial<Sums>, best: 'a' | 'b' | 'c' = 'a') => {
    const all = sums({ ...chosen, right: chosen[best] ?? 0 })
    return figureOf(all, misleading(all, best))?.says
  }
  expect(says({ a: 19, b: 1 })).toEqual(['cannot-tell'])
  expect(says({ a: 58, b: 2 })).toEqual(['easy'])
  expect(says({ a: 20, b: 20, c: 20 })).toEqual(['hard'])
  // All of five on one wrong option: one in thirty-two. Four of five could be chance.
  expect(says({ b: 5 })).toEqual(['misleading'])
  expect(says({ a: 1, b: 4 })).toEqual(['cannot-tell'])
  expect(says({ a: 10, b: 30, c: 5 })).toContain('misleading')
})

test('who does well elsewhere is right here, or wrong here, or it cannot be told', () => {
  // Forty people: those who are right have the rest right as well, or just the other way round.
  const people = { a: 20, b: 20, right: 20 }
  const good = sums({ ...people, restRight: 18, restWrong: 4, restSquares: 20 })
  expect(figureOf(good, [])).toMatchObject({ says: ['apart'] })
  const bad = sums({ ...people, restRight: 4, restWrong: 18, restSquares: 20 })
  expect(figureOf(bad, [])).toMatchObject({ says: ['against'] })
  const even = sums({ ...people, restRight: 11, restWrong: 11, restSquares: 16 })
  expect(figureOf(even, [])).toMatchObject({ apart: 0, says: ['cannot-tell'] })
  // The same strength in eight people is not told.
  const few = sums({ a: 4, b: 4, right: 4, restRight: 3.6, restWrong: 0.8, restSquares: 4 })
  expect(figureOf(few, [])).toMatchObject({ says: ['cannot-tell'] })
})

const count = async (db: Db) => {
  await countFigures(db, ZONE, now)
  const figures = (await figuresOf(db, 'chain', chain.version))!
  return figures.flatMap(({ question, wordings }) =>
    wordings.map(({ wording, figure }) => ({ at: `${question}/${wording}`, n: figure?.n ?? 0 })),
  )
}

onBothDatabases(
  'a question’s figures are of first answers alone, and of finished tries',
  async ({ db }) => {
    const { add } = await nursery(db, now)
    expect(await figuresOf(db, 'chain', chain.version)).toBeNull()
    for (let i = 0; i < 24; i++) {
      const person = await add(`p${i}`, 'till')
      await finish(db, person, 'chain', now, i % 4 === 0)
      // A second try meets some questions again, which changes nothing, and the others for the first time.
      await finish(db, person, 'chain', now, true)
    }
    const counted = await count(db)
    const answers = counted.reduce((sum, { n }) => sum + n, 0)
    expect(answers).toBeGreaterThan(0)
    // Each person meets each question for the first time once.
    expect(answers).toBeLessThanOrEqual(24 * chain.questions.length)
    const figures = (await figuresOf(db, 'chain', chain.version))!.flatMap(
      ({ figure }) => figure ?? [],
    )
    for (const { n } of figures) expect(n).toBeLessThanOrEqual(24)
    // Eighteen people were right three times; what they met first on the second try they missed.
    const right = figures.reduce((sum, figure) => sum + figure.right * figure.n, 0)
    expect(Math.round(right)).toBeGreaterThan(18 * 2)
    expect(Math.round(right)).toBeLessThanOrEqual(18 * chain.draw)
    const page = await figuresPage(db, 'chain', chain.version, 'he')
    expect(JSON.stringify(page)).not.toMatch(/p\d+@|employee/)
    expect(await countedVersions(db)).toEqual([
      { module: 'chain', version: chain.version, answers },
    ])
  },
)

onBothDatabases(
  'whenever somebody looks: below five nothing, and no two looks differ by one to four people',
  async ({ db }) => {
    const { add } = await nursery(db, now)
    let n = 0
    let before = new Map<string, number>()
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.boolean(), async (more, miss) => {
        for (let i = 0; i < more; i++) {
          await finish(db, await add(`p${n++}`, 'till'), 'chain', now, miss)
        }
        const after = await count(db)
        for (const { at, n: people } of after) {
          const grown = people - (before.get(at) ?? 0)
          expect(grown === 0 || grown >= 5, `${at}: ${grown}`).toBe(true)
        }
        before = new Map(after.map((one) => [one.at, one.n]))
        // A question is the sum of its wordings, so subtraction shows nothing new.
        for (const { figure, wordings } of (await figuresOf(db, 'chain', chain.version))!) {
          const sum = wordings.reduce((total, one) => total + (one.figure?.n ?? 0), 0)
          expect(figure?.n ?? 0).toBe(sum)
        }
      }),
      { numRuns: 12, endOnFailure: true },
    )
    expect(Math.max(...before.values())).toBeGreaterThanOrEqual(5)
  },
  120_000,
)

test('people are counted by what they chose', () => {
  expect(peopleIn({ a: 1, b: 2, c: 3 })).toBe(6)
})
