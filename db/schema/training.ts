import type { Generated } from 'kysely'

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
  /** The line, or where `sealed` is 1 what only the portal's secret opens; see line.server.ts. */
  text: string
  written_at: number
  sealed: Generated<number>
  /** What the person said became of it; null while it may come back. */
  outcome: Generated<'did' | 'let-go' | null>
  /** The day ('YYYY-MM-DD') on which the person said "not yet". */
  put_off_on: Generated<string | null>
}

/** A leader's three lines to the team, a row for each time they went to HR. */
export interface PromiseCardTable {
  id: string
  leader_id: string
  /** The language it was written in. */
  language: 'en' | 'ru' | 'he'
  share: string
  influence: string
  growth: string
  /** `replaced`: the leader sent another, or another was approved. */
  status: 'sent' | 'approved' | 'returned' | 'replaced'
  /** Why it was returned; else empty. */
  reason: string
  sent_at: number
  decided_by: string | null
  decided_at: number | null
}

/** A person's first grade of a touchpoint, for the team's sum; shown only once `counted` is 1. */
export interface WalkTable {
  employee_id: string
  touchpoint: string
  /** The unit they worked in when they graded it. */
  unit_id: string
  grade: 'poor' | 'normal' | 'wow'
  counted: number
}

/** What a person did in an interactive of a module: for the eyes of the person alone. */
export interface WorkTable {
  employee_id: string
  module: string
  /** Id of the block. */
  block: string
  /** JSON; its shape is the kind's own. */
  body: string
  touched_at: number
}

/** A question of a finished module in spaced review; how well it is remembered, as FSRS counts it. */
export interface CardTable {
  employee_id: string
  module: string
  /** The version this person finished last; its texts are asked. */
  version: number
  question: string
  /** The wording this person met last; null for none yet. */
  wording: string | null
  /** 'YYYY-MM-DD' by the company's clock, as are the other days here. */
  due_on: string
  /** Days until nine in ten would still know it; 0 before the first answer. */
  stability: number
  /** 1 to 10; 0 before the first answer. */
  difficulty: number
  /** FSRS: 0 new, 1 learning, 2 review, 3 relearning. */
  state: number
  reps: number
  lapses: number
  reviewed_on: string | null
}

/** An answer to a card; the first stands. Numbered from 1 on each day. */
export interface ReviewTable {
  employee_id: string
  day: string
  position: number
  module: string
  version: number
  question: string
  wording: string
  choice: 'a' | 'b' | 'c'
  correct: number
  unsure: number
  /** When this answer brings the card back. */
  due_on: string
  answered_at: number
}

/** Shifts in a row with practice: for the eyes of the person alone. */
export interface StreakTable {
  employee_id: string
  shifts: number
  /** The last day on which the person opened the portal while cards were due. */
  shift_on: string | null
  /** The last day that was counted. */
  practised_on: string | null
  paused: number
}

/** An answer that came from a phone's queue, by the id the phone gave it: sent again it does nothing again. */
export interface SentTable {
  employee_id: string
  id: string
  outcome: 'recorded' | 'stands' | 'gone'
  /** The address that shows why; null where nothing is shown. */
  page: string | null
  sent_at: number
}

/** A module is passed by the first finished try in which every answer fitted. */
export interface PassTable {
  employee_id: string
  module: string
  version: number
  passed_at: number
}

/** One sitting for the certificate of a path; at most one is open per person and path. */
export interface ExamTable {
  id: string
  employee_id: string
  path: 'employee' | 'leader' | 'hr'
  started_at: number
  touched_at: number
  finished_at: number | null
  /** How many of ten fitted; null until the last is answered. */
  correct: number | null
}

/** A question of an exam, 1 to 10; an answer never changes. */
export interface ExamAnswerTable {
  exam_id: string
  position: number
  module: string
  version: number
  question: string
  variant: string
  choice: 'a' | 'b' | 'c' | null
  correct: number | null
  answered_at: number | null
}

/** What was certified, as it was then: a later name of person or company changes nothing. */
export interface CertificateTable {
  /** Sixteen signs of Crockford's base 32; the first half of the code. */
  id: string
  employee_id: string
  path: 'employee' | 'leader' | 'hr'
  name: string
  company: string
  /** Days of the two passed sittings, 'YYYY-MM-DD' by the company's clock. */
  first_on: string
  issued_on: string
  issued_at: number
  revoked_at: number | null
  revoked_by: string | null
  /** Why it was revoked: for HR and the person; else empty. */
  reason: string
}

/** A key that signs badges. Old ones stay, since badges signed by them are out in the world. */
export interface BadgeKeyTable {
  id: string
  /** JWK. */
  public_key: string
  /** What only the portal's secret opens; see badge-key.server.ts. */
  sealed_key: string
  made_at: number
}

/** A record for a learning record store, as it is sent; kept as it was first made, so that sending again is the same. */
export interface StatementTable {
  /** The statement's own id, the same whenever it is made. */
  id: string
  employee_id: string
  kind: 'completed' | 'passed' | 'earned' | 'voided'
  /** The module or the certificate. */
  subject: string
  happened_at: number
  /** JSON. */
  body: string
  sent_at: number | null
  /** The store's own words where it will not have this one. */
  refused: string | null
}

/** How sending to a store goes; a row for each address that was ever set. */
export interface RecordStoreTable {
  endpoint: string
  /** Whoever wrote it sends until then. */
  lease_until: number
  next_at: number
  /** In a row. */
  failures: number
  trouble: string | null
  tried_at: number | null
  sent_at: number | null
}

