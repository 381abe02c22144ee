import { z } from 'zod'
import { shuffled } from '../draw.ts'
import type { ClaimGrade } from '../module.ts'
import type { TextNode } from '../text.ts'
import {
  type Acted,
  claimId,
  id,
  keyed,
  type KindFault,
  line,
  ref,
  rich,
  sentence,
  type Shown,
  type Tapped,
  tapped,
} from './kind.ts'

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
          place: ref('places'),
          /** The card quotes a figure of the register: its entry opens once the card is placed. */
          claim: claimId.optional(),
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
          params: { fault: 'gone' },
        })
    if (block.look === 'board' && block.places.length !== 4)
      context.addIssue({
        code: 'custom',
        path: ['places'],
        message: 'a board has four places',
        params: { fault: 'board' },
      })
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
type Texts = z.infer<ReturnType<typeof texts>>

/** In the order in which they were placed; where a card was put first it stays. */
export const work = (block: Block) =>
  z
    .array(
      z.strictObject({
        card: z.enum(block.cards.map((card) => card.id)),
        place: z.enum(block.places),
      }),
    )
    .min(1)
    .refine((placed) => new Set(placed.map(({ card }) => card)).size === placed.length)
type Work = { card: string; place: string }[]

export function act({ block, work, sent }: Tapped<Block, Work, null>): Acted<Work> {
  const placed = work ?? []
  const [put, card, place] = tapped(sent)
  const fits =
    put === 'put' &&
    block.cards.some(({ id }) => id === card) &&
    block.places.some((id) => id === place) &&
    !placed.some((one) => one.card === card)
  return { work: fits && card && place ? [...placed, { card, place }] : work }
}

export interface PlacedCard {
  id: string
  text: TextNode[]
  place: string
  /** Where it fits best. */
  best: string
  why: TextNode[]
  /** The figure it quotes, whose sheet can be opened. */
  claim: string | null
}

export function view({ block, text, work, seed, render, say }: Shown<Block, Texts, Work, null>) {
  const placed = work ?? []
  const left = shuffled(block.cards, seed).filter(
    ({ id }) => !placed.some(({ card }) => card === id),
  )
  const next = left[0]
  return {
    look: block.look,
    places: block.places.map((id) => ({ id, name: text.places[id]!.name })),
    of: block.cards.length,
    next: next ? { id: next.id, text: say(text.cards[next.id]!.text) } : null,
    placed: placed.map(({ card, place }): PlacedCard => {
      const { place: best, claim = null } = block.cards.find(({ id }) => id === card)!
      const { text: said, why } = text.cards[card]!
      return { id: card, text: say(said), place, best, why: render(why), claim }
    }),
    after: next ? null : render(text.after),
  }
}

/** Places of a board that grades figures are the register's own grades, and then they must agree with it. */
const GRADES: readonly string[] = [
  'solid',
  'contested',
  'folklore',
  'rhetoric',
] satisfies ClaimGrade[]

export function faults(block: Block, gradeOf: (claim: string) => string | undefined): KindFault[] {
  return block.cards.flatMap(({ claim, place }) => {
    const grade = claim && gradeOf(claim)
    if (!grade || !GRADES.includes(place) || place === grade) return []
    const message = `${claim} is ${grade} in the register, not ${place}`
    return [{ fault: 'grade', details: { claim, grade, place }, message }]
  })
}

export const quotes = (block: Block) => block.cards.flatMap((card) => card.claim ?? [])

/** Minutes a person spends here, besides reading. */
export const minutes = 0.8
