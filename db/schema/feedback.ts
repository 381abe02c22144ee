import type { Generated } from 'kysely'

/** What one employee saw. author_id never leaves a query but for the author's own reading, or where named is 1. */
export interface ObservationTable {
  id: string
  /** One per form shown: sending a form twice stores one observation. */
  form_key: string
  author_id: string
  named: 0 | 1
  site_id: string
  touchpoint: string
  grade: 'poor' | 'normal' | 'wow'
  note: string
  suggestion: string
  status: 'new' | 'seen' | 'planned' | 'done' | 'declined'
  reason: string
  observed_at: number
  /** The day in the company's time zone; its month is the one of the totals. */
  observed_on: string
  moved_at: number | null
  /** The moved_at that the author has looked at. */
  looked_at: number | null
  /** The day of the fix, for comparing before with after; held with status done. */
  done_on: string | null
  merged_into: string | null
  /** The customer's answer whose wish this is, named by whoever keeps answers; null for what staff saw. */
  wish: Generated<string | null>
}

export interface SignTable {
  observation_id: string
  sign: string
}

export interface JoinTable {
  observation_id: string
  employee_id: string
  joined_at: number
  /** The moved_at that the colleague has looked at. */
  looked_at: Generated<number | null>
}

export interface MoveTable {
  id: string
  observation_id: string
  from_status: ObservationTable['status']
  to_status: ObservationTable['status']
  reason: string
  moved_by: string
  moved_at: number
}

export interface GradeTotalTable {
  site_id: string
  touchpoint: string
  month: string
  poor: number
  normal: number
  wow: number
}

export interface SignTotalTable {
  site_id: string
  sign: string
  month: string
  seen: number
}

/** From one colleague to another, read by the two alone; by HR only what its receiver reported. */
export interface ThanksTable {
  id: string
  form_key: string
  from_id: string
  to_id: string
  sign: string
  words: string
  sent_at: number
  read_at: Generated<number | null>
  reported_at: Generated<number | null>
  /** Gone for both; deleted within the hour. */
  removed_at: Generated<number | null>
  removed_by: Generated<string | null>
}

export interface FeedbackTables {
  feedback_observation: ObservationTable
  feedback_sign: SignTable
  feedback_join: JoinTable
  feedback_move: MoveTable
  feedback_grade_total: GradeTotalTable
  feedback_sign_total: SignTotalTable
  feedback_thanks: ThanksTable
}
