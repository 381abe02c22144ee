import type { CsvFault } from '../files/csv-fault.ts'
import type { DateOrder } from './day.ts'
import type { Mapping } from './mapping.ts'
import type { CollectedBy } from './response.ts'
import type { Row, RowError } from './row.ts'
import type { Scale } from './score.ts'

export interface ImportOptions {
  /** Where the answers come from; a file is known again within its source. */
  source: string
  /** Settled when the source is first used; 'import' where absent. */
  collectedBy?: CollectedBy
  mapping: Mapping
  scale?: Scale
  /** YYYY-MM-DD for rows without a date of their own. */
  atDefault?: string
  /** Name or code of the site for rows without one; the whole company where no site is named at all. */
  unitDefault?: string
  touchpointDefault?: string
  /** Makes a site of every name that is not known yet. */
  createUnits?: boolean
  /** Names of which none is made all the same; their rows are wrong. */
  leftOut?: string[]
  encoding?: string
  /** Told by the file where absent; day first where it does not tell. */
  dateOrder?: DateOrder
  /** Reads and judges everything, stores nothing. */
  dryRun?: boolean
  /** For a look at the beginning: stop after so many rows. */
  rows?: number
  /** The run's record, made beforehand for an upload; made here otherwise. */
  importId?: number
  fileName?: string
}

/** Why nothing of a file was taken; each has its words in messages/nps. */
export type RefusalReason =
  'file' | 'column' | 'score-missing' | 'day-missing' | 'day' | 'unit' | 'sites'

export interface Refusal {
  reason: RefusalReason
  line: number | null
  column: number | null
  /** The name that was not found, or the reader's own words about the file. */
  value: string
  /** Which kind of fault, where the file itself is broken. */
  fault?: CsvFault
}

export interface ImportReport {
  importId: number | null
  read: number
  added: number
  unchanged: number
  /** Rows without a score. */
  skipped: number
  wrong: number
  /** The first thousand of the wrong rows. */
  errors: RowError[]
  /** Set where the file was turned away as a whole; then nothing of it is stored. */
  refusal: Refusal | null
  /** A date that can be read in two ways, where every one of the file can and nobody said which. */
  ambiguousDate: string | null
  /** Of a dry run: the first answers as they were understood. */
  sample: Row[]
}

export interface Progress {
  read: number
  added: number
  /** 0…1 of the file's bytes. */
  share: number
}
