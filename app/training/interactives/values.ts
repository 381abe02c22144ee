import { z } from 'zod'
import { id, keyed, line, rich, sentence } from './kind.ts'

/** What our offer is strong in, ranked; then what each customer said; where the two meet lights up. */
export const plan = z
  .strictObject({
    id,
    kind: z.literal('values'),
    values: z.array(id).min(4).max(8),
    clients: z
      .array(z.strictObject({ id, values: z.array(id).min(1).max(3) }))
      .min(2)
      .max(4),
  })
  .superRefine((block, context) => {
    for (const client of block.clients)
      for (const value of client.values)
        if (!block.values.includes(value))
          context.addIssue({ code: 'custom', path: ['clients'], message: `no value ${value}` })
  })
export type Block = z.infer<typeof plan>

export const texts = (block: Block) =>
  z.strictObject({
    title: line,
    body: rich,
    values: keyed(block.values, z.strictObject({ name: line })),
    clients: keyed(
      block.clients.map((client) => client.id),
      /** `why`: which words point to which value, and what an honest answer is when we do not fit. */
      z.strictObject({ name: line, says: sentence, why: rich }),
    ),
    after: rich,
  })

/** Minutes a person spends here, besides reading. */
export const minutes = 0.7
