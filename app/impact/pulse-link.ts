import { benjaminiHochberg } from '../statistics/comparison.ts'
import { rankLink } from '../statistics/rank.ts'

/** Places a statement about pulse and score needs: many questions are asked at once, of rounded figures. */
export const PULSE_UNITS = 30

/** Told apart from chance at this level, over all questions together. */
const LEVEL = 0.05

/** A question of a closed wave as far as it is published: its figure at each place that has one, and that place's NPS. */
export interface PulseQuestion {
  question: string
  places: { place: string; pulse: number; nps: number }[]
}

export interface QuestionLink {
  question: string
  places: number
  outcome: 'higher' | 'lower' | 'cannot-tell'
  rho: number | null
  low: number | null
  high: number | null
  /** Of both rank links the larger, adjusted over the questions. */
  p: number
}

export interface PulseLink {
  verdict: 'too-few' | 'cannot-tell' | 'told'
  /** The most places that one question has a published figure and a score of. */
  places: number
  /** Those of thirty places and more, the clearest first; empty below. */
  questions: QuestionLink[]
}

/**
 * Whether places with a better pulse score higher, question by question: rank links over places (`rankLink`), both
 * kinds told apart, all questions at once (Benjamini–Hochberg). Below thirty places nothing is computed.
 */
export function pulseLink(asked: readonly PulseQuestion[]): PulseLink {
  const places = Math.max(0, ...asked.map((one) => one.places.length))
  const known = asked.filter((one) => one.places.length >= PULSE_UNITS)
  const links = known.map((one) => {
    const link = rankLink(
      one.places.map(({ pulse }) => pulse),
      one.places.map(({ nps }) => nps),
    )
    return { ...one, ...link, larger: Math.max(link.kendall?.p ?? 1, link.spearman?.p ?? 1) }
  })
  const ps = benjaminiHochberg(links.map(({ larger }) => larger))
  const questions = links.map(({ question, places, spearman }, at): QuestionLink => {
    const p = ps[at] as number
    const rho = spearman?.rho ?? null
    const told = p <= LEVEL && rho !== null
    return {
      question,
      places: places.length,
      outcome: !told ? 'cannot-tell' : rho > 0 ? 'higher' : 'lower',
      rho,
      low: spearman?.low ?? null,
      high: spearman?.high ?? null,
      p,
    }
  })
  const told = questions.some(({ outcome }) => outcome !== 'cannot-tell')
  return {
    verdict: questions.length === 0 ? 'too-few' : told ? 'told' : 'cannot-tell',
    places,
    questions: questions.toSorted(
      (a, b) => a.p - b.p || Math.abs(b.rho ?? 0) - Math.abs(a.rho ?? 0),
    ),
  }
}
