import { z } from 'zod'
import { QuestionId, Text } from '../survey.ts'

const Item = z.strictObject({ id: QuestionId, text: Text })
const Asked = z.strictObject({ id: QuestionId, text: Text, hint: Text })

export const Driver = z.strictObject({
  id: QuestionId,
  name: Text,
  items: z.array(Item).min(3).max(5),
})
export type Driver = z.infer<typeof Driver>

/**
 * All that a pulse may ask without anybody writing a question of their own. A wording never changes under its id:
 * results of one id are compared from wave to wave.
 */
export const Bank = z
  .strictObject({
    drivers: z.array(Driver).min(1),
    enps: Asked,
    comments: z.array(Asked).min(1),
  })
  .refine(
    (bank) => {
      const ids = [bank.enps, ...bank.comments, ...bank.drivers.flatMap(({ items }) => items)]
      return new Set(ids.map(({ id }) => id)).size === ids.length
    },
    { message: 'two questions have the same id' },
  )
export type Bank = z.infer<typeof Bank>

/** The drivers whose mean is the loyalty index: trust in the leader, pride, shared goals, intent to stay. */
export const LOYALTY = ['trust', 'pride', 'goals', 'intent'] as const
