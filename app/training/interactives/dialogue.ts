import { z } from 'zod'
import { id, keyed, line, rich, sentence } from './kind.ts'

/** A talk or a case in turns: what happens, two or three answers, each leading on. */
export const plan = z
  .strictObject({
    id,
    kind: z.literal('dialogue'),
    /** The first is the beginning. */
    turns: z
      .array(
        z.strictObject({
          id,
          choices: z
            .array(
              z.strictObject({
                id: z.enum(['a', 'b', 'c']),
                /** Another turn, or an end. */
                to: id,
                /** How it serves the customer; told in `why`, shown as a sign with words. */
                fit: z.enum(['good', 'fair', 'poor']),
              }),
            )
            .min(2)
            .max(3),
        }),
      )
      .min(2),
    ends: z.array(id).min(1),
  })
  .superRefine((block, context) => {
    const known = [...block.turns.map((turn) => turn.id), ...block.ends]
    const refuse = (message: string) =>
      context.addIssue({ code: 'custom', path: ['turns'], message })
    if (new Set(known).size < known.length) refuse('an id stands twice')
    const reached = new Set<string>([block.turns[0]?.id ?? ''])
    // Forward only: a talk that could run in a circle would never end.
    for (const [index, turn] of block.turns.entries())
      for (const { to } of turn.choices) {
        reached.add(to)
        if (!known.includes(to)) refuse(`${turn.id} leads to ${to}, which does not exist`)
        if (block.turns.slice(0, index + 1).some((other) => other.id === to))
          refuse(`${turn.id} leads back to ${to}`)
      }
    for (const place of known) if (!reached.has(place)) refuse(`nothing leads to ${place}`)
  })
export type Block = z.infer<typeof plan>

export const texts = (block: Block) =>
  z.strictObject({
    title: line,
    body: rich,
    turns: z.strictObject(
      Object.fromEntries(
        block.turns.map((turn) => [
          turn.id,
          z.strictObject({
            /** What happens or is said; the customer's words in quotation marks. */
            says: sentence,
            choices: keyed(
              turn.choices.map((choice) => choice.id),
              z.strictObject({ text: sentence, why: rich }),
            ),
          }),
        ]),
      ),
    ),
    /** How it ended, and what one could try when walking it again. */
    ends: keyed(block.ends, z.strictObject({ title: line, body: rich })),
  })

/** Minutes a person spends here, besides reading. */
export const minutes = 0.6
