import { expect } from 'vitest'
import type { Db } from '../../db/connect.ts'
import {
  answerKey,
  completionOf,
  continueFor,
  finishModule,
  latestAttempt,
  startModule,
} from '../../app/training/attempt.server.ts'
import { moduleBySlug } from '../../app/training/content.server.ts'
import { modulesFor, overviewOf, walkOf } from '../../app/training/module.server.ts'
import {
  firstQuestionStep,
  type Module,
  type OptionId,
  stepsOf,
} from '../../app/training/module.ts'
import { screenOf } from '../../app/training/screen.server.ts'
import { takeStep } from '../../app/training/step.server.ts'
import { onBothDatabases } from '../support/database.ts'
import { somebody } from './somebody.ts'

const now = new Date('2026-03-02T09:00:00Z')
const later = new Date('2026-03-02T18:00:00Z')

function chain(): Module {
  const module = moduleBySlug('chain')
  if (!module) throw new Error('no module chain')
  return module
}

async function walk(db: Db, person: string) {
  const found = await walkOf(db, person, 'chain')
  if (!found) throw new Error('nothing started')
  return found
}

/** Goes through every open screen; `choose` decides on each question. */
async function goThrough(
  db: Db,
  person: string,
  choose: (best: OptionId) => OptionId,
): Promise<void> {
  for (let turn = 0; turn < 30; turn++) {
    const at = await walk(db, person)
    const step = at.attempt.step
    const screen = stepsOf(at.module.plan)[step - 1]
    const drawn = screen && 'question' in screen ? at.attempt.answers[screen.question] : null
    const choice = drawn ? choose(answerKey(at.module.plan, drawn)) : 'a'
    if ((await takeStep(db, at, step, { choice }, now)) === 'done') return
  }
  throw new Error('the module never ended')
}

onBothDatabases('a module is resumed at the screen where it was left', async ({ db }) => {
  const maya = await somebody(db, 'maya', now)
  expect(await continueFor(db, maya, [])).toMatchObject({ slug: 'chain', step: 0, of: 10 })
  await startModule(db, chain(), maya, now)
  await takeStep(db, await walk(db, maya), 1, { choice: 'a' }, now)
  await takeStep(db, await walk(db, maya), 2, { choice: null }, now)
  expect(await continueFor(db, maya, [])).toMatchObject({ slug: 'chain', step: 3, of: 10 })
  // Reading an earlier screen again loses nothing.
  await takeStep(db, await walk(db, maya), 2, { choice: null }, later)
  expect(await continueFor(db, maya, [])).toMatchObject({ step: 3 })
  expect((await modulesFor(db, maya, 'he'))[0]).toMatchObject({ slug: 'chain', step: 3, of: 10 })
})

onBothDatabases('two taps on Start, or two devices at once, open one try', async ({ db }) => {
  const maya = await somebody(db, 'maya', now)
  const outcomes = await Promise.all([1, 2, 3].map(() => startModule(db, chain(), maya, now)))
  expect(outcomes.filter((outcome) => outcome === 'started')).toHaveLength(1)
  const attempts = await db.selectFrom('training_attempt').selectAll().execute()
  expect(attempts).toHaveLength(1)
  expect((await walk(db, maya)).attempt.answers).toHaveLength(3)
})

onBothDatabases('before the answer the browser gets no key and no explanation', async ({ db }) => {
  const maya = await somebody(db, 'maya', now)
  await startModule(db, chain(), maya, now)
  const at = await walk(db, maya)
  const step = firstQuestionStep(at.module.plan)
  const drawn = at.attempt.answers[0]
  if (!drawn) throw new Error('nothing drawn')
  const texts = at.module.texts.ru.questions[drawn.question]?.[drawn.variant]
  const whys = Object.values(texts?.options ?? {}).map(({ why }) => why.slice(0, 20))

  const before = JSON.stringify(await screenOf(db, at.module, at.attempt, step, 'ru'))
  expect(before).toContain(texts?.options.a.text)
  for (const why of whys) expect(before).not.toContain(why)
  expect(before).not.toMatch(/best|answer|correct/)

  await takeStep(db, at, step, { choice: 'b' }, now)
  const { module, attempt } = await walk(db, maya)
  const after = await screenOf(db, module, attempt, step, 'ru')
  expect(after?.screen).toMatchObject({
    feedback: { choice: 'b', best: answerKey(module.plan, drawn) },
  })
  const feedback = after?.screen.kind === 'question' ? after.screen.feedback : null
  expect(Object.keys(feedback?.why ?? {})).toEqual(['a', 'b', 'c'])
})

