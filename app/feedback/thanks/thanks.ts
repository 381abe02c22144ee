import { z } from 'zod'
import { SIGNS } from '../kinds.ts'
import { LONGEST_THANKS } from './limits.ts'

/** One colleague thanks another for what a customer did because of them. Error texts are codes; the screen has the words. */
export const Thanks = z.object({
  /** Made with the form, so that sending it twice thanks once. */
  key: z.uuid(),
  to: z.string('missing').min(1, 'missing').max(60, 'missing'),
  sign: z.enum(SIGNS, 'missing'),
  words: z
    .string()
    .transform((text) => text.replaceAll('\0', '').replaceAll(/\s+/g, ' ').trim())
    .pipe(z.string().max(LONGEST_THANKS, 'long'))
    .default(''),
})
export type Thanks = z.input<typeof Thanks>
