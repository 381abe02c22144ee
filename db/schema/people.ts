import type { Generated } from 'kysely'

export interface UnitTable {
  id: string
  parent_id: string | null
  code: string
  name: string
  kind: 'company' | 'region' | 'site' | 'team'
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
}

/** A leader's row names the unit led; for hr and owner unit_id is ''. */
export interface RoleTable {
  employee_id: string
  role: 'leader' | 'hr' | 'owner'
  unit_id: string
}

/** One row: what the company is called and where its clocks stand. */
export interface CompanyTable {
  id: 1
  name: string
  time_zone: string
}

export interface PeopleTables {
  people_unit: UnitTable
  people_employee: EmployeeTable
  people_role: RoleTable
  people_company: CompanyTable
}
