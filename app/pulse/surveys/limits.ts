/** How much a survey may ask. Apart from the schemas: the builder's page needs these numbers and no validator. */

/** More would not fit the padded envelope beside 6,000 bytes of comments. */
export const MOST_QUESTIONS = 40
/** Each comment brings the thread it can be answered in. */
export const MOST_COMMENTS = 4
export const MOST_OPTIONS = 7

/** A pulse is at most seven questions, a full survey at most thirty: people answer in a break. */
export const PULSE_MOST = 7
export const FULL_MOST = 30

export function lengthOf(count: number): 'empty' | 'pulse' | 'full' | 'too-long' {
  if (count === 0) return 'empty'
  return count <= PULSE_MOST ? 'pulse' : count <= FULL_MOST ? 'full' : 'too-long'
}
