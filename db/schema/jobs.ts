/** A job's key is its idempotency: asking twice for the same work stores one row. */
export interface JobTable {
  key: string
  kind: string
  payload: string
  run_at: number
  lease_until: number
  attempts: number
  done_at: number | null
  error: string | null
}

/** The last run of a kind of work, and the last that failed. */
export interface JobKindTable {
  kind: string
  started_at: number
  took_ms: number
  succeeded_at: number | null
  failed_at: number | null
  /** Of the last failure: no text that a person may have written. Stays when a later run succeeds. */
  error: string | null
}

export interface JobsTables {
  job: JobTable
  job_kind: JobKindTable
}
