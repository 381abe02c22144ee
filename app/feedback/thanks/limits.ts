/** A line, not a letter, in characters. */
export const LONGEST_THANKS = 140

/** Thanks that one person sends in a day: more would be a campaign. */
export const A_DAY = 10
