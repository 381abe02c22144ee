import { randomUUID } from 'node:crypto'
import { compiled, type Given } from '../../db/compiled.ts'
import type { Db, Trx } from '../../db/connect.ts'
import { together } from '../../db/together.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { AnswerTable, AttemptTable } from '../../db/schema/training.ts'
import { settleAssigned } from './assigning/done.server.ts'
import { publishedModules } from './catalogue.server.ts'
import { notePass } from './certificates/pass.server.ts'
import { drawQuestions } from './draw.ts'
import {
  firstQuestionStep,
  type Language,
  type Module,
  type ModulePlan,
  type OptionId,
  stepsOf,
} from './module.ts'
import { minutesLeft } from './pace.ts'
import { onPath } from './path.ts'
import { keepPictures } from './picture.server.ts'

export interface Attempt extends AttemptTable {
  /** In the order they are asked. */
  answers: AnswerTable[]
}

/** The version somebody walks through; what was frozen when it was first started, whatever the files say now. */
export async function frozenModule(db: Db | Trx, slug: string, version: number): Promise<Module> {
  // A version never changes, and to fetch one is to fetch all its texts: each connection asks once.
  const known = parsed.get(db) ?? new Map<string, Module>()
  parsed.set(db, known)
  const key = `${slug}@${version}`
  let module = known.get(key)
  if (!module) {
    const { body } = await db
      .selectFrom('training_version')
      .where('module', '=', slug)
      .where('version', '=', version)
      .select('body')
      .executeTakeFirstOrThrow()
    module = JSON.parse(body) as Module
    known.set(key, module)
  }
  return module
}

const parsed = new WeakMap<Db | Trx, Map<string, Module>>()

/** Keeps this version as it is now, if it is not kept yet: whoever walks it walks it to its end. */
export async function freezeModule(db: Db | Trx, published: Module, now: Date): Promise<void> {
  const { id: module, version } = published.plan
  const added = await db
    .insertInto('training_version')
    .values({ module, version, body: JSON.stringify(published), frozen_at: now.getTime() })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (added.numInsertedOrUpdatedRows === 1n) await keepPictures(db, published.plan, now)
}

/**
 * Opens a try of the newest published version, or leaves the open one as it is. The first try begins
 * with the first screen; a further one goes straight to its questions, other ones or other wordings.
 */
