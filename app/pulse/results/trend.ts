import type { Audience } from '../audience.ts'
import type { Cell } from '../report.ts'
import type { Question, Survey } from '../survey.ts'
import type { Gap } from './driver.ts'
import { changeBetween, type Measure, measuresOf, type Shown, shownOf } from './figure.ts'

/** A closed wave as a trend needs it; `cellOf` knows the cells of the units asked for. */
export interface PastWave {
  id: string
  launchedAt: number
  endedAt: number
  survey: Survey
  audience: Audience
  cellOf: (unit: string, question: string) => Cell
}

/** Since an earlier wave, named by the time it ended. */
export type Since = Gap & { since: number }

export interface Point {
  wave: string
  endedAt: number
  shown: Shown
  /** Against the last wave before that asked the same of the same people; null where there is none. */
  change: Since | null
  /** Asked in other words, or of other people, than in the point before. */
  other: boolean
}

export interface Trend {
  measure: Measure
  /** Oldest first; waves that did not ask it are left out. */
  points: Point[]
}

/**
 * What a unit's measures came to, wave by wave, for everything the last of these waves asked. Waves
 * come oldest first. Two points are compared only where every question behind them has the same id
 * and the same words in all languages, and the same people were asked: rotation brings other items of
 * a driver, and an average over other items is another figure.
 */
export function trends(waves: readonly PastWave[], unit: string): Trend[] {
  const last = waves.at(-1)
  if (!last) return []
  return measuresOf(last.survey.questions).map((measure) => {
    const asked = waves.flatMap((wave) => {
      const own = measureIn(wave, measure)
      if (!own) return []
      const cellOf = (question: string) => wave.cellOf(unit, question)
      const shown = shownOf(own, wave.survey.questions, cellOf)
      return [{ wave, cellOf, shown, key: sameness(wave, own) }]
    })
    const points = asked.map(({ wave, cellOf, shown, key }, i): Point => {
      const earlier = asked.slice(0, i)
      const before = earlier.findLast((one) => one.key === key && one.shown.shown === 'figure')
      const change = before && changeBetween(measure, before, { shown, cellOf })
      return {
        wave: wave.id,
        endedAt: wave.endedAt,
        shown,
        change: change ? { ...change, since: before.wave.endedAt } : null,
        other: i > 0 && earlier.at(-1)!.key !== key,
      }
    })
    return { measure, points }
  })
}

/** Questions that both waves asked in the same words; none where they asked other people. */
export function askedAlike(one: PastWave, other: PastWave): Set<string> {
  if (JSON.stringify(one.audience) !== JSON.stringify(other.audience)) return new Set()
  const words = new Map(other.survey.questions.map((asked) => [asked.id, wordsOf(asked).join()]))
  const alike = one.survey.questions.filter(
    (asked) => words.get(asked.id) === wordsOf(asked).join(),
  )
  return new Set(alike.map(({ id }) => id))
}

function measureIn(wave: PastWave, { id, kind }: Measure): Measure | undefined {
  return measuresOf(wave.survey.questions).find((one) => one.id === id && one.kind === kind)
}

function sameness({ survey, audience }: PastWave, measure: Measure): string {
  const byId = new Map(survey.questions.map((question) => [question.id, question]))
  const words = measure.questions.toSorted().map((id) => wordsOf(byId.get(id)!))
  return JSON.stringify([words, audience])
}

function wordsOf({ id, text: { en, ru, he } }: Question): string[] {
  return [id, en, ru, he]
}
