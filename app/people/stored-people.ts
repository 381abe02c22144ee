import type { Stored } from './stored.ts'

/** What the foundations store: people, ways in, mail, the log, jobs. */
export const FOUNDATIONS_STORE: Record<string, Stored> = {
  people_company: { kind: null },
  people_unit: { kind: null },
  people_employee: { kind: 'account', people: { id: 'gone' }, hidden: ['search_name', 'erased'] },
  people_role: { kind: 'account', people: { employee_id: 'gone' } },
  people_search: { kind: 'account', people: { employee_id: 'gone' } },
  people_request: { kind: 'requests', people: { employee_id: 'gone' } },
  people_import: { kind: 'working', people: { created_by: 'nobody' } },
  people_import_error: { kind: 'working' },
  auth_session: { kind: 'access', people: { employee_id: 'gone' }, hidden: ['id'] },
  auth_link: { kind: 'access', people: { employee_id: 'gone' }, hidden: ['token_hash'] },
  auth_password: { kind: 'access', people: { employee_id: 'gone' }, hidden: ['hash'] },
  auth_factor: { kind: 'access', people: { employee_id: 'gone' }, hidden: ['sealed', 'last_step'] },
  auth_recovery: { kind: 'access', people: { employee_id: 'gone' }, hidden: ['code_hash'] },
  auth_try: { kind: null },
  auth_rule: { kind: null },
  mail_message: { kind: 'mail', people: { employee_id: 'gone' } },
  mail_retention: { kind: null },
  mail_unwanted: { kind: 'mail', people: { employee_id: 'gone' } },
  audit_person: { kind: 'working', people: { employee_id: 'gone' }, hidden: ['ref'] },
  audit_entry: { kind: 'working' },
  audit_anchor: { kind: null },
  touchpoint_serving: { kind: null },
  job: { kind: null },
}
