import fc from 'fast-check'
import { expect } from 'vitest'
import type { Db } from '../../db/connect.ts'
import { addEmployee } from '../../app/people/employee.server.ts'
import { addUnit } from '../../app/people/unit.server.ts'
import {
  answerKey,
  answerQuestion,
  completionOf,
  frozenModule,
  latestAttempt,
  startModule,
} from '../../app/training/attempt.server.ts'
import {
  answerCard,
  CARDS_A_DAY,
  cardsDue,
  cardView,
  fillCards,
  handOf,
  nextCardsOn,
} from '../../app/training/cards/card.server.ts'
import { content, moduleBySlug } from '../../app/training/content.server.ts'
import { walkOf } from '../../app/training/module.server.ts'
import { type Module, type OptionId, stepsOf } from '../../app/training/module.ts'
import { takeStep } from '../../app/training/step.server.ts'
import { noteShift, pauseStreak, streakOf } from '../../app/training/cards/streak.server.ts'
import { askedBy, planOf } from '../support/asked.ts'
import { onBothDatabases } from '../support/database.ts'

const start = Date.parse('2026-03-02T09:00:00Z')
const at = (days: number) => new Date(start + days * 86_400_000)
const day = (days: number) => at(days).toISOString().slice(0, 10)
const other = (best: OptionId): OptionId => (best === 'a' ? 'b' : 'a')

async function people(db: Db) {
  await addUnit(db, { id: 'team', parentId: null, code: 'team', name: 'Team', kind: 'team' })
  const person = (staffNumber: string, name: string) =>
    addEmployee(db, { staffNumber, name, unitId: 'team', locale: 'en' }, at(0))
  return { maya: await person('1', 'Maya'), lev: await person('2', 'Lev') }
}

/** Answers all questions of a new try, the first one wrong where asked to, and ends it. */
async function finish(db: Db, by: string, module: Module, days: number, missFirst = false) {
  await startModule(db, module, by, at(days))
  const slug = module.plan.id
  const attempt = (await latestAttempt(db, by, slug))!
  const { plan } = await frozenModule(db, slug, attempt.version)
  for (const [position, drawn] of attempt.answers.entries()) {
    const best = answerKey(plan, drawn)
    const choice = missFirst && position === 0 ? other(best) : best
    await answerQuestion(db, plan, attempt, position, choice, at(days))
  }
  const walk = (await walkOf(db, by, slug))!
  await takeStep(db, walk, stepsOf(plan).length, { choice: null }, at(days))
  return attempt.answers
}

const chain = () => moduleBySlug('chain')!
const cardsOf = (db: Db, employeeId: string) =>
  db
    .selectFrom('training_card')
    .where('employee_id', '=', employeeId)
    .orderBy('due_on')
    .orderBy('question')
    .selectAll()
    .execute()

async function next(db: Db, by: string, days: number) {
  return cardView(db, by, await handOf(db, by, day(days)), 99, day(days), 'en')
}

/** What would be right for the card that the screen names. */
async function bestOf(db: Db, card: string): Promise<OptionId> {
  const [, slug, question, variant, version] = /^(.+)\/(.+)\/(.+)@(\d+)$/.exec(card)!
  const { plan } = await frozenModule(db, slug!, Number(version))
  return answerKey(plan, { question: question!, variant: variant! })
}

async function answerNext(db: Db, by: string, days: number, right: boolean, unsure = false) {
  const view = await next(db, by, days)
  if (!view) return null
  const best = await bestOf(db, view.card)
  const sent = { card: view.card, choice: right ? best : other(best), unsure }
  return { ...view, position: await answerCard(db, by, sent, day(days), at(days)) }
}

onBothDatabases(
  'a finished module comes back: what was right after three days, what was wrong or not asked on the next',
  async ({ db }) => {
    const { maya, lev } = await people(db)
    expect(await cardsDue(db, maya, day(0), 'en')).toBeNull()
    expect(await nextCardsOn(db, maya, day(0))).toBeNull()
    const [missed, ...fitted] = await finish(db, maya, chain(), 0, true)
    const cards = await cardsOf(db, maya)
    expect(cards).toHaveLength(chain().plan.questions.length)
    for (const { question, due_on, wording } of cards) {
      const right = fitted.find((answer) => answer.question === question)
      expect(due_on).toBe(right ? day(3) : day(1))
      if (right) expect(wording).toBe(right.variant)
      if (question === missed?.question) expect(wording).toBe(missed.variant)
    }
    expect(await cardsDue(db, maya, day(0), 'en')).toBeNull()
    expect(await nextCardsOn(db, maya, day(0))).toBe(day(1))
    expect(await cardsDue(db, maya, day(1), 'en')).toMatchObject({ count: 3, newShift: true })
    // Nothing piles up over a month off.
    expect(await cardsDue(db, maya, day(30), 'he')).toMatchObject({ count: 5 })
    expect(await cardsDue(db, lev, day(30), 'en')).toBeNull()
    // A leader reads completion, and that knows nothing of cards.
    expect(Object.keys((await completionOf(db, [maya]))[0]!)).toEqual([
      'employeeId',
      'slug',
      'startedAt',
      'completedAt',
    ])
  },
)

