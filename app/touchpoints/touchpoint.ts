import { z } from 'zod'

/** The four groups of K13, in the order they are taught. */
export const TOUCHPOINT_GROUPS = ['business', 'product', 'service', 'employee'] as const

export const Touchpoint = z.object({
  code: z.string().regex(/^[a-z][a-z0-9-]*$/),
  group: z.enum(TOUCHPOINT_GROUPS),
  /** Place in the customer's journey, 1 first. */
  order: z.number().int().min(1),
  // Strict: an unquoted comma in the YAML would cut a name short and make a key of the rest.
  name: z.strictObject({ en: z.string().min(1), ru: z.string().min(1), he: z.string().min(1) }),
})
export type Touchpoint = z.infer<typeof Touchpoint>

/** The answer about a whole visit, which belongs to no single touchpoint. */
export const WHOLE_VISIT = ''
