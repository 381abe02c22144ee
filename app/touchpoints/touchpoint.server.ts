import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { TOUCHPOINT_GROUPS, type Touchpoint } from './touchpoint.ts'

/** Here and not beside its type: a schema in a plain file travels to every phone that needs the groups. */
const Written: z.ZodType<Touchpoint> = z.object({
  code: z.string().regex(/^[a-z][a-z0-9-]*$/),
  group: z.enum(TOUCHPOINT_GROUPS),
  order: z.number().int().min(1),
  // Strict: an unquoted comma in the YAML would cut a name short and make a key of the rest.
  name: z.strictObject({ en: z.string().min(1), ru: z.string().min(1), he: z.string().min(1) }),
})

let loaded: Touchpoint[] | undefined

/** The touchpoints of content/touchpoints.yaml in the order of the customer's journey; throws on a malformed file. */
export function touchpoints(): Touchpoint[] {
  if (!loaded) {
    const file = path.join(process.cwd(), 'content', 'touchpoints.yaml')
    const list = z.array(Written).parse(parse(readFileSync(file, 'utf8')))
    loaded = list.sort((a, b) => a.order - b.order)
  }
  return loaded
}

export function touchpointByCode(code: string): Touchpoint | null {
  return touchpoints().find((touchpoint) => touchpoint.code === code) ?? null
}