onBothDatabases(
  'the key leaves after the answer, the first answer stands, and no wording comes twice in a row',
  async ({ db }) => {
    const { maya, lev } = await people(db)
    await finish(db, maya, chain(), 0)
    const before = (await next(db, maya, 3))!
    expect(JSON.stringify(before)).not.toMatch(/"best"|"why"|correct/)
    const [, question, wording] = /^chain\/(.+)\/(.+)@\d+$/.exec(before.card)!
    const text = chain().texts.en.questions[question!]![wording!]!
    expect(JSON.stringify(before)).not.toContain(text.options.a.why.slice(0, 20))
    const met = (await cardsOf(db, maya)).find((card) => card.question === question)!.wording
    expect(wording).not.toBe(met)

    const best = await bestOf(db, before.card)
    const send = (choice: unknown, card = before.card, by = maya) =>
      answerCard(db, by, { card, choice, unsure: false }, day(3), at(3))
    expect(await send('d')).toBe('choose-one')
    expect(await send(best, before.card.replace(/\d+$/, '99'))).toBe('not-due')
    expect(await send(best, before.card.replace(`/${wording}@`, `/${met}@`))).toBe('not-due')
    expect(await send(best, 'nonsense')).toBe('not-due')
    expect(await send(best, before.card, lev)).toBe('not-due')
    const twice = await Promise.all([send(best), send(best), send(other(best))])
    expect(twice).toEqual([1, 1, 1])
    const reviews = await db.selectFrom('training_review').selectAll().execute()
    expect(reviews).toHaveLength(1)
    const first = reviews[0]!.choice
    expect(await send(other(first))).toBe(1)

    const after = await cardView(db, maya, await handOf(db, maya, day(3)), 1, day(3), 'en')
    expect(after).toMatchObject({
      card: before.card,
      screen: { feedback: { choice: first, best }, question: { now: 1, of: 5 } },
      backOn: reviews[0]!.due_on,
    })
    // On the next day the same form is no longer waited for.
    const late = { card: before.card, choice: best, unsure: false }
    expect(await answerCard(db, maya, late, day(4), at(4))).toBe('not-due')
  },
)

onBothDatabases(
  'wrong returns before doubtful, doubtful before right; forgotten after months, it is relearned',
  async ({ db }) => {
    const { maya } = await people(db)
    await finish(db, maya, chain(), 0)
    const unasked = (await cardsOf(db, maya)).filter(({ reps }) => reps === 0)
    expect(unasked).toHaveLength(2)
    expect(await answerNext(db, maya, 1, true, true)).toMatchObject({ position: 1 })
    expect(await answerNext(db, maya, 1, false, true)).toMatchObject({ position: 2 })
    expect(await answerNext(db, maya, 1, true)).toBeNull()
    const reviews = await db
      .selectFrom('training_review')
      .orderBy('position')
      .select(['correct', 'unsure', 'due_on'])
      .execute()
    expect(reviews).toEqual([
      { correct: 1, unsure: 1, due_on: day(3) },
      { correct: 0, unsure: 1, due_on: day(2) },
    ])
    // Known for months, then forgotten: back within days, and soon for weeks again.
    const { question } = unasked[0]!
    const keep = { due_on: day(40), reviewed_on: day(1), stability: 57, difficulty: 2.1, state: 2 }
    await db
      .updateTable('training_card')
      .set({ due_on: day(900) })
      .execute()
    await db
      .updateTable('training_card')
      .set({ ...keep, reps: 3, lapses: 0 })
      .where('question', '=', question)
      .execute()
    const card = async () => (await cardsOf(db, maya)).find((one) => one.question === question)!
    await answerNext(db, maya, 40, false)
    const lapsed = await card()
    expect(lapsed.lapses).toBe(1)
    const back = (Date.parse(lapsed.due_on) - start) / 86_400_000
    expect(back).toBeLessThan(46)
    await answerNext(db, maya, Math.ceil(back), true)
    expect((await card()).due_on > lapsed.due_on).toBe(true)
  },
)

