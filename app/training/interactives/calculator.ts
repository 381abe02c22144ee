import { z } from 'zod'
import { m } from '../../i18n/messages.ts'
import type { Lines } from '../promise-card.ts'
import { INPUT_RULES, type InputName, type ShareRule } from '../calculator.ts'
import { type Acted, id, line, rich, type Shown, type Tapped, tapped } from './kind.ts'

/** The chain with one's own numbers, and what a halved loss means for how long customers stay. */
export const plan = z.strictObject({ id, kind: z.literal('calculator') })
type Block = z.infer<typeof plan>

export const texts = () => z.strictObject({ title: line, body: rich, experiment: rich })
type Texts = z.infer<ReturnType<typeof texts>>

const FIELDS = [...INPUT_RULES.map(({ name }) => name), 'before', 'after'] as const
type Field = InputName | 'before' | 'after'
const typed = z.string().trim().min(1).max(20)

/** As it was typed, whole or not: the page says itself what is no number. */
export const work = () =>
  z.strictObject({
    typed: z.partialRecord(z.enum(FIELDS), typed),
    /** The thought experiment is open, not the chain. */
    stay: z.boolean(),
  })
interface Work {
  typed: Partial<Record<Field, string>>
  stay: boolean
}

/** How the company shares: its words, and its numbers where it gave any. */
export interface Rule {
  text: string
  language: string
  numbers: ShareRule | null
}

export interface Tie {
  /** Null where the company has set none. */
  rule: Rule | null
  /** What the nearest leader with an approved card promises; null where there is none. */
  promise: { leader: string; language: string; lines: Lines } | null
}

export function act({ work, sent }: Tapped<Block, Work, Tie>): Acted<Work> {
  const [, look] = tapped(sent)
  const now = { ...work?.typed }
  for (const field of FIELDS) {
    const value = sent.get(field)
    if (typeof value !== 'string') continue
    const text = value.trim().slice(0, 20)
    if (text === '') delete now[field]
    else now[field] = text
  }
  return { work: { typed: now, stay: look ? look === 'stay' : (work?.stay ?? false) } }
}

export function view({ text, work, tie, language, render }: Shown<Block, Texts, Work, Tie>) {
  const { before = '10', after = '5', ...typed } = work?.typed ?? {}
  return {
    typed,
    stay: work?.stay ?? false,
    before,
    after,
    experiment: render(text.experiment),
    rule: tie?.rule ?? null,
    promise: tie?.promise ?? null,
    // Words that only one screen needs stay out of every phone's bundle.
    how: [
      m.training_calc_band({}, { locale: language }),
      m.training_calc_formula({}, { locale: language }),
      m.training_calc_origin({}, { locale: language }),
      m.training_calc_decision({}, { locale: language }),
    ],
  }
}

/** Minutes a person spends here, besides reading. */
export const minutes = 1
