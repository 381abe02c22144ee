import fc from 'fast-check'
import { expect, test } from 'vitest'
import { content } from '../../../app/training/content.server.ts'
import {
  answerKey,
  completionOf,
  freezeModule,
  frozenModule,
} from '../../../app/training/attempt.server.ts'
import { catalogueChanged } from '../../../app/training/catalogue.server.ts'
import { drawExam, type ExamQuestion } from '../../../app/training/certificates/exam-draw.ts'
import {
  answerExam,
  examOf,
  examView,
  lookAgain,
  startExam,
} from '../../../app/training/certificates/exam.server.ts'
import { revokeCertificate } from '../../../app/training/certificates/certificate.server.ts'
import {
  modulesOn,
  progressFor,
  sittingOf,
} from '../../../app/training/certificates/standing.server.ts'
import { overviewOf } from '../../../app/training/module.server.ts'
import * as migration from '../../../db/migrations/0015_training_certificates.ts'
import { onBothDatabases } from '../../support/database.ts'
import { somebody } from '../somebody.ts'
import { at, certified, COMPANY, day, other, passPath, round, sit } from './passing.ts'

const { timeZone } = COMPANY
const hr = { id: 'maya', name: 'Maya', roles: ['hr'] }

test('an exam asks ten different questions, spread evenly over the path', () => {
  for (const path of ['employee', 'leader', 'hr'] as const) {
    const plans = content()
      .modules.map(({ plan }) => plan)
      .filter(({ roles }) => roles.includes(path))
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const drawn = drawExam(plans, seed, [])!
        expect(new Set(drawn.map(({ module, question }) => `${module}/${question}`)).size).toBe(10)
        const counts = plans.map(({ id }) => drawn.filter(({ module }) => module === id).length)
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
        for (const { module, question, variant } of drawn) {
          const plan = plans.find(({ id }) => id === module)!
          const asked = plan.questions.find(({ id }) => id === question)!
          expect(asked.variants.map(({ id }) => id)).toContain(variant)
        }
      }),
      { numRuns: 60 },
    )
  }
})

test('what was asked before comes in other words, and what was never asked comes first', () => {
  // Eleven questions in two modules, so that most come again.
  const plans = content()
    .modules.map(({ plan }) => plan)
    .filter(({ questions }) => questions.length >= 5)
    .slice(0, 2)
    .map((plan, index) => ({ ...plan, questions: plan.questions.slice(0, 5 + index) }))
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 2, maxLength: 6 }), (seeds) => {
      const earlier: ExamQuestion[] = []
      for (const seed of seeds) {
        const drawn = drawExam(plans, seed, earlier)
        if (plans[1]!.questions.length + plans[0]!.questions.length < 10) {
          expect(drawn).toBeNull()
          return
        }
        for (const { module, question, variant } of drawn!) {
          const last = earlier.findLast((o) => o.module === module && o.question === question)
          expect(variant).not.toBe(last?.variant)
        }
        earlier.push(...drawn!)
      }
      const times = plans.map(({ id, questions }) =>
        questions.map(
          (one) => earlier.filter((o) => o.module === id && o.question === one.id).length,
        ),
      )
      for (const each of times) expect(Math.max(...each) - Math.min(...each)).toBeLessThanOrEqual(1)
    }),
    { numRuns: 40 },
  )
  expect(drawExam(plans.slice(0, 1), 'any', [])).toBeNull()
})

onBothDatabases(
  'a module is passed with every answer of one round right, in any number of rounds',
  async ({ db }) => {
    const maya = await somebody(db, 'maya', at(0))
    const chain = (await modulesOn(db, 'hr'))[0]!
    const passed = async () => (await overviewOf(db, maya, chain.plan.id, 'en'))?.passed
    await round(db, maya, chain, at(0), 1)
    expect(await passed()).toBe(false)
    expect((await completionOf(db, [maya]))[0]?.completedAt).toBe(at(0).getTime())
    await round(db, maya, chain, at(1), 1)
    expect(await passed()).toBe(false)
    await round(db, maya, chain, at(2))
    expect(await passed()).toBe(true)
    // A worse round afterwards takes nothing away, and the day stays.
    await round(db, maya, chain, at(3), 3)
    const rows = await db.selectFrom('training_pass').selectAll().execute()
    expect(rows).toMatchObject([{ employee_id: maya, passed_at: at(2).getTime() }])
    // What a leader reads of a person is what it was before there were passes.
    expect(Object.keys((await completionOf(db, [maya]))[0]!)).toEqual([
      'employeeId',
      'slug',
      'startedAt',
      'completedAt',
    ])
  },
)

