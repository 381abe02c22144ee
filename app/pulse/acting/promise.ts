import type { Settling } from './pledge.ts'

/** Three things at most that a unit's leader takes on after a wave: more would be a wish list. */
export const MOST_PROMISES = 3

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
