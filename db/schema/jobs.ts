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

export interface JobsTables {
  job: JobTable
}
