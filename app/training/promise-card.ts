/** The three lines of a leader's card: what we share, how you can influence, how you grow. */
export const LINES = ['share', 'influence', 'growth'] as const
export type Lines = Record<(typeof LINES)[number], string>

/** Characters of one line. */
export const PROMISE_LENGTH = 200

/** Characters of what HR says to a card that goes back. */
export const REASON_LENGTH = 300
