import { z } from 'zod'
import { id, keyed, line, rich, sentence } from './kind.ts'

/**
 * Each card goes to one of two to four places: signs and decoys, the four fields of a board, what to do
 * for a customer, how well a figure is known.
 */
export const plan = z
  .strictObject({
    id,
    kind: z.literal('place'),
    /** `list`: a column of cards. `board`: the four places as a two-by-two board, first row first. */
    look: z.enum(['list', 'board']),
    places: z.array(id).min(2).max(4),
    cards: z
      .array(
        z.strictObject({
          id,
          place: id,
          /** The card quotes a figure of the register: its entry opens once the card is placed. */
          claim: z
            .string()
            .regex(/^C\d\d$/)
            .optional(),
        }),
      )
      .min(3)
      .max(16),
  })
  .superRefine((block, context) => {
    for (const [index, card] of block.cards.entries())
      if (!block.places.includes(card.place))
        context.addIssue({
          code: 'custom',
          path: ['cards', index, 'place'],
          message: 'no such place',
        })
    if (block.look === 'board' && block.places.length !== 4)
      context.addIssue({ code: 'custom', path: ['places'], message: 'a board has four places' })
  })
export type Block = z.infer<typeof plan>

export const texts = (block: Block) =>
  z.strictObject({
    title: line,
    body: rich,
    places: keyed(block.places, z.strictObject({ name: line })),
    cards: keyed(
      block.cards.map((card) => card.id),
      /** `why` is shown once the card is placed, wherever it was placed. */
      z.strictObject({ text: sentence, why: rich }),
    ),
    /** Shown when all cards are placed. */
    after: rich,
  })

/** Minutes a person spends here, besides reading. */
export const minutes = 0.8
