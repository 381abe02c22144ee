import { z } from 'zod'
import type { TextNode } from '../text.ts'
import {
  type Acted,
  id,
  keyed,
  line,
  rich,
  sentence,
  type Shown,
  type Tapped,
  tapped,
} from './kind.ts'

/** Figures the portal itself shows, graded by the reader before the portal says how far it trusts them. */
export const plan = z.strictObject({
  id,
  kind: z.literal('ours'),
  figures: z.array(z.enum(['site-score', 'link', 'money'])).min(1),
})
type Block = z.infer<typeof plan>
export type FigureName = Block['figures'][number]

export const texts = (block: Block) =>
  z.strictObject({
    title: line,
    body: rich,
    /** `prompt` asks about the figure; `why` says what to look for in it, whatever its size is today. */
    figures: keyed(block.figures, z.strictObject({ prompt: sentence, why: rich })),
    after: rich,
  })
type Texts = z.infer<ReturnType<typeof texts>>

/** I would rely on it; with care; not yet. */
export const TRUST = ['rely', 'care', 'not-yet'] as const
export type Trust = (typeof TRUST)[number]

export const work = (block: Block) =>
  z
    .array(z.strictObject({ figure: z.enum(block.figures), trust: z.enum(TRUST) }))
    .min(1)
    .refine((graded) => new Set(graded.map(({ figure }) => figure)).size === graded.length)
type Work = { figure: FigureName; trust: Trust }[]

/** One of the portal's figures as it stands for this person today; sentences in their language. */
export interface Figure {
  /** The figure itself, with its n and its range, or what is missing. */
  says: string[]
  /** Points −100…100, where there is something to draw. */
  bar: { low: number; high: number; value: number | null } | null
  /** How far the portal relies on it itself, and why. */
  trust: Trust
  because: string
}
export type Tie = Record<FigureName, Figure>

export function act({ block, work, sent }: Tapped<Block, Work, Tie>): Acted<Work> {
  const graded = work ?? []
  const [step, figure, trust] = tapped(sent)
  const known = block.figures.find((id) => id === figure)
  const grade = TRUST.find((id) => id === trust)
  const first = !graded.some((one) => one.figure === known)
  return step === 'trust' && known && grade && first
    ? { work: [...graded, { figure: known, trust: grade }] }
    : { work }
}

export interface OwnFigure {
  id: FigureName
  prompt: TextNode[]
  says: string[]
  bar: Figure['bar']
  /** Null until it is graded: the portal's own judgement would lead the reader's. */
  graded: { mine: Trust; portal: Trust; because: string; why: TextNode[] } | null
}

export function view({ block, text, work, tie, render, say }: Shown<Block, Texts, Work, Tie>) {
  const graded = work ?? []
  const shown = block.figures.slice(0, graded.length + 1)
  return {
    of: block.figures.length,
    figures: shown.map((id): OwnFigure => {
      const mine = graded.find(({ figure }) => figure === id)?.trust
      const figure = tie?.[id]
      return {
        id,
        prompt: say(text.figures[id]!.prompt),
        says: figure?.says ?? [],
        bar: figure?.bar ?? null,
        graded:
          mine === undefined
            ? null
            : {
                mine,
                portal: figure?.trust ?? 'not-yet',
                because: figure?.because ?? '',
                why: render(text.figures[id]!.why),
              },
      }
    }),
    after: graded.length === block.figures.length ? render(text.after) : null,
  }
}

/** Minutes a person spends here, besides reading. */
export const minutes = 0.4
