import type { Db } from '../../../db/connect.ts'
import {
  answerKey,
  answerQuestion,
  frozenModule,
  latestAttempt,
  startModule,
} from '../../../app/training/attempt.server.ts'
import { answerExam, examOf, startExam } from '../../../app/training/certificates/exam.server.ts'
import { modulesOn } from '../../../app/training/certificates/standing.server.ts'
import { walkOf } from '../../../app/training/module.server.ts'
import { type Module, type OptionId, stepsOf } from '../../../app/training/module.ts'
import type { Path } from '../../../app/training/path.ts'
import { takeStep } from '../../../app/training/step.server.ts'

export const COMPANY = { name: 'Lindenhof & Söhne', timeZone: 'Europe/Berlin' }

const DAY = 86_400_000
export const at = (days: number) => new Date(Date.parse('2026-03-02T09:00:00Z') + days * DAY)
export const day = (days: number) => at(days).toISOString().slice(0, 10)
export const other = (best: OptionId): OptionId => (best === 'a' ? 'b' : 'a')

/** Takes a round of a module to its end; the first `misses` answers do not fit. */
export async function round(db: Db, by: string, module: Module, now: Date, misses = 0) {
  const slug = module.plan.id
  await startModule(db, module, by, now)
  const attempt = (await latestAttempt(db, by, slug))!
  const { plan } = await frozenModule(db, slug, attempt.version)
  for (const [position, drawn] of attempt.answers.entries()) {
    const best = answerKey(plan, drawn)
    await answerQuestion(db, plan, attempt, position, position < misses ? other(best) : best, now)
  }
  await takeStep(db, (await walkOf(db, by, slug))!, stepsOf(plan).length, { choice: null }, now)
}

export async function passPath(db: Db, by: string, path: Path, now: Date) {
  for (const module of await modulesOn(db, path)) await round(db, by, module, now)
}

interface Person {
  id: string
  name: string
  roles: readonly string[]
}

/** Takes a whole sitting; `fits` of ten answers do. */
export async function sit(db: Db, me: Person, path: Path, now: Date, fits = 10): Promise<string> {
  const started = await startExam(db, me, path, COMPANY, now)
  if (typeof started === 'string') throw new Error(started)
  const exam = (await examOf(db, me.id, started.id))!
  for (const asked of exam.answers) {
    const { plan } = await frozenModule(db, asked.module, asked.version)
    const best = answerKey(plan, asked)
    const choice = asked.position <= fits ? best : other(best)
    await answerExam(db, me, started.id, { position: asked.position, choice }, COMPANY, now)
  }
  return started.id
}

/** Someone with the certificate of HR's path, the shortest. */
export async function certified(db: Db, me: Person, path: Path, from = 0) {
  await passPath(db, me.id, path, at(from))
  await sit(db, me, path, at(from))
  await sit(db, me, path, at(from + 7))
  return db
    .selectFrom('training_certificate')
    .where('employee_id', '=', me.id)
    .orderBy('issued_at', 'desc')
    .selectAll()
    .executeTakeFirstOrThrow()
}
