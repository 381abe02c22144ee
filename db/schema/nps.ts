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
  /** When its words were erased; they do not come back with the next file or delivery. */
  erased_at: number | null
}

/** How to reach a customer who wants a reply. Read only where a case is handled. */
export interface ContactTable {
  response_id: number
  /** As the customer wrote it. */
  contact: string
  /** The same without what may be written in several ways, to find it when it is to be erased. */
  contact_key: string
  /** The language the customer answered in; null where that is not known. */
  locale: string | null
  /** When the customer agreed on the portal's own page; null where another system asked. */
  consented_at: number | null
  kept_since: number
}

/** What a source calls a site, as a person of HR confirmed it; name as `plain` makes it. */
export interface AliasTable {
  source_id: number
  name: string
  unit_id: string
  confirmed_by: string | null
  confirmed_at: number
}

/** A public address for one place; the source says whether customers scan it or staff hand it over. */
export interface CodeTable {
  id: string
  source_id: number
  unit_id: string
  touchpoint: string
  answers: Generated<number>
  /** The day of the latest answer. */
  answered_on: string | null
  made_by: string | null
  made_at: number
  retired_at: number | null
  /** The unit whose name stands on the paper, where that was merged into this one. */
  printed_for: Generated<string | null>
}

/** How long contacts and words stay; no row: as `retention.ts` says. */
export interface RetentionTable {
  id: number
  contact_days: number
  words_months: number | null
  set_by: string | null
  set_at: number
}

export interface ErasureTable {
  id: Generated<number>
  cause: 'asked' | 'retention'
  contacts: number
  comments: number
  /** Null for the nightly one. */
  erased_by: string | null
  erased_at: number
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

/** An unhappy customer who left a contact, until it is settled; solved is what the customer said of it. */
export interface CaseTable {
  id: string
  response_id: number
  unit_id: string
  opened_at: number
  due_at: number
  owner_id: string | null
  outcome: 'solved' | 'offered' | 'unreachable' | 'refused' | null
  closed_at: number | null
  solved: 0 | 1 | null
  answered_at: number | null
}

/** What happened to a case; by_id is null where the customer spoke. */
export interface CaseStepTable {
  id: string
  case_id: string
  at: number
  by_id: string | null
  kind: string
  words: string
}

/** A touchpoint whose score surely moved; low and high are of the difference, in points. */
export interface AlertTable {
  unit_id: string
  touchpoint: string
  month: string
  outcome: 'higher' | 'lower'
  low: number
  high: number
  n: number
  n_before: number
  made_at: number
}

/** One connection from another tool; its answers belong to the source of the same name. */
export interface WebhookTable {
  id: string
  source_id: number
  kind: 'plain' | 'delighted' | 'typeform' | 'formbricks'
  /** Which field of a delivery holds what, JSON. */
  fields: string
  /** The site of answers that name none. */
  unit_id: string | null
  touchpoint: string
  /** Names of sites that are none of ours, as `plain` makes them; JSON. */
  left_out: string
  /** Names of the fields of the newest delivery, never what stood in them; JSON. */
  seen: string
  paused_at: number | null
  made_by: string | null
  made_at: number
}

/** Sealed with the portal's secret; an old one holds until ends_at, the one in use has none. */
export interface WebhookSecretTable {
  id: string
  webhook_id: string
  sealed: string
  made_at: number
  ends_at: number | null
}

/** One delivery, or one day's refusals for one reason; `value` is sealed: what was wrong, or the word that waits. */
export interface DeliveryTable {
  id: Generated<number>
  webhook_id: string
  /** A hash of what the tool calls the event. */
  event_key: string
  event: string
  outcome: 'stored' | 'updated' | 'unchanged' | 'older' | 'passed' | 'waiting' | 'refused'
  reason: string | null
  value: string | null
  times: Generated<number>
  came_at: number
  /** What follows is there only while it waits; site, words and contact are sealed. */
  site: string | null
  answer: string | null
  words: string | null
  contact: string | null
  contact_key: string | null
  identity: string | null
  /** When its customer asked to be forgotten: it will go in without words and contact. */
  erased_at: number | null
}

/** The moment of the newest news of an answer that came by a webhook. */
export interface ResponseNewsTable {
  response_id: number
  told_at: number
}

export interface NpsTables {
  nps_source: SourceTable
  nps_import: ImportTable
  nps_import_error: ImportErrorTable
  nps_response: ResponseTable
  nps_contact: ContactTable
  nps_alias: AliasTable
  nps_code: CodeTable
  nps_retention: RetentionTable
  nps_erasure: ErasureTable
  nps_total: TotalTable
  nps_case: CaseTable
  nps_case_step: CaseStepTable
  nps_alert: AlertTable
  nps_webhook: WebhookTable
  nps_webhook_secret: WebhookSecretTable
  nps_delivery: DeliveryTable
  nps_response_news: ResponseNewsTable
}
