import type { Db } from '../../db/connect.ts'
import { inTransaction } from '../../db/transaction.ts'
import { answerQuestion, finishModule, reachStep, recordGuess } from './attempt.server.ts'
import { enterReview } from './cards/card.server.ts'
import type { Walk } from './module.server.ts'
import { firstQuestionStep, isOptionId, stepsOf } from './module.ts'

/** The screen to show next, 1 first; 'done' after the last; 'choose-one' where no option was sent. */
export type Taken = number | 'done' | 'choose-one'

/**
 * Does what a screen asks and saves it: an answer stays on its screen (to show why), reading goes on,
 * the screen of the line ends the try ('done'; its line is the caller's to keep). A finished try can be read again, and
 * nothing of it changes.
 */
export async function takeStep(
  db: Db,
  { module, attempt }: Walk,
  step: number,
  sent: { choice: unknown },
  now: Date,
): Promise<Taken> {
  const at = stepsOf(module.plan)[step - 1]
  if (!at) throw new RangeError(`no screen ${step} in this module`)

  if ('question' in at || at.block.kind === 'guess') {
    const { choice } = sent
    if (!isOptionId(choice)) return 'choose-one'
    // Two statements, one commit: each may be repeated, and an answer without the step is answered again in vain.
    await Promise.all([
      'question' in at
        ? answerQuestion(db, module.plan, attempt, at.question, choice, now)
        : recordGuess(db, attempt, choice, now),
      reachStep(db, attempt, step + 1, now),
    ])
    return step
  }
  if (at.block.kind !== 'line') {
    await reachStep(db, attempt, step + 1, now)
    return step + 1
  }
  if (attempt.finished_at !== null) return 'done'
  // What was learnt comes back from the moment it is finished: one commit for both.
  const finished = await inTransaction(db, async (trx) => {
    if ((await finishModule(trx, attempt, now)) === 'unanswered') return false
    await enterReview(trx, module.plan, attempt, now.getTime())
    return true
  })
  if (finished) return 'done'
  const open = attempt.answers.findIndex((answer) => answer.choice === null)
  return firstQuestionStep(module.plan) + Math.max(0, open)
}
