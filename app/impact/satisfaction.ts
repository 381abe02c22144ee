import { INTERVAL_FROM, VALUE_FROM } from '../statistics/gate.ts'
import { type Outcome, twoGroups } from '../statistics/comparison.ts'
import { type Interval, wilson } from '../statistics/interval.ts'
import {
  bandOf,
  type Counts,
  isScore,
  noCounts,
  sizeOf,
  sumOfCounts,
} from '../statistics/scores.ts'
import { type Shown, shownScore } from './score.ts'

/** What is asked beside the score. */
export const QUESTIONS = ['satisfaction', 'intent'] as const
export type Question = (typeof QUESTIONS)[number]

/** So many answers of one source that gave this value and this score. */
export interface Told {
  source: number
  value: number
  score: number
  n: number
}

/** Steps of each scale, the best first; where there are eleven marks, the same three bands as the score has. */
export const STEPS = {
  five: ['5', '4', '3', '2', '1'],
  eleven: ['9-10', '7-8', '0-6'],
} as const
export type Scale = keyof typeof STEPS

export interface Step {
  step: string
  n: number
  /** 0…1 of all on this scale with its 95 % interval; the share from thirty answers on, the interval from ten. */
  share: number | null
  reach: Interval | null
  /** How these customers recommend us, behind the gates of every score. */
  score: Shown
}

export interface Ladder {
  scale: Scale
  n: number
  steps: Step[]
  /** How the top step recommends us beside the next one; null where one of them has fewer than ten answers. */
  top: Outcome | null
  /** Answers until anything may be said; 0 from there. */
  missing: number
}

export interface Ladders {
  ladders: Ladder[]
  /** Answers on a scale that cannot be told. */
  unclear: number
}

/** Fewer answers of a source than this do not tell its scale. */
const SCALE_FROM = 10
/** From this share of marks outside 1…5 on they are no slips in five degrees. */
const BEYOND_FROM = 0.1

const total = (told: readonly Told[]) => told.reduce((sum, one) => sum + one.n, 0)

/**
 * The scale a source asks on, by its values, the best the highest: whole 1…5 are five degrees; whole 0…10, a tenth of
 * them or more outside 1…5, eleven marks. Null for anything else, and below ten answers.
 */
export function scaleOf(told: readonly Told[]): Scale | null {
  const n = total(told)
  if (n < SCALE_FROM || !told.every(({ value }) => isScore(value))) return null
  const beyond = total(told.filter(({ value }) => value < 1 || value > 5))
  return beyond === 0 ? 'five' : beyond >= BEYOND_FROM * n ? 'eleven' : null
}

/** Answers of all sources by the scale they were asked on, each with its steps beside the score. */
export function laddersOf(all: readonly Told[]): Ladders {
  const bySource = new Map<number, Told[]>()
  for (const one of all) {
    const told = bySource.get(one.source)
    if (told) told.push(one)
    else bySource.set(one.source, [one])
  }
  const of: Record<Scale, Told[]> = { five: [], eleven: [] }
  let unclear = 0
  for (const told of bySource.values()) {
    const scale = scaleOf(told)
    if (scale) of[scale].push(...told)
    else unclear += total(told)
  }
  const scales = (Object.keys(STEPS) as Scale[]).filter((scale) => of[scale].length > 0)
  return { ladders: scales.map((scale) => ladderOf(scale, of[scale])), unclear }
}

function stepOf(scale: Scale, value: number): string {
  if (scale === 'five') return String(value)
  return value >= 9 ? '9-10' : value >= 7 ? '7-8' : '0-6'
}

function ladderOf(scale: Scale, told: readonly Told[]): Ladder {
  const counts = new Map<string, Counts>(STEPS[scale].map((step) => [step, noCounts()]))
  for (const { value, score, n } of told) {
    const band = bandOf(score)
    if (band) counts.get(stepOf(scale, value))![`${band}s`] += n
  }
  const n = sizeOf(sumOfCounts(counts.values()))
  const [first, second] = STEPS[scale].map((step) => counts.get(step)!) as [Counts, Counts]
  const both = Math.min(sizeOf(first), sizeOf(second)) >= INTERVAL_FROM
  return {
    scale,
    n,
    steps: STEPS[scale].map((step) => {
      const here = counts.get(step)!
      const size = sizeOf(here)
      return {
        step,
        n: size,
        share: n < VALUE_FROM ? null : size / n,
        reach: n < INTERVAL_FROM ? null : wilson(size, n),
        score: shownScore(here),
      }
    }),
    top: both ? twoGroups(first, second)!.outcome : null,
    missing: Math.max(0, INTERVAL_FROM - n),
  }
}
