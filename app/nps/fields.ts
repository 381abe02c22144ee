/** The figures beside the score that a source may have. */
export const EXTRAS = ['satisfaction', 'intent', 'visits', 'basket'] as const

/** What an answer may have beside score, day and place; null where it has not. */
export const OPTIONAL = ['why', 'improve', ...EXTRAS] as const
export type Optional = (typeof OPTIONAL)[number]

/** Longest comment in characters; a longer one is a mistake in the file, not an answer. */
export const LONGEST_COMMENT = 10_000
