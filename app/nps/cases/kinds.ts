/** The order in which a failure is put right, as the module on recovery teaches it. */
export const RECOVERY = ['listen', 'own', 'fix', 'inform', 'thank'] as const
export type Recovery = (typeof RECOVERY)[number]

export const OUTCOMES = ['solved', 'offered', 'unreachable', 'refused'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** What can stand in a case's log; `yes` and `no` are the customer's. */
export type StepKind = Recovery | 'taken' | 'handed' | 'closed' | 'yes' | 'no'

/** Longest entry of the log, and what a customer can add, in characters. */
export const LONGEST_STEP = 500

/** An unhappy customer hears from us within two days. */
export const DUE_MS = 48 * 60 * 60_000

/** So long after the close the customer can say whether it was solved. */
export const ANSWER_MS = 30 * 24 * 60 * 60_000

/** Scores of detractors end here. */
export const UNHAPPY_TO = 6
