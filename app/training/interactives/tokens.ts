import { z } from 'zod'
import { id, line, rich } from './kind.ts'

/** Marks as tokens: where the bands lie, what score they give, how wide it is with n answers. */
export const plan = z.strictObject({
  id,
  kind: z.literal('tokens'),
  /** The marks, 0…10. */
  marks: z.array(z.number().int().min(0).max(10)).length(20),
})
export type Block = z.infer<typeof plan>

export const texts = () =>
  z.strictObject({
    title: line,
    body: rich,
    /** After the bands are set: why they lie there. */
    bands: z.strictObject({ why: rich }),
    /** After the score is entered: how it is worked out of these tokens. */
    score: z.strictObject({ why: rich }),
    /** Beside the slider of n: what the margin means. */
    margin: z.strictObject({ body: rich }),
    after: rich,
  })

/** Minutes a person spends here, besides reading. */
export const minutes = 0.8
