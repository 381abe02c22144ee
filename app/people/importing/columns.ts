import { COLUMNS, type Column } from './row.ts'

/** What a column may be called, in small letters without signs; the first of each language is what we write. */
const NAMES: Record<Column, readonly string[]> = {
  staff_number: [
    ...['staff number', 'employee number', 'personnel number', 'employee id', 'staff id', 'id'],
    ...['табельный номер', 'таб номер', 'номер сотрудника', 'табельный'],
    ...['מספר עובד', 'מס עובד', 'מספר עובדת'],
  ],
  name: [
    ...['name', 'full name', 'employee', 'имя', 'фио', 'сотрудник', 'фамилия имя отчество'],
    ...['שם', 'שם מלא', 'שם העובד'],
  ],
  email: [
    ...['email', 'e mail', 'mail', 'email address', 'почта', 'электронная почта', 'эл почта'],
    ...['имейл', 'דואל', 'דוא ל', 'אימייל', 'מייל', 'דואר אלקטרוני'],
  ],
  unit: [
    ...['unit', 'team', 'department', 'site', 'path', 'подразделение', 'отдел', 'команда'],
    ...['יחידה', 'צוות', 'מחלקה', 'אתר'],
  ],
  roles: ['roles', 'role', 'роли', 'роль', 'תפקידים', 'תפקיד'],
  locale: ['locale', 'language', 'lang', 'язык', 'שפה'],
  status: ['status', 'статус', 'состояние', 'סטטוס', 'מצב'],
  hired: [
    ...['hired', 'hired on', 'hire date', 'start date', 'дата приема', 'принят', 'дата найма'],
    ...['תאריך קליטה', 'תחילת עבודה', 'תאריך תחילת עבודה'],
  ],
  time_zone: ['time zone', 'timezone', 'часовой пояс', 'אזור זמן'],
}

export const NEEDED = ['staff_number', 'name', 'unit'] as const satisfies Column[]

/** Headers differ in case, accents, signs and doubled spaces; none of it tells two columns apart. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

const KNOWN = new Map(
  COLUMNS.flatMap((column) =>
    [column, ...NAMES[column]].map((name) => [plain(name), column] as const),
  ),
)

/**
 * Where each column stands, from 0, by its header in any of the three languages; of two that mean the same the first.
 * What the file has not is not there.
 */
export function columnsOf(headers: readonly string[]): Map<Column, number> {
  const found = new Map<Column, number>()
  headers.forEach((header, index) => {
    const column = KNOWN.get(plain(header))
    if (column && !found.has(column)) found.set(column, index)
  })
  return found
}
