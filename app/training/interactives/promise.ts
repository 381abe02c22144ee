import { z } from 'zod'
import { id, line, rich } from './kind.ts'

/** The leader's three sentences to the team; HR approves them, then they stand under M1's last bar. */
export const plan = z.strictObject({ id, kind: z.literal('promise') })
export type Block = z.infer<typeof plan>

const field = z.strictObject({ label: line, hint: line })

export const texts = () =>
  z.strictObject({
    title: line,
    body: rich,
    /** What we share; how you can influence; how you grow. */
    fields: z.strictObject({ share: field, influence: field, growth: field }),
    /** What happens next, for who leads a team. */
    after: rich,
    /** For who leads nobody: what to do with these three lines. */
    after_without_team: rich,
  })

/** Minutes a person spends here, besides reading. */
export const minutes = 1