onBothDatabases(
  'of histories from before, the first round in which all fitted counts as the pass',
  async ({ db }) => {
    const maya = await somebody(db, 'maya', at(0))
    const lev = await somebody(db, 'lev', at(0))
    const chain = (await modulesOn(db, 'hr'))[0]!
    await round(db, maya, chain, at(0), 1)
    await round(db, maya, chain, at(1))
    await round(db, maya, chain, at(2))
    await round(db, lev, chain, at(0), 1)
    const before = await db.selectFrom('training_pass').selectAll().execute()
    expect(before).toHaveLength(1)
    for (const table of [
      'training_record_store',
      'training_statement',
      'training_badge_key',
      'training_certificate',
      'training_exam_answer',
      'training_exam',
      'training_pass',
    ])
      await db.schema.dropTable(table).execute()
    await migration.up(db)
    expect(await db.selectFrom('training_pass').selectAll().execute()).toEqual(before)
  },
)

onBothDatabases(
  'eight of ten twice, seven days apart, make a certificate, and nothing less does',
  async ({ db }) => {
    await somebody(db, 'maya', at(0))
    const state = async (days: number) =>
      (await progressFor(db, 'maya', 'hr', timeZone, day(days))).state
    const start = (days: number) => startExam(db, hr, 'hr', COMPANY, at(days))
    expect(await start(0)).toBe('not-yet')
    const [first, ...rest] = await modulesOn(db, 'hr')
    for (const module of rest) await round(db, 'maya', module, at(0))
    expect(await start(0)).toBe('not-yet')
    expect(await progressFor(db, 'maya', 'hr', timeZone, day(0))).toMatchObject({
      state: { is: 'learning' },
      passed: rest.length,
      of: rest.length + 1,
    })
    await round(db, 'maya', first!, at(0))
    expect(await state(0)).toEqual({ is: 'ready' })

    // Seven fit: not passed, and a day of rest.
    await sit(db, hr, 'hr', at(0), 7)
    expect(await state(0)).toEqual({ is: 'waiting', from: day(1), why: 'rest' })
    expect(await start(0)).toBe('not-yet')
    const one = await sit(db, hr, 'hr', at(1), 8)
    expect(await state(1)).toEqual({ is: 'waiting', from: day(8), why: 'apart' })
    for (const days of [1, 2, 7]) expect(await start(days)).toBe('not-yet')
    // The second may fail too; the first stays passed.
    await sit(db, hr, 'hr', at(8), 0)
    expect(await state(8)).toEqual({ is: 'waiting', from: day(9), why: 'rest' })
    expect(await db.selectFrom('training_certificate').selectAll().execute()).toEqual([])
    const two = await sit(db, hr, 'hr', at(9), 8)
    const rows = await db.selectFrom('training_certificate').selectAll().execute()
    expect(rows).toMatchObject([
      {
        employee_id: 'maya',
        path: 'hr',
        name: 'Maya',
        company: COMPANY.name,
        first_on: day(1),
        issued_on: day(9),
        revoked_at: null,
      },
    ])
    expect(await state(9)).toMatchObject({ is: 'certified', certificate: rows[0]!.id })
    expect(await start(30)).toBe('not-yet')
    const sittings = [one, two].map(async (id) =>
      sittingOf(db, (await examOf(db, 'maya', id))!, timeZone),
    )
    expect(await Promise.all(sittings)).toEqual([1, 2])

    // Asked again only in other words.
    const answers = await db
      .selectFrom('training_exam_answer as a')
      .innerJoin('training_exam as e', 'e.id', 'a.exam_id')
      .orderBy('e.started_at')
      .select(['a.module', 'a.question', 'a.variant'])
      .execute()
    const last = new Map<string, string>()
    for (const { module, question, variant } of answers) {
      expect(last.get(`${module}/${question}`)).not.toBe(variant)
      last.set(`${module}/${question}`, variant)
    }
  },
)

