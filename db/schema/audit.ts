/** What stands for a person in the log; without its row an entry names nobody any more. */
export interface AuditPersonTable {
  employee_id: string
  ref: string
}

/** One thing done, chained to the one before; the database refuses to change or remove any. */
export interface AuditEntryTable {
  /** 1, 2, 3 … without a gap. */
  seq: number
  at: number
  /** Null: the portal itself, or its command line. */
  by_ref: string | null
  action: string
  /** What kind of thing it was done to; '' for the whole company. */
  subject: string
  /** Its id; of a person the reference. */
  subject_id: string
  /** JSON with its keys in order. */
  detail: string
  /** The hash of the entry before. */
  previous: string
  hash: string
}

export interface AuditAnchorTable {
  id: 1
  entries: number
  hash: string
}

export interface AuditTables {
  audit_person: AuditPersonTable
  audit_entry: AuditEntryTable
  audit_anchor: AuditAnchorTable
}
