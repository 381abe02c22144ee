import type { Db } from '../../db/connect.ts'
import {
  answerKey,
  answerQuestion,
  latestAttempt,
  recordGuess,
  startModule,
} from '../training/attempt.server.ts'
import { fillCards } from '../training/cards/card.server.ts'
import { moduleBySlug } from '../training/content.server.ts'
import { walkOf } from '../training/module.server.ts'
import { stepsOf } from '../training/module.ts'
import { takeStep } from '../training/step.server.ts'
import { moment } from './day.ts'
import type { Made } from './people.server.ts'
import { ROLES } from './truth.ts'

/** A module of the front line's path that nobody of the printed links has begun. */
const FINISHED = 'loyal-or-stuck'

/** The employee of the printed link finished a module six days ago: all its questions are due again, one after a miss. */
export async function fillReview(db: Db, made: Made, now: Date): Promise<void> {
  const id = made.people.get(ROLES[0].staffNumber)!
  const module = moduleBySlug(FINISHED)
  if (!module) throw new Error(`no module ${FINISHED}`)
  const { plan } = module
  const when = moment(now, 6, 600)
  await startModule(db, module, id, when)
  const attempt = (await latestAttempt(db, id, FINISHED))!
  await recordGuess(db, attempt, 'a', when)
  for (const [position, drawn] of attempt.answers.entries()) {
    const right = answerKey(plan, drawn)
    const wrong = right === 'a' ? 'b' : 'a'
    await answerQuestion(db, plan, attempt, position, position === 0 ? wrong : right, when)
  }
  const walk = (await walkOf(db, id, FINISHED))!
  await takeStep(db, walk, stepsOf(plan).length, { choice: null }, when)
  await fillCards(db)
}