onBothDatabases(
  'whatever is due, answered or left alone: five a day at most, no question twice on a day, the longest overdue first',
  async ({ db }) => {
    const { maya } = await people(db)
    for (const module of content().modules.slice(0, 4)) await finish(db, maya, module, 0)
    const days = fc.array(fc.array(fc.boolean(), { maxLength: 8 }), {
      minLength: 20,
      maxLength: 20,
    })
    let today = 1
    for (const plan of fc.sample(days, { numRuns: 2, seed: 5 })) {
      for (const answers of plan) {
        today += 1 + (answers.length % 3)
        const waiting = (await cardsOf(db, maya)).filter(({ due_on }) => due_on <= day(today))
        const due = await cardsDue(db, maya, day(today), 'en')
        expect(due?.count ?? 0).toBe(Math.min(waiting.length, CARDS_A_DAY))
        for (const right of answers) await answerNext(db, maya, today, right)
        const done = await db
          .selectFrom('training_review')
          .where('day', '=', day(today))
          .orderBy('position')
          .selectAll()
          .execute()
        expect(done).toHaveLength(Math.min(answers.length, waiting.length, CARDS_A_DAY))
        const names = done.map(({ module, question }) => `${module}/${question}`)
        expect(new Set(names).size).toBe(names.length)
        const dueOn = (name: string) =>
          waiting.find(({ module, question }) => `${module}/${question}` === name)!.due_on
        expect(names.map(dueOn)).toEqual(names.map(dueOn).toSorted())
        for (const { module, question, wording } of done) {
          const shown = waiting.find((one) => one.module === module && one.question === question)
          expect(wording).not.toBe(shown?.wording)
        }
      }
    }
    const answered = await db.selectFrom('training_review').selectAll().execute()
    expect(answered.length).toBeGreaterThan(40)
  },
  60_000,
)

onBothDatabases(
  'a newer version brings its own questions with it, and what was learned stays',
  async ({ db }) => {
    const { maya } = await people(db)
    await finish(db, maya, chain(), 0)
    await answerNext(db, maya, 1, true)
    const known = (await cardsOf(db, maya)).filter(({ reps }) => reps > 0)
    const newer = structuredClone(chain())
    newer.plan.version++
    const [gone] = newer.plan.questions.splice(0, 1)
    newer.plan.questions.push({ ...structuredClone(gone!), id: 'new-one' })
    for (const texts of Object.values(newer.texts))
      texts.questions['new-one'] = texts.questions[gone!.id]!
    await finish(db, maya, newer, 2)
    const cards = await cardsOf(db, maya)
    expect(cards.map(({ question }) => question).toSorted()).toEqual(
      newer.plan.questions.map(({ id }) => id).toSorted(),
    )
    expect(cards.every(({ version }) => version === newer.plan.version)).toBe(true)
    for (const { question, due_on, stability } of known) {
      if (question === gone!.id) continue
      expect(cards.find((card) => card.question === question)).toMatchObject({ due_on, stability })
    }
  },
)

onBothDatabases(
  'what was finished before there were cards enters by itself, once; it goes with the person',
  async ({ db }) => {
    const { maya } = await people(db)
    await finish(db, maya, chain(), 0)
    const before = await cardsOf(db, maya)
    await db.deleteFrom('training_card').execute()
    await fillCards(db)
    expect(await cardsOf(db, maya)).toEqual(before)
    await answerNext(db, maya, 3, true)
    const after = await cardsOf(db, maya)
    await fillCards(db)
    expect(await cardsOf(db, maya)).toEqual(after)
    await db.deleteFrom('people_employee').where('id', '=', maya).execute()
    for (const table of ['training_card', 'training_review', 'training_streak'] as const)
      expect(await db.selectFrom(table).selectAll().execute()).toEqual([])
  },
)

onBothDatabases(
  'shifts with practice are counted while cards are due, and the person may pause the count',
  async ({ db }) => {
    const { maya, lev } = await people(db)
    await finish(db, maya, chain(), 0)
    const shifts = async () => (await streakOf(db, maya)).shifts
    const opens = async (days: number) => {
      const due = await cardsDue(db, maya, day(days), 'en')
      if (due?.newShift) await noteShift(db, maya, day(days))
      return due?.newShift
    }
    expect(await opens(1)).toBe(true)
    expect(await opens(1)).toBe(false)
    await answerNext(db, maya, 1, true)
    await answerNext(db, maya, 1, true)
    expect(await shifts()).toBe(1)
    await answerNext(db, maya, 9, true)
    expect(await shifts()).toBe(2)
    await opens(12)
    await opens(13)
    expect(await shifts()).toBe(0)
    await answerNext(db, maya, 13, true)
    await pauseStreak(db, maya, true)
    await pauseStreak(db, maya, true)
    expect(await opens(14)).toBe(false)
    expect(await streakOf(db, maya)).toMatchObject({ shifts: 1, paused: 1 })
    await pauseStreak(db, maya, false)
    expect(await shifts()).toBe(1)
    expect(await streakOf(db, lev)).toMatchObject({ shifts: 0 })
  },
)

onBothDatabases(
  'Today asks one question that indexes answer, however long the history',
  async ({ db, dialect }) => {
    const { maya } = await people(db)
    await finish(db, maya, chain(), 0)
    const asked = await askedBy(db, async () => {
      expect(await cardsDue(db, maya, day(9), 'en')).toMatchObject({ count: 5 })
    })
    expect(asked).toHaveLength(1)
    if (dialect !== 'sqlite') return
    const plan = await planOf(db, asked[0]!)
    expect(plan).toMatch(/SEARCH training_card USING COVERING INDEX training_card_due/)
    expect(plan).not.toMatch(/SCAN training/)
  },
)
