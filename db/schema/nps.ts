import type { Generated } from 'kysely'

export type CollectedBy = 'code' | 'staff' | 'import' | 'agency'

/** Where answers come from; mapping is what HR last chose for its files, JSON. */
export interface SourceTable {
  id: Generated<number>
  name: string
  collected_by: CollectedBy
  mapping: string | null
  created_at: number
}

/** One file on its way in. refusal says why a whole file was turned away; single rows are in nps_import_error. */
export interface ImportTable {
  id: Generated<number>
  source_id: number
  file_name: string
  sha256: string | null
  /** Name of the stored upload; null for a file imported from the command line. */
  upload: string | null
  options: string | null
  state: 'uploaded' | 'queued' | 'running' | 'done' | 'refused' | 'dropped'
  rows_read: Generated<number>
  rows_added: Generated<number>
  rows_unchanged: Generated<number>
  rows_skipped: Generated<number>
  rows_wrong: Generated<number>
  /** 0…1 of the file's bytes. */
  progress: Generated<number>
  refusal: string | null
  /** Null from the command line. */
  created_by: string | null
  created_at: number
  ended_at: number | null
}

/** reason is a message key, value what stood in the cell: each reader sees it in their own language. */
export interface ImportErrorTable {
  import_id: number
  position: number
  line: number
  column_number: number | null
  reason: string
  value: string
}

/** One customer's answer. No name of a customer, never one of staff. */
export interface ResponseTable {
  id: Generated<number>
  source_id: number
  /** Unique in its source: made from the external id, else from the row itself. */
  identity: string
  import_id: number | null
  unit_id: string
  touchpoint: Generated<string>
  score: number
  answered_on: string
  why: string | null
  improve: string | null
  satisfaction: number | null
  intent: number | null
  visits: number | null
  basket: number | null
}

/** What score pages read instead of answers; n is the sum of the three bands. */
export interface TotalTable {
  unit_id: string
  touchpoint: string
  month: string
  collected_by: CollectedBy
  promoters: number
  passives: number
  detractors: number
  score_sum: number
}

export interface NpsTables {
  nps_source: SourceTable
  nps_import: ImportTable
  nps_import_error: ImportErrorTable
  nps_response: ResponseTable
  nps_total: TotalTable
}
