import { laterDay, plusDays, plusMonths } from './day.ts'

/** Whoever comes later than the others has at least so many days, whatever the day that was set. */
export const GRACE_DAYS = 7
/** Ahead of the day on which something has to be done again. */
export const NOTICE_DAYS = 30

export interface Due {
  kind: 'on' | 'hired' | 'assigned'
  /** For 'on'. */
  on: string | null
  /** For the others, from 1. */
  days: number | null
}

/**
 * Until when a person has time who was hired on `hiredOn` (null: not known) and taken in on `takenOn`; `first`: they were
 * there when it was assigned. Nobody is late on the day they are taken in. Days are 'YYYY-MM-DD'.
 */
export function dueDay(
  due: Due,
  person: { hiredOn: string | null; takenOn: string; first: boolean },
): string {
  const { hiredOn, takenOn, first } = person
  if (due.kind === 'on') {
    return first ? due.on! : laterDay(due.on!, plusDays(takenOn, GRACE_DAYS))
  }
  const days = due.days!
  const fresh = plusDays(takenOn, days)
  if (due.kind === 'assigned' || hiredOn === null) return fresh
  return laterDay(plusDays(hiredOn, days), plusDays(takenOn, Math.min(days, GRACE_DAYS)))
}

/** When what was done on `doneOn` comes again after so many months: null before its notice begins, else its due day. */
export function dueAgain(doneOn: string, months: number, today: string): string | null {
  const again = plusMonths(doneOn, months)
  if (today < plusDays(again, -NOTICE_DAYS)) return null
  return laterDay(again, plusDays(today, NOTICE_DAYS))
}

export const STAGES = ['week', 'eve', 'late'] as const
export type Stage = (typeof STAGES)[number]

/** Days from the due day on which a stage begins, and the last one on which it still makes sense. */
export const STAGE_DAYS: Record<Stage, { from: number; to: number }> = {
  week: { from: -7, to: -2 },
  eve: { from: -1, to: 0 },
  late: { from: 3, to: 9 },
}

/** The reminder that a day asks for: seven days before, one before, three after; each may be made up for a little later. */
export function stageOn(dueOn: string, today: string): Stage | null {
  return (
    STAGES.find(
      (stage) =>
        today >= plusDays(dueOn, STAGE_DAYS[stage].from) &&
        today <= plusDays(dueOn, STAGE_DAYS[stage].to),
    ) ?? null
  )
}