export async function startModule(
  db: Db,
  published: Module,
  by: string,
  now: Date,
  id: string = randomUUID(),
): Promise<'started' | 'open'> {
  const { id: slug, version } = published.plan
  const time = now.getTime()
  return db.transaction().execute(async (trx) => {
    await freezeModule(trx, published, now)
    await trx
      .insertInto('training_enrolment')
      .values({ employee_id: by, module: slug, started_at: time, completed_at: null })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    const last = await latestAttempt(trx, by, slug)
    if (last && last.finished_at === null) return 'open'

    const { plan } = await frozenModule(trx, slug, version)
    const number = (last?.number ?? 0) + 1
    const inserted = await trx
      .insertInto('training_attempt')
      .values({
        id,
        employee_id: by,
        module: slug,
        version,
        number,
        step: last ? firstQuestionStep(plan) : 1,
        steps: stepsOf(plan).length,
        guess: last?.guess ?? null,
        started_at: time,
        touched_at: time,
        finished_at: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (inserted.numInsertedOrUpdatedRows !== 1n) return 'open'
    const missed = last?.answers.filter((answer) => answer.correct === 0) ?? []
    const drawn = drawQuestions(
      plan,
      `${by}/${slug}`,
      number,
      missed.map((answer) => answer.question),
    )
    await trx
      .insertInto('training_answer')
      .values(
        drawn.map(({ question, variant }, position) => ({
          attempt_id: id,
          position,
          question,
          variant,
          choice: null,
          correct: null,
          answered_at: null,
        })),
      )
      .execute()
    return 'started'
  })
}

const lastTry = compiled((db: Db, given: Given<{ employeeId: string; slug: string }>) =>
  db
    .selectFrom('training_attempt')
    .where('employee_id', '=', given.employeeId)
    .where('module', '=', given.slug)
    .orderBy('number', 'desc')
    .limit(1)
    .selectAll(),
)
const drawnIn = compiled((db: Db, given: Given<{ attemptId: string }>) =>
  db
    .selectFrom('training_answer')
    .where('attempt_id', '=', given.attemptId)
    .orderBy('position')
    .selectAll(),
)

/** The open try, else the last finished one, with its drawn questions; null before the first start. */
export async function latestAttempt(
  db: Db | Trx,
  employeeId: string,
  slug: string,
): Promise<Attempt | null> {
  const [row] = await lastTry(db, { employeeId, slug })
  return row ? { ...row, answers: await drawnIn(db, { attemptId: row.id }) } : null
}

const reaching = compiled((db: Db, given: Given<{ id: string; to: number; time: number }>) =>
  db
    .updateTable('training_attempt')
    .set({ step: given.to, touched_at: given.time })
    .where('id', '=', given.id)
    .where('finished_at', 'is', null)
    .where('step', '<', given.to)
    .returning('step'),
)

/** Remembers how far the person came, for whatever device they take next; never goes back. */
export async function reachStep(db: Db, attempt: Attempt, step: number, now: Date): Promise<void> {
  const to = Math.min(step, attempt.steps)
  if (attempt.finished_at !== null || attempt.step >= to) return
  await together(db, (open) => reaching(open, { id: attempt.id, to, time: now.getTime() }))
}

const guessing = compiled((db: Db, given: Given<{ id: string; choice: OptionId; time: number }>) =>
  db
    .updateTable('training_attempt')
    .set({ guess: given.choice, touched_at: given.time })
    .where('id', '=', given.id)
    .where('guess', 'is', null)
    .returning('guess'),
)

/** The pre-question; the first guess stands, for its worth is that it came before the reading. */
export async function recordGuess(
  db: Db,
  attempt: Attempt,
  choice: OptionId,
  now: Date,
): Promise<'recorded' | 'already-answered'> {
  const values = { id: attempt.id, choice, time: now.getTime() }
  const written = await together(db, (open) => guessing(open, values))
  return written.length === 1 ? 'recorded' : 'already-answered'
}

interface Answering {
  id: string
  position: number
  choice: OptionId
  correct: 0 | 1
  time: number
}

const answering = compiled((db: Db, given: Given<Answering>) =>
  db
    .updateTable('training_answer')
    .set({ choice: given.choice, correct: given.correct, answered_at: given.time })
    .where('attempt_id', '=', given.id)
    .where('position', '=', given.position)
    .where('choice', 'is', null)
    .returning('position'),
)

/** The answer to the drawn question at `position` (0 first). The first answer stands. */
export async function answerQuestion(
  db: Db,
  plan: ModulePlan,
  attempt: Attempt,
  position: number,
  choice: OptionId,
  now: Date,
): Promise<'recorded' | 'already-answered'> {
  const drawn = attempt.answers[position]
  if (!drawn) throw new RangeError(`no question ${position} in this attempt`)
  const correct = choice === answerKey(plan, drawn) ? 1 : 0
  const values: Answering = { id: attempt.id, position, choice, correct, time: now.getTime() }
  const written = await together(db, (open) => answering(open, values))
  return written.length === 1 ? 'recorded' : 'already-answered'
}

/** The best option of a drawn wording. Stays on the server until the answer is posted. */
export function answerKey(
  plan: ModulePlan,
  drawn: Pick<AnswerTable, 'question' | 'variant'>,
): OptionId {
  const question = plan.questions.find(({ id }) => id === drawn.question)
  const variant = question?.variants.find(({ id }) => id === drawn.variant)
  if (!variant) throw new Error(`no wording ${drawn.question}/${drawn.variant} in this version`)
  return variant.answer
}

/** Ends a try once all its questions are answered. */
export async function finishModule(
  db: Db,
  attempt: Attempt,
  now: Date,
): Promise<'finished' | 'unanswered'> {
  const time = now.getTime()
  return inTransaction(db, async (trx) => {
    const open = await trx
      .selectFrom('training_answer')
      .where('attempt_id', '=', attempt.id)
      .where('choice', 'is', null)
      .select('position')
      .executeTakeFirst()
    if (open) return 'unanswered'
    await trx
      .updateTable('training_attempt')
      .set({ finished_at: time, touched_at: time, step: attempt.steps })
      .where('id', '=', attempt.id)
      .where('finished_at', 'is', null)
      .execute()
    await trx
      .updateTable('training_enrolment')
      .set({ completed_at: time })
      .where('employee_id', '=', attempt.employee_id)
      .where('module', '=', attempt.module)
      .where('completed_at', 'is', null)
      .execute()
    await notePass(trx, attempt, time)
    await settleAssigned(trx, attempt.employee_id, attempt.module, time)
    return 'finished'
  })
}

export interface Continue {
  slug: string
  /** The title in every language; the page speaks the reader's. */
  title: Record<Language, string>
  /** Left from that screen on, or the whole module. */
  minutes: Record<Language, number>
  /** The screen to go on with, 1 first; 0 where the module has not been started. */
  step: number
  of: number
}

/** Every module they were ever inside, with the try that is open, the one touched last first. */
const begunModules = compiled((db: Db, given: Given<{ employeeId: string }>) =>
  db
    .selectFrom('training_enrolment as e')
    .leftJoin('training_attempt as o', (join) =>
      join
        .onRef('o.employee_id', '=', 'e.employee_id')
        .onRef('o.module', '=', 'e.module')
        .on('o.finished_at', 'is', null),
    )
    .where('e.employee_id', '=', given.employeeId)
    .orderBy('o.touched_at', 'desc')
    .select(['e.module', 'e.completed_at as completedAt', 'o.version', 'o.step', 'o.steps']),
)

/**
 * What a person goes on with: the try touched last, else the first module of their path never completed; null when all
 * of the path is done.
 */
export async function continueFor(
  db: Db,
  employeeId: string,
  roles: readonly string[],
): Promise<Continue | null> {
  const modules = await publishedModules(db)
  const begun = await begunModules(db, { employeeId })
  for (const { module, version, step, steps } of begun) {
    if (version === null) continue
    const published = modules.find(({ plan }) => plan.id === module)
    // An older version, or a module that is offered no more: who is inside finishes it.
    const same = published?.plan.version === version
    return going(same ? published : await frozenModule(db, module, version), step!, steps!)
  }
  const done = new Set(begun.flatMap((one) => (one.completedAt === null ? [] : [one.module])))
  const next = modules.find(({ plan }) => onPath(plan, roles) && !done.has(plan.id))
  return next ? going(next, 0, stepsOf(next.plan).length) : null
}

/** Going on with a module from that screen (0: not started). */
export function going(module: Module, step: number, of: number): Continue {
  const { plan, texts } = module
  const left = (language: Language) => minutesLeft(module, language, Math.max(1, step))
  const title = { en: texts.en.title, ru: texts.ru.title, he: texts.he.title }
  const minutes = { en: left('en'), ru: left('ru'), he: left('he') }
  return { slug: plan.id, title, minutes, step, of }
}

export interface Completion {
  employeeId: string
  slug: string
  startedAt: number
  completedAt: number | null
}

/** Who began and completed what, the most a leader learns: no answers, no scores, no private line. */
export async function completionOf(db: Db, employeeIds: readonly string[]): Promise<Completion[]> {
  const found: Completion[] = []
  // Databases limit how many values one statement may name.
  for (let from = 0; from < employeeIds.length; from += 500) {
    const rows = await db
      .selectFrom('training_enrolment')
      .where('employee_id', 'in', employeeIds.slice(from, from + 500))
      .orderBy('employee_id')
      .orderBy('module')
      .selectAll()
      .execute()
    for (const row of rows)
      found.push({
        employeeId: row.employee_id,
        slug: row.module,
        startedAt: row.started_at,
        completedAt: row.completed_at,
      })
  }
  return found
}