/** Modules that somebody wants learnt, by whom and until when. */
export interface AssignmentTable {
  id: string
  /** With all units below it. */
  unit_id: string
  /** 'employee' is who neither leads nor works in HR. */
  role: 'everyone' | 'employee' | 'leader' | 'hr'
  /** First and last hiring day ('YYYY-MM-DD'), null for no limit. */
  hired_from: string | null
  hired_to: string | null
  /** Whose path its modules were taken from; null where they were chosen one by one. */
  path: 'employee' | 'leader' | 'hr' | null
  /** On a day, or so many days after being hired or being taken in. */
  due: 'on' | 'hired' | 'assigned'
  due_on: string | null
  due_days: number | null
  /** Comes again so many months after it was done; null for once. */
  repeat_months: number | null
  by_id: string
  /** 1 where HR assigned it, 0 where a leader did. */
  by_hr: number
  /** 'YYYY-MM-DD' by the company's clock. */
  made_on: string
  made_at: number
  ended_at: number | null
}

export interface AssignmentModuleTable {
  assignment_id: string
  module: string
}

/** One module of one assignment, for one person. */
export interface AssignedTable {
  assignment_id: string
  employee_id: string
  module: string
  /** The day on which the person was taken in, by their clock, as is due_on. */
  taken_on: string
  due_on: string
  /** 1, and one more each time it comes again. */
  round: number
  /** A completion before this does not count; 0 in the first round. */
  opened_at: number
  /** The last completion that counts; null while it is open. */
  done_at: number | null
}

/** A reminder that was written; `day` is the one on which it goes out, by the person's clock. */
export interface ReminderTable {
  employee_id: string
  module: string
  due_on: string
  /** 'week', 'eve', 'late', or what a leader sent by hand on a day: 'asked:YYYY-MM-DD'. */
  stage: string
  day: string
}

/**
 * First answers to one wording of a question, of everybody who had finished when it was counted: sums alone, nobody's
 * answer. Counted anew only when at least five more people have answered.
 */
export interface FigureTable {
  module: string
  version: number
  question: string
  wording: string
  a: number
  b: number
  c: number
  right_n: number
  /** Sums of how well (0…1) the others of the same try went, of who was right and who was not. */
  rest_right: number
  rest_wrong: number
  rest_squares: number
  /** 'YYYY-MM-DD' by the company's clock. */
  counted_on: string
}

/** A version that HR published here; its body is the row of training_version. */
export interface PublicationTable {
  module: string
  version: number
  /** Who read and published it: somebody who wrote nothing in it. */
  by_id: string
  at: number
}

/** A module that is not offered any more; who is inside goes on. */
export interface RetiredTable {
  module: string
  by_id: string
  at: number
}

/** One row: its stamp changes whenever something else is to be offered. */
export interface CatalogueTable {
  id: number
  stamp: number
}

/** A module being written; at most one is open (`draft` or `review`) for each module. */
export interface DraftTable {
  id: string
  /** The module's slug; `new-…` until a new one is published. */
  module: string
  /** The version it was begun from; null for a new module. */
  based_on: number | null
  status: 'draft' | 'review' | 'published' | 'dropped'
  /** JSON, finished or not. */
  body: string
  /** Another one after every change: what somebody has read is told by it. */
  revision: number
  /** How many of its edits are done; those after it were undone. */
  edits: number
  sent_by: string | null
  created_at: number
  touched_at: number
}

/** Who wrote in a draft, and therefore does not publish it. */
export interface DraftAuthorTable {
  draft_id: string
  employee_id: string
}

/** What one edit changed, JSON, to be undone and done again. */
export interface DraftEditTable {
  draft_id: string
  /** 1 first. */
  number: number
  section: string
  changes: string
  by_id: string
  at: number
}

export interface DraftCommentTable {
  id: string
  draft_id: string
  section: string
  text: string
  by_id: string
  at: number
  done: number
}

/** A picture of a module, without anything but what shows it. */
export interface PictureTable {
  /** SHA-256 of its bytes and its form: `<64 hex digits>.jpg`. */
  file: string
  bytes: Uint8Array
  /** When it was brought last: what nothing refers to a day later goes. */
  kept_at: number
}

export interface TrainingTables {
  training_picture: PictureTable
  training_pass: PassTable
  training_exam: ExamTable
  training_exam_answer: ExamAnswerTable
  training_certificate: CertificateTable
  training_badge_key: BadgeKeyTable
  training_statement: StatementTable
  training_record_store: RecordStoreTable
  training_assignment: AssignmentTable
  training_assignment_module: AssignmentModuleTable
  training_assigned: AssignedTable
  training_reminder: ReminderTable
  training_figure: FigureTable
  training_version: TrainingVersionTable
  training_enrolment: EnrolmentTable
  training_attempt: AttemptTable
  training_answer: AnswerTable
  training_note: NoteTable
  training_work: WorkTable
  training_promise_card: PromiseCardTable
  training_walk: WalkTable
  training_card: CardTable
  training_review: ReviewTable
  training_streak: StreakTable
  training_sent: SentTable
  training_publication: PublicationTable
  training_retired: RetiredTable
  training_catalogue: CatalogueTable
  training_draft: DraftTable
  training_draft_author: DraftAuthorTable
  training_draft_edit: DraftEditTable
  training_draft_comment: DraftCommentTable
}
