import type { Question, Survey } from '../survey.ts'
import type { Frequency } from './calendar.ts'

/** How many rounds open within a quarter: thirteen weeks, or three months of the calendar. */
export const ROUNDS_IN_A_QUARTER: Record<Frequency, number> = {
  weekly: 13,
  fortnightly: 6,
  monthly: 3,
  quarterly: 1,
}

/** The rating items by driver, in the order in which the survey names them; an item of no driver is one of its own. */
export function driversOf(survey: Survey): Question[][] {
  const drivers = new Map<string, Question[]>()
  for (const question of survey.questions) {
    if (question.kind !== 'item') continue
    const driver = question.driver ?? `item ${question.id}`
    drivers.set(driver, [...(drivers.get(driver) ?? []), question])
  }
  return [...drivers.values()]
}

/**
 * The smallest number of items a round with which every driver comes back within a quarter: ⌈drivers ÷ rounds in a
 * quarter⌉. One fewer could not even ask each driver once in it.
 */
export function fewestItems(survey: Survey, frequency: Frequency): number {
  return Math.ceil(driversOf(survey).length / ROUNDS_IN_A_QUARTER[frequency])
}

/**
 * The questions of a round (from 0), the same for everybody: `items` drivers in turn, each with one of its items, which
 * alternate; everything that is no rating item (eNPS, choices, comments) in every round. `items` 0, or no fewer than
 * there are drivers and items: the survey as it is. The order stays the survey's own.
 */
export function surveyOfRound(survey: Survey, items: number, round: number): Survey {
  if (items === 0) return survey
  const drivers = driversOf(survey)
  const places = Math.min(items, drivers.length)
  const asked = new Set<Question>()
  for (let place = round * places; place < (round + 1) * places; place++) {
    const driver = drivers[place % drivers.length]!
    asked.add(driver[Math.floor(place / drivers.length) % driver.length]!)
  }
  return {
    ...survey,
    questions: survey.questions.filter((one) => one.kind !== 'item' || asked.has(one)),
  }
}
