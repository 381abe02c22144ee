import type { Locale } from '../../i18n/locale.ts'
import { m } from '../../i18n/messages.ts'
import type { PeopleImportTable } from '../../../db/schema/people.ts'
import type { CsvFault } from '../../files/csv-fault.ts'
import { csvFaultWords } from '../../files/fault-words.ts'
import type { FileRefusal } from './import.server.ts'
import type { Change } from './plan.server.ts'
import type { Column, Reason, RowFault } from './row.ts'

/** What a row of a people file is refused for, and what to do. */
export function faultWords(
  { reason, value }: Pick<RowFault, 'reason' | 'value'>,
  locale: Locale,
): string {
  const words: Record<Reason, (given: { value: string }, options: { locale: Locale }) => string> = {
    missing: m.people_import_row_missing,
    twice: m.people_import_row_twice,
    status: m.people_import_row_status,
    locale: m.people_import_row_locale,
    email: m.people_import_row_email,
    hired: m.people_import_row_hired,
    'time-zone': m.people_import_row_time_zone,
    role: m.people_import_row_role,
    root: m.people_import_row_root,
    merged: m.people_import_row_merged,
    closed: m.people_import_row_closed,
    long: m.people_import_row_long,
    surplus: m.people_import_row_surplus,
    'only-owner': m.people_import_row_only_owner,
    above: m.people_import_row_above,
    yourself: m.people_import_row_yourself,
    'last-owner': m.people_import_row_last_owner,
  }
  return words[reason]({ value }, { locale })
}

export function columnName(column: Column, locale: Locale): string {
  return {
    staff_number: m.people_import_col_staff_number,
    name: m.people_import_col_name,
    email: m.people_import_col_email,
    unit: m.people_import_col_unit,
    roles: m.people_import_col_roles,
    locale: m.people_import_col_locale,
    status: m.people_import_col_status,
    hired: m.people_import_col_hired,
    time_zone: m.people_import_col_time_zone,
  }[column]({}, { locale })
}

/** Why a whole file was turned away; a broken one with its place. */
export function refusalWords(refusal: FileRefusal | BrokenFile, locale: Locale): string {
  const options = { locale }
  switch (refusal.reason) {
    case 'columns': {
      const missing = refusal.value
        .split(', ')
        .map((column) => columnName(column as Column, locale))
      return m.people_import_refused_columns(
        { missing: missing.join(', '), headers: refusal.headers },
        options,
      )
    }
    case 'nobody':
      return m.people_import_refused_nobody({}, options)
    case 'leaves':
      return m.people_import_refused_leaves(
        { leaves: refusal.leaves, active: refusal.active },
        options,
      )
    case 'file':
      return m.people_import_refused_file(
        { line: refusal.line, reason: csvFaultWords(refusal.fault, refusal.value, locale) },
        options,
      )
  }
}

export interface BrokenFile {
  reason: 'file'
  line: number
  fault: CsvFault
  value: string
}

/** One field before and after, as the diff shows it. */
export function changeWords({ field, from, to }: Change, locale: Locale) {
  const told = (text: string) => {
    if (field === 'status') {
      const word = text === 'left' ? m.people_import_status_left : m.people_import_status_here
      return word({}, { locale })
    }
    if (field === 'roles')
      return text
        .split('; ')
        .map((role) => roleWords(role, locale))
        .join('; ')
    return text === '' ? m.people_import_nothing({}, { locale }) : text
  }
  return { field: columnName(field, locale), from: told(from), to: told(to) }
}

function roleWords(text: string, locale: Locale): string {
  const [role = '', ...unit] = text.split(' ')
  if (role === 'leader') return m.people_role_leads({ unit: unit.join(' ') }, { locale })
  if (role === 'hr') return m.people_role_hr({}, { locale })
  if (role === 'owner') return m.people_role_owner({}, { locale })
  return m.people_role_none({}, { locale })
}

export function stateWords(state: PeopleImportTable['state'], locale: Locale): string {
  return {
    checking: m.people_import_state_checking,
    checked: m.people_import_state_checked,
    queued: m.people_import_state_queued,
    running: m.people_import_state_running,
    done: m.people_import_state_done,
    refused: m.people_import_state_refused,
    dropped: m.people_import_state_dropped,
  }[state]({}, { locale })
}

/** A wrong row as the table and the error file show it. */
export function faultRow(fault: RowFault, locale: Locale) {
  return {
    ...{ line: fault.line, column: columnName(fault.place, locale) },
    words: faultWords(fault, locale),
  }
}
