import { z } from 'zod'
import { id, keyed, line, rich, sentence } from './kind.ts'

/** Figures the portal itself shows, graded by the reader before the portal says how far it trusts them. */
export const plan = z.strictObject({
  id,
  kind: z.literal('ours'),
  figures: z.array(z.enum(['site-score', 'link', 'money'])).min(1),
})
export type Block = z.infer<typeof plan>

export const texts = (block: Block) =>
  z.strictObject({
    title: line,
    body: rich,
    /** `prompt` asks about the figure; `why` says what to look for in it, whatever its size is today. */
    figures: keyed(block.figures, z.strictObject({ prompt: sentence, why: rich })),
    after: rich,
  })

/** Minutes a person spends here, besides reading. */
export const minutes = 0.4
