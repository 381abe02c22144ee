import { z } from 'zod'
import { LONGEST_STEP, OUTCOMES, RECOVERY } from './kinds.ts'

// PostgreSQL refuses NUL inside text; nobody types one.
const words = z
  .string()
  .transform((text) => text.replaceAll('\0', '').replaceAll('\r\n', '\n').trim())
  .pipe(z.string().max(LONGEST_STEP, 'long'))
  .default('')

/** What was done for the customer. Error texts are codes; the screen has the words. */
export const Deed = z.object({
  move: z.enum(RECOVERY, 'missing'),
  words: words.pipe(z.string().min(1, 'missing')),
})
export type Deed = z.output<typeof Deed>

export const Closing = z.object({ outcome: z.enum(OUTCOMES, 'missing'), words })
export type Closing = z.output<typeof Closing>

/** What the customer says of it. */
export const Verdict = z.object({ solved: z.enum(['yes', 'no'], 'missing'), words })
export type Verdict = z.output<typeof Verdict>