onBothDatabases(
  'a sitting survives leaving; its keys come after each answer, the first answer stands, and it is nobody else’s',
  async ({ db }) => {
    await somebody(db, 'maya', at(0))
    await somebody(db, 'lev', at(0))
    await passPath(db, 'maya', 'hr', at(0))
    expect(await startExam(db, { ...hr, roles: [] }, 'hr', COMPANY, at(0))).toBe('not-mine')
    const opened = await Promise.all([1, 2, 3].map(() => startExam(db, hr, 'hr', COMPANY, at(0))))
    expect(new Set(opened.map((one) => JSON.stringify(one))).size).toBe(1)
    const { id } = opened[0] as { id: string }
    const exam = async () => (await examOf(db, 'maya', id))!
    expect(await examOf(db, 'lev', id)).toBeNull()

    const before = JSON.stringify(await examView(db, await exam(), 1, 'he'))
    expect(before).not.toMatch(/"best"|"why"|correct/)
    const first = (await exam()).answers[0]!
    const { plan } = await frozenModule(db, first.module, first.version)
    const best = answerKey(plan, first)
    const send = (position: number, choice: unknown, by = hr) =>
      answerExam(db, by, id, { position, choice }, COMPANY, at(0))
    expect(await send(1, 'd')).toBe('choose-one')
    expect(await send(2, 'a')).toBe('not-yet')
    expect(await send(11, 'a')).toBe('no-such-exam')
    expect(await send(1, best, { ...hr, id: 'lev' })).toBe('no-such-exam')
    // A double tap arrives at once; another choice comes after it.
    await Promise.all([send(1, best), send(1, best)])
    await send(1, other(best))
    expect((await exam()).answers[0]).toMatchObject({ choice: best, correct: 1 })
    const after = await examView(db, await exam(), 1, 'he')
    expect(after?.screen).toMatchObject({ feedback: { choice: best, best } })
    // Days later it goes on with the second question, whatever address is asked for.
    expect(await examView(db, await exam(), 9, 'en')).toMatchObject({ position: 2 })
    expect(await startExam(db, hr, 'hr', COMPANY, at(5))).toEqual({ id })
  },
)

onBothDatabases(
  'a sitting that was not passed says which modules to look at again, and no answers',
  async ({ db }) => {
    await somebody(db, 'maya', at(0))
    await passPath(db, 'maya', 'hr', at(0))
    const exam = (await examOf(db, 'maya', await sit(db, hr, 'hr', at(0), 7)))!
    expect(exam.correct).toBe(7)
    const again = await lookAgain(db, exam, 'ru')
    const missed = new Set(exam.answers.slice(7).map(({ module }) => module))
    expect(again.map(({ slug }) => slug).toSorted()).toEqual([...missed].toSorted())
    for (const one of again) expect(Object.keys(one)).toEqual(['slug', 'title'])
  },
)

onBothDatabases(
  'after a certificate was revoked both exams are taken anew, and what was passed before does not count',
  async ({ db }) => {
    await somebody(db, 'maya', at(0))
    await somebody(db, 'boss', at(0))
    const { id } = await certified(db, hr, 'hr')
    const revoke = (reason: string) => revokeCertificate(db, id, { id: 'boss' }, reason, at(10))
    expect(await revoke('  ')).toBe('reason')
    expect(await revoke('Issued to the wrong person')).toBe('revoked')
    expect(await revoke('Again')).toBe('gone')
    const now = await progressFor(db, 'maya', 'hr', timeZone, day(10))
    expect(now).toMatchObject({
      state: { is: 'ready' },
      sitting: 1,
      revoked: { certificate: id, on: day(10), reason: 'Issued to the wrong person' },
    })
    await sit(db, hr, 'hr', at(11))
    expect(await db.selectFrom('training_certificate').selectAll().execute()).toHaveLength(1)
    await sit(db, hr, 'hr', at(18))
    expect(await progressFor(db, 'maya', 'hr', timeZone, day(18))).toMatchObject({
      state: { is: 'certified', issuedOn: day(18) },
      revoked: null,
    })
  },
)

onBothDatabases(
  'a module that HR wrote belongs to the certificate of its path, and is called by its own name in the exam',
  async ({ db }) => {
    const maya = await somebody(db, 'maya', at(0))
    const own = structuredClone((await modulesOn(db, 'hr'))[0]!)
    own.plan = { ...own.plan, id: 'our-way', version: 1, order: 40 }
    own.texts.ru.title = 'Как принято у нас'
    await freezeModule(db, own, at(0))
    const by = { module: 'our-way', version: 1, by_id: maya, at: at(0).getTime() }
    await db.insertInto('training_publication').values(by).execute()
    await catalogueChanged(db)
    const path = await modulesOn(db, 'hr')
    expect(path.at(-1)?.plan.id).toBe('our-way')
    for (const module of path.slice(0, -1)) await round(db, maya, module, at(0))
    expect(await startExam(db, hr, 'hr', COMPANY, at(1))).toBe('not-yet')
    await round(db, maya, path.at(-1)!, at(1))
    const started = (await startExam(db, hr, 'hr', COMPANY, at(1))) as { id: string }
    const exam = (await examOf(db, maya, started.id))!
    const asked = exam.answers.filter(({ module }) => module === 'our-way')
    expect(asked.length).toBeGreaterThan(0)
    const answers = [{ ...asked[0]!, position: 1, choice: null }]
    const view = await examView(db, { ...exam, answers }, 1, 'ru')
    expect(view?.moduleTitle).toBe('Как принято у нас')
  },
)
