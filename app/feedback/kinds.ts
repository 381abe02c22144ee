import { wallClock } from '../i18n/zone.ts'

/** The words of an observation, without the schema: what a phone needs of them. */

/** The three-grade scale of the touchpoint audit; the middle one is the baseline, not praise. */
export const GRADES = ['poor', 'normal', 'wow'] as const
export type Grade = (typeof GRADES)[number]

/** The nine behaviours of a loyal client: what a person does, never how they look. */
export const SIGNS = [
  'comes-back',
  'buys-more',
  'buys-better',
  'brings-others',
  'compliments',
  'praises-in-public',
  'defends-us',
  'helps-us-improve',
  'shares-news',
] as const
export type Sign = (typeof SIGNS)[number]

export const STATUSES = ['new', 'seen', 'planned', 'done', 'declined'] as const
export type Status = (typeof STATUSES)[number]

/** Forward only: a fix that did not hold, or a changed mind, is a new observation. */
export const MOVES: Record<Status, readonly Status[]> = {
  new: ['seen', 'planned', 'done', 'declined'],
  seen: ['planned', 'done', 'declined'],
  planned: ['done', 'declined'],
  done: [],
  declined: [],
}

export const OPEN: readonly Status[] = STATUSES.filter((status) => MOVES[status].length > 0)

export function mayMove(from: Status, to: Status): boolean {
  return MOVES[from].includes(to)
}

/** The longest note, suggestion or reason, in characters. */
export const LONGEST = 500

/** Share of wow minus share of poor, −1…1; null below ten grades, where it would be noise. */
export function gradeIndex(counts: Record<Grade, number>): number | null {
  const n = counts.poor + counts.normal + counts.wow
  return n < 10 ? null : (counts.wow - counts.poor) / n
}

/** 'YYYY-MM-DD' of a moment on the calendar of that time zone. */
export function dayIn(when: Date, timeZone: string): string {
  return wallClock(when.getTime(), timeZone).slice(0, 10)
}
