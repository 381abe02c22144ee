/** What customers said, in the order it is read: praise first, nothing left out. */
export const BANDS = ['praise', 'middling', 'low'] as const
export type Band = (typeof BANDS)[number]

/** Scores of a band, both included. */
export const SCORES: Record<Band, [number, number]> = {
  praise: [9, 10],
  middling: [7, 8],
  low: [0, 6],
}

/** Behind which answer the next page begins. */
export interface Place {
  band: Band
  answeredOn: string
  id: number
}

export function placeText({ band, answeredOn, id }: Place): string {
  return `${band}.${answeredOn}.${id}`
}

/** The place a page's address names; null for the beginning and for anything unreadable. */
export function placeOf(text: string | null): Place | null {
  const found = /^(praise|middling|low)\.(\d{4}-\d{2}-\d{2})\.(\d{1,15})$/.exec(text ?? '')
  return found && { band: found[1] as Band, answeredOn: found[2]!, id: Number(found[3]) }
}

/** Days that a wall goes back. */
export const WALL_DAYS = 30

/** The day so many days before `today`, both 'YYYY-MM-DD'. */
export function daysBefore(today: string, days: number): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) - days * 24 * 60 * 60_000)
    .toISOString()
    .slice(0, 10)
}

/** How an answer is named where somebody keeps what became of its wish. */
export const answerName = (id: number): string => `nps:${id}`

export const answerId = (name: string): number => Number(name.replace(/^nps:/, ''))
