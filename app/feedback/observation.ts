import { z } from 'zod'

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

// PostgreSQL refuses NUL inside text; nobody types one.
const words = (longest: number) =>
  z
    .string()
    .transform((text) => text.replaceAll('\0', '').replaceAll('\r\n', '\n').trim())
    .pipe(z.string().max(longest, 'long'))
    .default('')

/** The longest note, suggestion or reason, in characters. */
export const LONGEST = 500

/** What a person logs. Error texts are codes; the screen has the words. */
export const Observation = z.object({
  /** Made with the form, so that sending it twice logs one observation. */
  key: z.uuid(),
  touchpoint: z.string('missing').min(1, 'missing').max(60, 'missing'),
  grade: z.enum(GRADES, 'missing'),
  signs: z.array(z.enum(SIGNS)).default([]),
  note: words(LONGEST),
  suggestion: words(LONGEST),
  /** The author's choice to be named to leader and colleagues. */
  named: z.boolean().default(false),
  /** Only asked of people who work above all sites; ignored for everybody else. */
  siteId: z.string().optional(),
})
export type Observation = z.input<typeof Observation>

export const Move = z.object({
  /** The status the leader was looking at. */
  from: z.enum(STATUSES),
  status: z.enum(STATUSES, 'missing'),
  reason: words(LONGEST),
})
export type Move = z.input<typeof Move>

/** Share of wow minus share of poor, −1…1; null below ten grades, where it would be noise. */
export function gradeIndex(counts: Record<Grade, number>): number | null {
  const n = counts.poor + counts.normal + counts.wow
  return n < 10 ? null : (counts.wow - counts.poor) / n
}

/** 'YYYY-MM-DD' of a moment on the calendar of that time zone. */
export function dayIn(when: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(when)
  const part = (type: string) => parts.find((p) => p.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}`
}
