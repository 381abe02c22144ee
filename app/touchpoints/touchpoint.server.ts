import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { Touchpoint } from './touchpoint.ts'

let loaded: Touchpoint[] | undefined

/** The touchpoints of content/touchpoints.yaml in the order of the customer's journey; throws on a malformed file. */
export function touchpoints(): Touchpoint[] {
  if (!loaded) {
    const file = path.join(process.cwd(), 'content', 'touchpoints.yaml')
    const list = z.array(Touchpoint).parse(parse(readFileSync(file, 'utf8')))
    loaded = list.sort((a, b) => a.order - b.order)
  }
  return loaded
}

export function touchpointByCode(code: string): Touchpoint | null {
  return touchpoints().find((touchpoint) => touchpoint.code === code) ?? null
}
