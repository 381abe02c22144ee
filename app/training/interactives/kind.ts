import { z } from 'zod'
import type { Language } from '../module.ts'
import type { TextNode } from '../text.ts'

/** Ids of content: small letters, digits and hyphens. */
export const id = z.string().regex(/^[a-z][a-z0-9-]*$/, 'small letters, digits and hyphens')
/** One plain line: no Markdown, no tag, no figure. */
export const line = z.string().trim().min(1).meta({ text: 'line' })
/** A sentence that is shown before its answer: may hold `num` and `claim` tags; see text.server.ts. */
export const sentence = z.string().trim().min(1).meta({ text: 'sentence' })
/** A text in the small Markdown of text.server.ts. */
export const rich = z.string().trim().min(1).meta({ text: 'rich' })
/** The id of something in one of these lists of the same block: HR's form offers what is there. */
export const ref = (...lists: string[]) => id.meta({ refers: lists })
/** A figure of the register. */
export const claimId = z
  .string()
  .regex(/^C\d\d$/)
  .meta({ refers: ['claims'] })

/** An object with exactly these keys, each of the same shape. */
export function keyed<T extends z.ZodType>(ids: readonly string[], shape: T) {
  return z.strictObject(Object.fromEntries(ids.map((key) => [key, shape]))) as unknown as z.ZodType<
    Record<string, z.infer<T>>
  >
}

/** What a tap or a form sent; names are the kind's own but for `do`, which every tap carries. */
export type Sent = Pick<FormData, 'get' | 'getAll'>

export interface Doing<Block, Work, Tie> {
  block: Block
  /** What this person did here, null before the first tap. */
  work: Work | null
  /** What the portal knows for it (my site's score, the company's rule); null where it knows nothing. */
  tie: Tie | null
  /** Differs between persons, stays for one: for the order in which things stand (draw.ts has the dice). */
  seed: string
  language: Language
}

export interface Tapped<Block, Work, Tie> extends Doing<Block, Work, Tie> {
  sent: Sent
}

/**
 * What becomes of a tap: the new state, or one sentence saying what to do, in the person's language.
 * A tap that fits nothing any more (pressed twice, from an older page) leaves the state as it was.
 */
export type Acted<Work> = { work: Work | null } | { error: string }

export interface Shown<Block, Texts, Work, Tie> extends Doing<Block, Work, Tie> {
  text: Texts
  /** A text in the small Markdown. */
  render: (source: string) => TextNode[]
  /** A sentence shown before its answer: a figure it quotes has nothing to open yet. */
  say: (source: string) => TextNode[]
}

/** `fault` has words in every language (authoring/labels.server.ts), filled with `details`; `message` is for who writes `content/`. */
export interface KindFault {
  fault: string
  details: Record<string, string>
  message: string
}

/**
 * One kind of interactive: what module.yaml and the texts must hold for it, what is kept of a person,
 * what a tap does and what the browser gets. Its title and body are shown by the frame. Explanations
 * are in the view only for what has been tapped; the sheets of figures that the view mentions come
 * with it. Its pixels are in the .tsx of the same name; both are listed once, in kinds.ts and pixels.tsx.
 */
export interface Kind<
  Block extends { id: string; kind: string } = { id: string; kind: string },
  Texts extends { title: string } = { title: string },
  Work = unknown,
  View = unknown,
  Tie = unknown,
> {
  plan: z.ZodType<Block>
  // Methods, not properties: each kind takes its own block, and kinds.ts hands it no other.
  texts(block: Block): z.ZodType<Texts>
  /** What is kept; with `act`, absent where there is nothing to do. Stored work it refuses is forgotten. */
  work?(block: Block): z.ZodType<Work>
  act?(tapped: Tapped<Block, Work, Tie>): Acted<Work>
  view(shown: Shown<Block, Texts, Work, Tie>): View
  /** Figures of the register that module.yaml itself quotes here. */
  quotes?(block: Block): string[]
  /** What is wrong in view of the register. */
  faults?(block: Block, gradeOf: (claim: string) => string | undefined): KindFault[]
  /** Minutes a person spends here, besides reading. */
  minutes: number
}

/** The parts of `do="put:corner:shop"`; an empty list where nothing was tapped. */
export function tapped(sent: Sent): string[] {
  const value = sent.get('do')
  return typeof value === 'string' && value !== '' ? value.split(':') : []
}
