/** Characters of the reason for which HR takes a certificate back. */
export const REASON_LENGTH = 280
