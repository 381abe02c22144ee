import { z } from 'zod'
import { m } from '../../i18n/messages.ts'
import { type Margin, marginAt } from '../../statistics/margin.ts'
import { bandOf, countsOf, isScore, npsOf } from '../../statistics/scores.ts'
import type { TextNode } from '../text.ts'
import { type Acted, id, line, rich, type Shown, type Tapped, tapped } from './kind.ts'

/** Marks as tokens: where the bands lie, what score they give, how wide it is with n answers. */
export const plan = z.strictObject({
  id,
  kind: z.literal('tokens'),
  /** The marks, 0…10. */
  marks: z.array(z.number().int().min(0).max(10)).length(20),
})
type Block = z.infer<typeof plan>

export const texts = () =>
  z.strictObject({
    title: line,
    body: rich,
    /** After the bands are set: why they lie there. */
    bands: z.strictObject({ why: rich }),
    /** After the score is entered: how it is worked out of these tokens. */
    score: z.strictObject({ why: rich }),
    /** Beside the slider of n: what the margin means. */
    margin: z.strictObject({ body: rich }),
    after: rich,
  })
type Texts = z.infer<ReturnType<typeof texts>>

/** How many answers the slider goes through. */
export const ANSWERS = { min: 10, max: 400, step: 10 } as const
/** The last marks of the two lower bands. */
const BANDS = { low: 6, high: 8 } as const

const answers = z.number().int().min(ANSWERS.min).max(ANSWERS.max).multipleOf(ANSWERS.step)

/** The first bands and the first score stand: what is learnt is in the comparison. */
export const work = () =>
  z.strictObject({
    bands: z.strictObject({ low: z.number().int(), high: z.number().int() }),
    score: z.number().min(-100).max(100).nullable(),
    n: answers.nullable(),
  })
type Work = z.infer<ReturnType<typeof work>>

/** My own site's score, as far as its gates let it through, with a sentence that says how sure it is. */
export interface Tie {
  place: string
  n: number
  value: number | null
  low: number | null
  high: number | null
  /** Made on the server, in the reader's language. */
  says: string[]
}

export function act(at: Tapped<Block, Work, Tie>): Acted<Work> {
  const { work, sent, language } = at
  const [step] = tapped(sent)
  if (step === 'bands' && !work) {
    const [low, high] = [whole(sent.get('low')), whole(sent.get('high'))]
    if (!isScore(low) || !isScore(high) || low >= high || high > 9)
      return { error: m.training_tokens_bands_wrong({}, { locale: language }) }
    return { work: { bands: { low, high }, score: null, n: null } }
  }
  if (step === 'score' && work && work.score === null) {
    const score = signed(sent.get('score'))
    if (score === null || Math.abs(score) > 100)
      return { error: m.training_tokens_score_wrong({}, { locale: language }) }
    return { work: { ...work, score } }
  }
  if (step === 'n' && work && work.score !== null) {
    const n = answers.safeParse(whole(sent.get('n')))
    if (n.success) return { work: { ...work, n: n.data } }
  }
  return { work }
}

export interface TokenBand {
  band: 'detractor' | 'passive' | 'promoter'
  from: number
  to: number
  /** Lowest first. */
  marks: number[]
}

export function view({ block, text, work, tie, render }: Shown<Block, Texts, Work, Tie>) {
  const marks = block.marks
  const counts = countsOf(marks)
  const done = work !== null && work.score !== null
  const shares = {
    promoters: counts.promoters / marks.length,
    detractors: counts.detractors / marks.length,
  }
  return {
    marks: work ? null : marks,
    bands: work && {
      mine: work.bands,
      fit: work.bands.low === BANDS.low && work.bands.high === BANDS.high,
      rows: (
        [
          ['detractor', 0, BANDS.low],
          ['passive', BANDS.low + 1, BANDS.high],
          ['promoter', BANDS.high + 1, 10],
        ] as const
      ).map(([band, from, to]): TokenBand => ({
        band,
        from,
        to,
        marks: marks.filter((mark) => bandOf(mark) === band).sort((a, b) => a - b),
      })),
      why: render(text.bands.why),
    },
    score: done
      ? {
          mine: work.score,
          ...counts,
          n: marks.length,
          nps: npsOf(counts),
          why: render(text.score.why),
        }
      : null,
    margin: done
      ? {
          body: render(text.margin.body),
          n: work.n,
          // All of them at once: the slider then answers without asking the server.
          stops: Array.from(
            { length: (ANSWERS.max - ANSWERS.min) / ANSWERS.step + 1 },
            (_, at): Margin => marginAt(shares, ANSWERS.min + at * ANSWERS.step),
          ).map(({ n, value, interval }) => ({
            n,
            value,
            low: Math.round(interval?.low ?? 0),
            high: Math.round(interval?.high ?? 0),
          })),
        }
      : null,
    mine: done ? tie : null,
    after: work?.n ? render(text.after) : (null as TextNode[] | null),
  }
}

function whole(typed: unknown): number {
  return typeof typed === 'string' && /^\d{1,3}$/.test(typed.trim()) ? Number(typed) : NaN
}

/** A score as people write it: +20, 20, −20, -20. */
function signed(typed: unknown): number | null {
  const text = typeof typed === 'string' ? typed.trim().replace(/^[−–-]/, '-') : ''
  return /^[+-]?\d{1,3}([.,]\d)?$/.test(text) ? Number(text.replace(',', '.')) : null
}

/** Minutes a person spends here, besides reading. */
export const minutes = 0.8
