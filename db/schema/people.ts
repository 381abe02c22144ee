import type { Generated } from 'kysely'

export interface UnitTable {
  id: string
  parent_id: string | null
  code: string
  name: string
  kind: 'company' | 'region' | 'site' | 'team'
  /** When it was closed; null for one that is open. */
  closed_at: Generated<number | null>
  /** The unit that carries on what this one did; null for one that was not merged. */
  merged_into: Generated<string | null>
  /** Where it hung before it was merged: there old files still look for it. */
  was_under: Generated<string | null>
}

export interface EmployeeTable {
  id: string
  staff_number: string
  name: string
  /** The name in lower case, for search in three scripts. */
  search_name: Generated<string>
  email: string | null
  unit_id: string
  locale: 'en' | 'ru' | 'he'
  status: 'active' | 'left'
  created_at: number
  /** 'YYYY-MM-DD'; null where nobody told. */
  hired_on: Generated<string | null>
  /** Of this person's clock, by its IANA name; null for the company's. */
  time_zone: Generated<string | null>
  /** When they left; null for who is here, and for who left before this was kept. */
  left_at: Generated<number | null>
  /** 1 where nobody is meant any more: what was kept of somebody erased hangs on such a row. */
  erased: Generated<0 | 1>
}

/** What somebody asks of their own data; settled within thirty days. */
export interface RequestTable {
  id: string
  employee_id: string
  kind: 'correct' | 'erase'
  /** What is to be corrected. */
  words: string
  asked_at: number
  due_at: number
  settled_at: number | null
  outcome: 'done' | 'declined' | 'taken-back' | null
  /** HR's words to the person. */
  answer: string
}

/** A leader's row names the unit led; for hr and owner unit_id is ''. */
export interface RoleTable {
  employee_id: string
  role: 'leader' | 'hr' | 'owner'
  unit_id: string
  /** A deputy's end; null for a role that is held until it is taken. */
  until: Generated<number | null>
}

/** What people are found by: see `app/people/finding/key.ts`. */
export interface SearchTable {
  key: string
  employee_id: string
  /** 1 where the key is the word itself. */
  whole: 0 | 1
}

/** A people file that HR brought: `counts` and `look` are JSON of `Counts` and `Look`. */
export interface PeopleImportTable {
  id: Generated<number>
  file_name: string
  sha256: string
  /** Name of the stored upload; null once nobody needs it. */
  upload: string | null
  encoding: string | null
  state: 'checking' | 'checked' | 'queued' | 'running' | 'done' | 'refused' | 'dropped'
  /** 1 where people the file does not name have left. */
  absent_leave: Generated<0 | 1>
  /** So many leavers HR has said yes to. */
  leaves_confirmed: Generated<number>
  /** Rows whose changes are stored: where a run that broke off goes on. */
  rows_read: Generated<number>
  /** 0…1 of the rows. */
  progress: Generated<number>
  counts: Generated<string>
  look: string | null
  refusal: string | null
  created_by: string
  created_at: number
  ended_at: number | null
}

/** reason is a message key, value what stood in the cell: each reader sees it in their own language. */
export interface PeopleImportErrorTable {
  import_id: number
  line: number
  place: string
  reason: string
  value: string
}

/** One row: what the company is called, where its clocks stand, and what it decided about itself. */
export interface CompanyTable {
  id: 1
  name: string
  time_zone: string
  /** 'HH:00', over midnight. */
  quiet_from: Generated<string>
  quiet_to: Generated<string>
  /** Languages in use, with commas between them. */
  locales: Generated<string>
  /** How many answers a figure needs, 6 or more, and how many a distribution, 10 or more. */
  cell: Generated<number>
  detail: Generated<number>
  /** Whose name stands on mails; null for the company's. */
  sender: Generated<string | null>
  /** '#rrggbb'; null for the portal's own colour. */
  accent: Generated<string | null>
}

/** One row, or none. */
export interface LogoTable {
  id: 1
  /** The beginning of the SHA-256 of its bytes: its address. */
  hash: string
  form: 'jpg' | 'png'
  /** Pixels, as it is shown. */
  width: number
  height: number
  /** How many bytes. */
  weight: number
  bytes: Uint8Array
}

/** One row: after how many months leavers are erased by themselves; null for never. */
export interface PeopleRetentionTable {
  id: 1
  leaver_months: number | null
  set_at: number
}

/** Whom a directory has named, and how. */
export interface DirectoryTable {
  employee_id: string
  user_name: string
  /** The same in small letters: no two people have it. */
  user_key: string
  external_id: string | null
  given_name: string | null
  family_name: string | null
  formatted_name: string | null
  /** The one name that was made of what the directory told; HR may have changed it since. */
  told_name: string
  /** When the directory deleted them; null for whom it still keeps. */
  deleted_at: number | null
}

/** What a directory proves itself with; only the SHA-256 of it is kept. */
export interface DirectoryTokenTable {
  name: string
  token_hash: string
  made_at: number
  used_at: number | null
}

/** One row: until when anybody may leave, and since when somebody is held back. */
export interface DirectoryRuleTable {
  id: 1
  free_until: number
  held_at: number | null
}

/**
 * Kept by triggers: the sum over a unit and a language is how many people who work there speak it. On PostgreSQL there may
 * be several rows of each.
 */
export interface CrowdTable {
  unit_id: string
  locale: 'en' | 'ru' | 'he'
  n: number
}

export interface PeopleTables {
  people_unit: UnitTable
  people_employee: EmployeeTable
  people_role: RoleTable
  people_crowd: CrowdTable
  people_company: CompanyTable
  people_logo: LogoTable
  people_search: SearchTable
  people_import: PeopleImportTable
  people_import_error: PeopleImportErrorTable
  people_request: RequestTable
  people_retention: PeopleRetentionTable
  people_directory: DirectoryTable
  people_directory_token: DirectoryTokenTable
  people_directory_rule: DirectoryRuleTable
}
