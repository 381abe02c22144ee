/** A module as it stood when somebody first started that version; never changed afterwards. */
export interface TrainingVersionTable {
  module: string
  version: number
  /** Plan and texts, JSON. */
  body: string
  frozen_at: number
}

/** What a leader may know of a person: begun, and completed when. */
export interface EnrolmentTable {
  employee_id: string
  module: string
  started_at: number
  /** The first completion; later tries leave it. */
  completed_at: number | null
}

/** One walk through a module, pinned to a version; at most one is open per person and module. */
export interface AttemptTable {
  id: string
  employee_id: string
  module: string
  version: number
  /** 1 for the first try. */
  number: number
  /** The furthest screen reached, 1 first. */
  step: number
  steps: number
  /** The option of the pre-question; never counted. */
  guess: string | null
  started_at: number
  touched_at: number
  finished_at: number | null
}

/** A drawn question; choice is null until it is answered, and an answer never changes. */
export interface AnswerTable {
  attempt_id: string
  position: number
  question: string
  variant: string
  choice: string | null
  /** 0 or 1, null until answered. */
  correct: number | null
  answered_at: number | null
}

/** "On my next shift I will…": for the eyes of the person alone, no other screen reads this table. */
export interface NoteTable {
  employee_id: string
  module: string
  text: string
  written_at: number
}

export interface TrainingTables {
  training_version: TrainingVersionTable
  training_enrolment: EnrolmentTable
  training_attempt: AttemptTable
  training_answer: AnswerTable
  training_note: NoteTable
}
