/** A promise is one sentence that fits a line on the wall, in characters. */
export const LONGEST_PROMISE = 200
