import { z } from 'zod'
import { GRADES, SIGNS, STATUSES, LONGEST } from './kinds.ts'

// PostgreSQL refuses NUL inside text; nobody types one.
const words = (longest: number) =>
  z
    .string()
    .transform((text) => text.replaceAll('\0', '').replaceAll('\r\n', '\n').trim())
    .pipe(z.string().max(longest, 'long'))
    .default('')

/** What a person logs. Error texts are codes; the screen has the words. */
export const Observation = z.object({
  /** Made with the form, so that sending it twice logs one observation. */
  key: z.uuid(),
  touchpoint: z.string('missing').min(1, 'missing').max(60, 'missing'),
  grade: z.enum(GRADES, 'missing'),
  signs: z.array(z.enum(SIGNS)).default([]),
  note: words(LONGEST),
  suggestion: words(LONGEST),
  /** The author's choice to be named to leader and colleagues. */
  named: z.boolean().default(false),
  /** Only asked of people who work above all sites; ignored for everybody else. */
  siteId: z.string().optional(),
})
export type Observation = z.input<typeof Observation>

export const Move = z.object({
  /** The status the leader was looking at. */
  from: z.enum(STATUSES),
  status: z.enum(STATUSES, 'missing'),
  reason: words(LONGEST),
})
export type Move = z.input<typeof Move>
