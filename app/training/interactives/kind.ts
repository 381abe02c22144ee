import { z } from 'zod'
import type { Language } from '../module.ts'
import type { TextNode } from '../text.ts'

/** Ids of content: small letters, digits and hyphens. */
export const id = z.string().regex(/^[a-z][a-z0-9-]*$/, 'small letters, digits and hyphens')
/** One plain line: no Markdown, no tag, no figure. */
export const line = z.string().trim().min(1)
/** A sentence that is shown before its answer: may hold `num` and `claim` tags; see text.server.ts. */
export const sentence = z.string().trim().min(1)
/** A text in the small Markdown of text.server.ts. */
export const rich = z.string().trim().min(1)

/** An object with exactly these keys, each of the same shape. */
export function keyed<T extends z.ZodType>(ids: readonly string[], shape: T) {
  return z.strictObject(Object.fromEntries(ids.map((key) => [key, shape]))) as unknown as z.ZodType<
    Record<string, z.infer<T>>
  >
}

/** What a tap or a form sent; names are the kind's own. */
export type Sent = Pick<FormData, 'get' | 'getAll'>

/** What becomes of it: the new state, or one sentence saying what to do, in the person's language. */
export type Acted<Work> = { work: Work } | { error: string }

export interface Shown<Block, Texts, Work, Tie> {
  block: Block
  text: Texts
  /** What this person did here, null before the first tap. */
  work: Work | null
  /** What the portal knows for it (my site's score, the company's rule); null where it knows nothing. */
  tie: Tie | null
  /** Differs between persons, stays for one: for the order in which things stand. */
  seed: string
  render: (source: string) => TextNode[]
  language: Language
}

/**
 * One kind of interactive: what module.yaml and the texts must hold for it, what is kept of a person,
 * what a tap does and what the browser gets. Explanations are in `view` only for what has been tapped.
 * Its pixels are in the .tsx of the same name; both are listed once, in kinds.ts and pixels.ts.
 */
export interface Kind<
  Block extends { id: string; kind: string } = never,
  Texts extends { title: string } = never,
  Work = never,
  View = unknown,
  Tie = never,
> {
  plan: z.ZodType<Block>
  texts: (block: Block) => z.ZodType<Texts>
  work: (block: Block) => z.ZodType<Work>
  act: (block: Block, work: Work | null, sent: Sent, language: Language) => Acted<Work>
  view: (shown: Shown<Block, Texts, Work, Tie>) => View
  /** Minutes a person spends here, besides reading. */
  minutes: number
}