onBothDatabases('the first answer stands', async ({ db }) => {
  const maya = await somebody(db, 'maya', now)
  await startModule(db, chain(), maya, now)
  const step = firstQuestionStep(chain().plan)
  await takeStep(db, await walk(db, maya), step, { choice: 'a' }, now)
  await takeStep(db, await walk(db, maya), step, { choice: 'b' }, later)
  expect((await walk(db, maya)).attempt.answers[0]).toMatchObject({ choice: 'a' })
  expect(await takeStep(db, await walk(db, maya), step, { choice: 'd' }, later)).toBe('choose-one')
})

onBothDatabases('a module with an open question cannot be finished', async ({ db }) => {
  const maya = await somebody(db, 'maya', now)
  await startModule(db, chain(), maya, now)
  const { attempt, module } = await walk(db, maya)
  expect(await finishModule(db, attempt, now)).toBe('unanswered')
  const last = stepsOf(module.plan).length
  expect(await takeStep(db, { attempt, module }, last, { choice: null }, now)).toBe(
    firstQuestionStep(module.plan),
  )
})

onBothDatabases(
  'the result counts what fitted; a leader sees completion and nothing else',
  async ({ db }) => {
    const maya = await somebody(db, 'maya', now)
    const lev = await somebody(db, 'lev', now)
    await startModule(db, chain(), maya, now)
    await startModule(db, chain(), lev, now)
    let asked = 0
    await goThrough(db, maya, (best) => (asked++ === 0 ? (best === 'a' ? 'b' : 'a') : best))
    expect(await overviewOf(db, maya, 'chain', 'en')).toMatchObject({
      step: null,
      result: { correct: 2, of: 3, completedAt: now.getTime() },
    })
    expect(await continueFor(db, maya, [])).not.toMatchObject({ slug: 'chain' })
    expect(await completionOf(db, [maya, lev])).toEqual([
      { employeeId: 'lev', slug: 'chain', startedAt: now.getTime(), completedAt: null },
      { employeeId: 'maya', slug: 'chain', startedAt: now.getTime(), completedAt: now.getTime() },
    ])
  },
)

onBothDatabases('the second try brings what was missed first, in other words', async ({ db }) => {
  const maya = await somebody(db, 'maya', now)
  await startModule(db, chain(), maya, now)
  await goThrough(db, maya, (best) => (best === 'a' ? 'b' : 'a'))
  const first = await latestAttempt(db, maya, 'chain')
  expect(await startModule(db, chain(), maya, later)).toBe('started')
  const second = await latestAttempt(db, maya, 'chain')
  expect(second).toMatchObject({ number: 2, step: firstQuestionStep(chain().plan) })
  const wordings = new Map(first?.answers.map((answer) => [answer.question, answer.variant]))
  expect(second?.answers.map(({ question }) => question).sort()).toEqual(
    [...wordings.keys()].sort(),
  )
  for (const { question, variant } of second?.answers ?? [])
    expect(variant).not.toBe(wordings.get(question))
  // Completion is the first one, whatever comes later.
  await goThrough(db, maya, (best) => best)
  expect((await completionOf(db, [maya]))[0]?.completedAt).toBe(now.getTime())
})

onBothDatabases(
  'who began an old version finishes it; the next try takes the new one',
  async ({ db }) => {
    const maya = await somebody(db, 'maya', now)
    await startModule(db, chain(), maya, now)
    const newer = structuredClone(chain())
    newer.plan.version = chain().plan.version + 1
    newer.texts.en.title = 'The chain, second edition'
    await startModule(db, newer, maya, later)
    expect((await walk(db, maya)).module.texts.en.title).toBe('The chain')
    await goThrough(db, maya, (best) => best)
    await startModule(db, newer, maya, later)
    expect((await walk(db, maya)).module.texts.en.title).toBe('The chain, second edition')
  },
)

onBothDatabases('a version that somebody began cannot change under them', async ({ db }) => {
  const maya = await somebody(db, 'maya', now)
  await startModule(db, chain(), maya, now)
  const changed = structuredClone(chain())
  changed.texts.en.title = 'Changed without a new version'
  changed.plan.draw = 2
  const lev = await somebody(db, 'lev', now)
  await startModule(db, changed, lev, later)
  expect((await walk(db, lev)).module.texts.en.title).toBe('The chain')
  expect((await walk(db, lev)).attempt.answers).toHaveLength(3)
})
