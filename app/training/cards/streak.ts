/**
 * Shifts in a row with practice. As far as the portal can know, a shift is a day on which the person opened
 * it while cards were due: days off, and days with nothing to repeat, are no shifts and break nothing.
 */
export interface Streak {
  shifts: number
  /** The last shift, 'YYYY-MM-DD'. */
  shift_on: string | null
  /** The last shift that was counted. */
  practised_on: string | null
  /** 1: nothing is counted and nothing breaks. */
  paused: number
}

export const NO_STREAK: Streak = { shifts: 0, shift_on: null, practised_on: null, paused: 0 }

/** The portal was opened on `today`: the shift before, if it went by without a card, ends the row now. */
export function opened(streak: Streak, today: string): Streak {
  if (streak.paused === 1 || streak.shift_on === today) return streak
  const missed = streak.shift_on !== null && streak.practised_on !== streak.shift_on
  return { ...streak, shifts: missed ? 0 : streak.shifts, shift_on: today }
}

/** A card was answered on `today`; one is enough, and more count no more. */
export function practised(streak: Streak, today: string): Streak {
  if (streak.paused === 1 || streak.practised_on === today) return streak
  const now = opened(streak, today)
  return { ...now, shifts: now.shifts + 1, practised_on: today }
}

/** Whoever pauses after a shift without practice has not lost anything yet, and will not. */
export function pausedOr(streak: Streak, paused: boolean): Streak {
  return paused ? { ...streak, paused: 1, shift_on: null } : { ...streak, paused: 0 }
}
