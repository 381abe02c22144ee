/** Everything about a wave that was fixed when it was launched, and how far it has come. */
export interface WaveTable {
  id: string
  survey_id: string
  survey_version: number
  status: 'open' | 'closing' | 'closed' | 'void'
  /** 0 after a restore: what was issued since the backup is forgotten, so nothing more is. */
  issuing: 0 | 1
  launched_at: number
  closes_at: number
  ended_at: number | null
  /** The canonical manifest that everybody may fetch. */
  manifest: string
  /** The wave code, hex. */
  code: string
  /** Frozen units with their names, and groups: for signed-in people only. */
  frozen: string
  /** What a closed wave came to; null before. */
  outcome: 'published' | 'too-few' | null
  /** The report without its cells and comments. */
  report: string | null
  /** 1 once the keys are destroyed and no file of the database holds an envelope. */
  cleaned: 0 | 1
}

export interface GroupTable {
  wave_id: string
  id: string
  /** Public key, base64url. */
  spki: string
}

export interface EligibleTable {
  wave_id: string
  employee_id: string
  group_id: string
}

/** That a person took a token; no time. The hash makes a retry the same and goes at close, the row 30 days after. */
export interface IssuedTable {
  wave_id: string
  employee_id: string
  blinded_hash: Uint8Array | null
}

/** An answer nobody can read yet: no person, no group, no time. Null where it was withdrawn. Emptied at close. */
export interface ResponseTable {
  wave_id: string
  spent: Uint8Array
  envelope: Uint8Array | null
  withdraw_hash: Uint8Array
}

export interface CellTable {
  wave_id: string
  unit_id: string
  question: string
  cell: string
}

export interface CommentTable {
  id: string
  wave_id: string
  unit_id: string
  question: string
  text: string
  /** Where its writer looks for replies, and the P-256 key they are sealed to; null without either. */
  thread: string | null
  thread_key: string | null
}

/** How many have answered, for HR: rounded down to tens, renewed once a day. */
export interface ProgressTable {
  wave_id: string
  day: string
  redeemed: number
}

/** A survey that HR built; those of `content/` are not stored. */
export interface SurveyTable {
  id: string
  created_at: number
  archived_at: number | null
}

/** What HR saved; never changed once stored. */
export interface SurveyVersionTable {
  survey_id: string
  version: number
  /** A `SurveyDefinition` as JSON: titles, items of the bank by id, own questions. */
  definition: string
  saved_at: number
}

/** A wave to come, and the wave it became. */
export interface PlanTable {
  id: string
  /** The whole survey as it will be asked. */
  survey: string
  audience: string
  opens_at: number
  closes_at: number
  reminders: number
  schedule_id: string | null
  round: number | null
  status: 'planned' | 'making' | 'launched' | 'refused' | 'cancelled'
  keys_made: number
  keys: number | null
  refusal: string | null
  wave_id: string | null
}

/** A survey that comes back by itself. */
export interface ScheduleTable {
  id: string
  survey_id: string
  frequency: 'weekly' | 'fortnightly' | 'monthly' | 'quarterly'
  audience: string
  /** The first opening by the company's clock, 'YYYY-MM-DDTHH:MM'; it keeps the day of the month. */
  first_opens: string
  /** The next one. */
  opens: string
  /** From opening to closing, by the clock on the wall. */
  open_minutes: number
  /** Rating items in each wave, beside eNPS and the comments; 0: the whole survey each time. */
  items: number
  reminders: number
  /** Counts the waves planned; decides which drivers' turn it is. */
  round: number
  active: 0 | 1
}

/** A reply sealed to a comment's thread key: only whoever holds the receipt can open it. */
export interface ReplyTable {
  id: string
  wave_id: string
  comment_id: string
  box: Uint8Array
  written_by: string | null
  written_at: number
}

/** "You said, we do": one of up to three promises of a unit's leader after a wave. */
export interface PromiseTable {
  id: string
  wave_id: string
  unit_id: string
  place: number
  /** The question it answers to, where there is one. */
  question: string | null
  heard: string
  deed: string
  owner_id: string | null
  due: string
  status: 'promised' | 'kept' | 'dropped'
  outcome: string | null
  made_at: number
  settled_at: number | null
  /** A slip, taken back on the day it was made; kept a minute for undoing. */
  removed_at: number | null
}

export interface TopicTable {
  id: string
  name: string
}

export interface CommentTopicTable {
  comment_id: string
  topic_id: string
}

export interface PulseTables {
  pulse_wave: WaveTable
  pulse_group: GroupTable
  pulse_eligible: EligibleTable
  pulse_issued: IssuedTable
  pulse_response: ResponseTable
  pulse_cell: CellTable
  pulse_comment: CommentTable
  pulse_progress: ProgressTable
  pulse_survey: SurveyTable
  pulse_survey_version: SurveyVersionTable
  pulse_plan: PlanTable
  pulse_schedule: ScheduleTable
  pulse_reply: ReplyTable
  pulse_promise: PromiseTable
  pulse_topic: TopicTable
  pulse_comment_topic: CommentTopicTable
}
