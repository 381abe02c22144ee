import { fsrs, Rating } from 'ts-fsrs'
import type { CardTable } from '../../../db/schema/training.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const LONGEST_DAYS = 180

/**
 * FSRS 6 with its published weights: a card returns when nine in ten would still know it, after 180 days
 * at the latest. Without chance and without steps inside a day, so that days are all that counts.
 */
const scheduler = fsrs({
  request_retention: 0.9,
  maximum_interval: LONGEST_DAYS,
  enable_fuzz: false,
  enable_short_term: false,
})

/** What is known of how well one person remembers one question. */
export type Memory = Pick<
  CardTable,
  'due_on' | 'stability' | 'difficulty' | 'state' | 'reps' | 'lapses' | 'reviewed_on'
>

/** `unsure`: right, and the person said that they had not been sure. FSRS's fourth grade, easy, is not used. */
export type Grade = 'wrong' | 'unsure' | 'right'

const RATINGS = { wrong: Rating.Again, unsure: Rating.Hard, right: Rating.Good } as const

/** A wrong answer is wrong, however sure the person was. */
export function gradeOf(correct: boolean, unsure: boolean): Grade {
  if (!correct) return 'wrong'
  return unsure ? 'unsure' : 'right'
}

/** A question that was never answered, to be asked on that day. */
export function newMemory(dueOn: string): Memory {
  return {
    due_on: dueOn,
    stability: 0,
    difficulty: 0,
    state: 0,
    reps: 0,
    lapses: 0,
    reviewed_on: null,
  }
}

/**
 * After an answer on `today` ('YYYY-MM-DD'): due again 1 to 180 days later. The time since the last answer
 * counts, also where the card waited longer than it was asked to.
 */
export function remembered(memory: Memory, grade: Grade, today: string): Memory {
  const { card } = scheduler.next(
    {
      due: midnight(memory.due_on),
      stability: memory.stability,
      difficulty: memory.difficulty,
      state: memory.state,
      reps: memory.reps,
      lapses: memory.lapses,
      last_review: memory.reviewed_on === null ? null : midnight(memory.reviewed_on),
      // Counted from the days above, and asked for by the type alone.
      elapsed_days: 0,
      scheduled_days: 0,
      learning_steps: 0,
    },
    midnight(today),
    RATINGS[grade],
  )
  const { stability, difficulty, state, reps, lapses } = card
  // A day is added to keep good apart from hard, and that may lead past the longest interval.
  const days = Math.min(card.scheduled_days, LONGEST_DAYS)
  const due_on = new Date(midnight(today).getTime() + days * DAY_MS).toISOString().slice(0, 10)
  return { due_on, stability, difficulty, state, reps, lapses, reviewed_on: today }
}

/** Days are counted between midnights of UTC: there none is longer than another. */
function midnight(day: string): Date {
  return new Date(`${day}T00:00:00Z`)
}
