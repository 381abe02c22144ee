import type { Locale } from '../../i18n/locale.ts'
import { m } from '../../i18n/messages.ts'
import { NEEDED } from './columns.ts'
import { type Column, COLUMNS } from './row.ts'
import { columnName } from './words.server.ts'

/** Which columns are read, by their names, and what stands in them. */
export function columnGuide(locale: Locale): { column: Column; name: string; about: string }[] {
  const about: Partial<Record<Column, string>> = {
    unit: m.people_import_about_unit({}, { locale }),
    roles: m.people_import_about_roles({}, { locale }),
    locale: m.people_import_about_locale({}, { locale }),
    status: m.people_import_about_status({}, { locale }),
    hired: m.people_import_about_hired({}, { locale }),
    time_zone: m.people_import_about_time_zone({}, { locale }),
  }
  return COLUMNS.map((column) => ({
    ...{ column, name: columnName(column, locale) },
    about: [
      ...((NEEDED as readonly Column[]).includes(column)
        ? [m.people_import_needed({}, { locale })]
        : []),
      ...(about[column] ? [about[column]] : []),
    ].join('; '),
  }))
}
