import type { z } from 'zod'
import type { Unfit } from './picture-file.server.ts'
import type { TextFault } from './text-fault.server.ts'

/** What is wrong in a file of a module: `message` in English, for who writes `content/`; the rest for words in any language. */
export type ContentFault = { message: string } & (
  | { of: 'file' | 'yaml' | 'aliases' | 'other' }
  | { of: 'picture'; why: Unfit | 'missing' }
  /** Refused by the schema; `missing`: nothing stands there at all. */
  | { of: 'schema'; issue: z.core.$ZodIssue; missing: boolean }
  | { of: 'text'; fault: TextFault['fault']; detail: string }
  /** A figure that the register does not know, or that the module quotes without naming it in module.yaml. */
  | { of: 'unknown-claim' | 'unlisted-claim'; claim: string }
  | { of: 'kind'; fault: string; details: Record<string, string> }
)

export interface FoundFault {
  file: string
  line: number
  /** Keys down to it, joined by dots; null for the file as a whole. */
  place: string | null
  fault: ContentFault
}
