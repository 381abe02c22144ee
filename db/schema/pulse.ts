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
}

/** How many have answered, for HR: rounded down to tens, renewed once a day. */
export interface ProgressTable {
  wave_id: string
  day: string
  redeemed: number
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
}
