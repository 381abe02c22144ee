import { randomUUID } from 'node:crypto'
import type { Db, Trx } from '../../../db/connect.ts'
import type { ExamAnswerTable, ExamTable } from '../../../db/schema/training.ts'
import { wallClock } from '../../i18n/zone.ts'
import { answerKey, freezeModule, frozenModule } from '../attempt.server.ts'
import { isOptionId, type Language } from '../module.ts'
import { type Path, pathsOf } from '../path.ts'
import type { ScreenView } from '../screen.ts'
import { askedScreen, explained } from '../screen.server.ts'
import { issueCertificate } from './certificate.server.ts'
import { drawExam } from './exam-draw.ts'
import { EXAM_QUESTIONS, isPassed, progressOf } from './progress.ts'
import { modulesOn, standingOf } from './standing.server.ts'

export interface Exam extends ExamTable {
  /** In the order they are asked. */
  answers: ExamAnswerTable[]
}

export interface Company {
  name: string
  timeZone: string
}

/**
 * Opens a sitting, or finds the open one. 'not-yet': modules are missing, the days between two sittings or after one
 * that was not passed are not over, or a certificate stands. 'too-few': the path has fewer than ten questions.
 * 'not-mine': another role's path.
 */
export async function startExam(
  db: Db,
  me: { id: string; roles: readonly string[] },
  path: Path,
  { timeZone }: Company,
  now: Date,
): Promise<{ id: string } | 'not-yet' | 'too-few' | 'not-mine'> {
  if (!pathsOf(me.roles).includes(path)) return 'not-mine'
  const employeeId = me.id
  const time = now.getTime()
  const today = wallClock(time, timeZone).slice(0, 10)
  const modules = await modulesOn(db, path)
  return db.transaction().execute(async (trx) => {
    const standing = await standingOf(trx, employeeId, timeZone)
    const slugs = modules.map(({ plan }) => plan.id)
    const { state } = progressOf(path, slugs, standing, today)
    if (state.is === 'open') return { id: state.exam }
    if (state.is !== 'ready') return 'not-yet'

    const id = randomUUID()
    const earlier = await askedBefore(trx, employeeId, path)
    const drawn = drawExam(
      modules.map(({ plan }) => plan),
      id,
      earlier,
    )
    if (!drawn) return 'too-few'
    const inserted = await trx
      .insertInto('training_exam')
      .values({
        id,
        employee_id: employeeId,
        path,
        started_at: time,
        touched_at: time,
        finished_at: null,
        correct: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    // Another device was quicker by less than this transaction.
    if (inserted.numInsertedOrUpdatedRows !== 1n) return openExam(trx, employeeId, path)
    for (const module of modules) await freezeModule(trx, module, now)
    await trx
      .insertInto('training_exam_answer')
      .values(
        drawn.map((one, index) => ({
          exam_id: id,
          position: index + 1,
          ...one,
          version: modules.find(({ plan }) => plan.id === one.module)!.plan.version,
          choice: null,
          correct: null,
          answered_at: null,
        })),
      )
      .execute()
    return { id }
  })
}

async function openExam(trx: Trx, employeeId: string, path: Path): Promise<{ id: string }> {
  return trx
    .selectFrom('training_exam')
    .where('employee_id', '=', employeeId)
    .where('path', '=', path)
    .where('finished_at', 'is', null)
    .select('id')
    .executeTakeFirstOrThrow()
}

/** What this path's exams asked so far, the oldest first. */
async function askedBefore(trx: Trx, employeeId: string, path: Path) {
  return trx
    .selectFrom('training_exam as e')
    .innerJoin('training_exam_answer as a', 'a.exam_id', 'e.id')
    .where('e.employee_id', '=', employeeId)
    .where('e.path', '=', path)
    .orderBy('e.started_at')
    .select(['a.module', 'a.question', 'a.variant'])
    .execute()
}

/** A person's own exam; null for anybody else's and for none. */
export async function examOf(db: Db | Trx, employeeId: string, id: string): Promise<Exam | null> {
  const exam = await db
    .selectFrom('training_exam')
    .where('id', '=', id)
    .where('employee_id', '=', employeeId)
    .selectAll()
    .executeTakeFirst()
  if (!exam) return null
  const answers = await db
    .selectFrom('training_exam_answer')
    .where('exam_id', '=', id)
    .orderBy('position')
    .selectAll()
    .execute()
  return { ...exam, answers }
}

export interface ExamView extends ScreenView {
  position: number
  moduleTitle: string
}

/** Question `position` (1 first), or the first one not answered where that lies further on; null once all are. */
export async function examView(
  db: Db,
  { id, answers }: Exam,
  position: number,
  language: Language,
): Promise<ExamView | null> {
  const open = answers.find(({ choice }) => choice === null)
  const asked = answers.find((one) => one.position === position && one.choice !== null) ?? open
  if (!asked) return null
  const { module: slug, version, question, variant } = asked
  const { plan, texts } = await frozenModule(db, slug, version)
  const text = texts[language].questions[question]?.[variant]
  if (!text) throw new Error(`no wording ${question}/${variant} in ${slug}, version ${version}`)
  const screen = askedScreen(
    text,
    `${id}/${slug}/${question}`,
    asked.choice,
    answerKey(plan, { question, variant }),
    null,
    { now: asked.position, of: answers.length },
  )
  return {
    ...explained(screen, language),
    position: asked.position,
    moduleTitle: texts[language].title,
  }
}

/**
 * Stores the answer at `position`; the first stands. The tenth ends the sitting, and the second passed one issues the
 * certificate with it: both or neither. 'not-yet': a question before it is still open.
 */
export async function answerExam(
  db: Db,
  me: { id: string; name: string },
  examId: string,
  sent: { position: number; choice: unknown },
  company: Company,
  now: Date,
): Promise<'recorded' | 'choose-one' | 'not-yet' | 'no-such-exam'> {
  const time = now.getTime()
  return db.transaction().execute(async (trx) => {
    // Held until the end: of two last answers at once, one sees the other.
    const held = await trx
      .updateTable('training_exam')
      .set({ touched_at: time })
      .where('id', '=', examId)
      .where('employee_id', '=', me.id)
      .executeTakeFirst()
    const exam = held.numUpdatedRows === 1n ? await examOf(trx, me.id, examId) : null
    const asked = exam?.answers[sent.position - 1]
    if (!exam || !asked) return 'no-such-exam'
    if (asked.choice !== null) return 'recorded'
    if (exam.answers.some((one) => one.position < asked.position && one.choice === null))
      return 'not-yet'
    const { choice } = sent
    if (!isOptionId(choice)) return 'choose-one'

    const { plan } = await frozenModule(trx, asked.module, asked.version)
    const correct = choice === answerKey(plan, asked) ? 1 : 0
    await trx
      .updateTable('training_exam_answer')
      .set({ choice, correct, answered_at: time })
      .where('exam_id', '=', examId)
      .where('position', '=', asked.position)
      .execute()
    if (asked.position < EXAM_QUESTIONS) return 'recorded'

    const fitted = exam.answers.reduce((sum, one) => sum + (one.correct ?? 0), correct)
    await trx
      .updateTable('training_exam')
      .set({ finished_at: time, correct: fitted })
      .where('id', '=', examId)
      .execute()
    if (isPassed({ correct: fitted })) await certify(trx, me, exam.path, company, time)
    return 'recorded'
  })
}

/** Issues the certificate where this was the second passed sitting. */
async function certify(
  trx: Trx,
  me: { id: string; name: string },
  path: Path,
  company: Company,
  time: number,
): Promise<void> {
  const { exams, certificates } = await standingOf(trx, me.id, company.timeZone)
  const since = Math.max(
    0,
    ...certificates.filter((one) => one.path === path).map(({ revokedAt }) => revokedAt ?? 0),
  )
  const passed = exams.filter(
    (exam) => exam.path === path && exam.startedAt >= since && isPassed(exam),
  )
  const [first, second] = passed
  if (!first || !second) return
  const days = { firstOn: first.finishedOn!, issuedOn: second.finishedOn! }
  await issueCertificate(trx, { ...me, path, company: company.name, ...days }, time)
}

/** Modules in which an answer did not fit, in the order of the path: what to look at again. */
export async function lookAgain(
  db: Db,
  exam: Exam,
  language: Language,
): Promise<{ slug: string; title: string }[]> {
  const missed = exam.answers.filter(({ correct }) => correct === 0)
  const modules = new Map<string, { slug: string; title: string; order: number }>()
  for (const { module: slug, version } of missed) {
    const { plan, texts } = await frozenModule(db, slug, version)
    modules.set(slug, { slug, title: texts[language].title, order: plan.order })
  }
  return [...modules.values()]
    .toSorted((a, b) => a.order - b.order)
    .map(({ slug, title }) => ({ slug, title }))
}
