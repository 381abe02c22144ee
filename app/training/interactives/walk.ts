import { z } from 'zod'
import { id, line, rich } from './kind.ts'

/** A walk through one's own place: touchpoints, a grade for each, one fix where one comes to mind. */
export const plan = z.strictObject({
  id,
  kind: z.literal('walk'),
  /** How many touchpoints to choose. */
  choose: z.number().int().min(3).max(12),
})
export type Block = z.infer<typeof plan>

export const texts = () =>
  z.strictObject({
    title: line,
    body: rich,
    after: rich,
  })

/** Minutes a person spends here, besides reading. */
export const minutes = 1.5
