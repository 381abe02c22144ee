import { z } from 'zod'
import { id, keyed, line, rich, sentence } from './kind.ts'

/** Steps that a person brings into an order, with buttons up and down; then compares. */
export const plan = z.strictObject({
  id,
  kind: z.literal('order'),
  /** In the best order; shown shuffled. */
  steps: z.array(id).min(3).max(8),
})
export type Block = z.infer<typeof plan>

export const texts = (block: Block) =>
  z.strictObject({
    title: line,
    body: rich,
    /** `why`: why this step stands where it stands; shown after comparing. */
    steps: keyed(block.steps, z.strictObject({ text: sentence, why: rich })),
    after: rich,
  })

/** Minutes a person spends here, besides reading. */
export const minutes = 0.5
