import { z } from 'zod'
import { LONGEST_PROMISE } from './limits.ts'

// PostgreSQL refuses NUL inside text; nobody types one.
const line = z
  .string()
  .transform((text) => text.replaceAll('\0', '').replaceAll(/\s+/g, ' ').trim())

/** What a leader writes down for a short talk. Error texts are codes; the screen has the words. */
export const Huddle = z.object({
  promise: line.pipe(z.string().min(1, 'missing').max(LONGEST_PROMISE, 'long')),
  /** The observation to talk about; '' for none. */
  friction: z.string().max(60).default(''),
  /** What became of the promise of last time; absent where there was none. */
  last: z.enum(['kept', 'dropped'], 'missing').optional(),
  outcome: line.pipe(z.string().max(LONGEST_PROMISE, 'long')).default(''),
})
export type Huddle = z.output<typeof Huddle>
