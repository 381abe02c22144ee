import { z } from 'zod'

/** Three things at most that a unit's leader takes on after a wave: more would be a wish list. */
export const MOST_PROMISES = 3

const Sentence = z.string().trim().min(1).max(300)

/** "You said, we do": what was heard and what follows from it, who sees to it, and by when. */
export const Pledge = z.object({
  heard: Sentence,
  deed: Sentence,
  /** Id of the person who sees to it. */
  owner: z.string().min(1),
  due: z.iso.date(),
  /** The question it answers to; its figure is followed in the next wave. */
  question: z.string().optional(),
})
export type Pledge = z.infer<typeof Pledge>

/** How a promise ended, with one sentence about it for the team. */
export const Settling = z.object({
  status: z.enum(['kept', 'dropped']),
  outcome: Sentence,
})
export type Settling = z.infer<typeof Settling>

export type PromiseStatus = 'promised' | Settling['status']

/** A promise is due within a year. */
export const LATEST_DAYS = 366

/** Whether a due day is one to promise: today or later, within a year. Days are 'YYYY-MM-DD'. */
export function dueFits(due: string, today: string): boolean {
  const days = (Date.parse(due) - Date.parse(today)) / 86_400_000
  return days >= 0 && days <= LATEST_DAYS
}

/** Promised, not settled, and its day is over. */
export function isOverdue(one: { status: PromiseStatus; due: string }, today: string): boolean {
  return one.status === 'promised' && one.due < today
}
