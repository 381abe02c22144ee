import { z } from 'zod'
import { MOST_QUESTIONS, Question, Survey, Text } from '../survey.ts'
import type { Bank } from './bank.ts'

/** One question: of the bank by its id, or written for this survey (a scale, a choice, a comment). */
export const Part = z.union([
  z.strictObject({ bank: z.string().min(1) }),
  z.strictObject({
    own: Question.refine(({ kind, driver }) => kind !== 'enps' && driver === undefined, {
      message: 'an own question is an item, a choice or a comment, and of no driver',
    }),
  }),
])
export type Part = z.infer<typeof Part>

export const SurveyDefinition = z.strictObject({
  title: Text,
  parts: z.array(Part).min(1).max(MOST_QUESTIONS),
})
export type SurveyDefinition = z.infer<typeof SurveyDefinition>

/** Every question of the bank as it is asked; items carry their driver. */
export function bankQuestions(bank: Bank): Map<string, Question> {
  const asked: Question[] = [
    { ...bank.enps, kind: 'enps' },
    ...bank.drivers.flatMap(({ id: driver, items }) =>
      items.map((item): Question => ({ ...item, kind: 'item', driver })),
    ),
    ...bank.comments.map((comment): Question => ({ ...comment, kind: 'comment' })),
  ]
  return new Map(asked.map((question) => [question.id, question]))
}

/**
 * The survey that a definition stands for, as a wave freezes it. Throws where a part names a question that the bank
 * does not have, or two parts are one question: a definition is checked before it is stored.
 */
export function composed(
  definition: SurveyDefinition,
  bank: Bank,
  id: string,
  version: number,
): Survey {
  const known = bankQuestions(bank)
  const questions = definition.parts.map((part) => {
    if ('own' in part) return part.own
    const question = known.get(part.bank)
    if (!question) throw new Error(`survey ${id}: the bank has no question ${part.bank}`)
    return question
  })
  return Survey.parse({ id, version, title: definition.title, questions })
}
