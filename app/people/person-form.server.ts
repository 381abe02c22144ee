import { isLocale, type Locale } from '../i18n/locale.ts'
import { m } from '../i18n/messages.ts'
import { isDay, isTimeZone } from '../i18n/zone.ts'
import { isEmail, LONGEST } from './importing/row.ts'
import type { PersonChange } from './person.server.ts'
import type { Unit } from './unit.ts'
import { unitAsked } from './unit-asked.server.ts'

export const FIELDS = ['name', 'email', 'unit', 'locale', 'hired', 'time_zone'] as const
export type Field = (typeof FIELDS)[number] | 'staff_number'

export interface FormReply {
  errors: { field: Field; message: string }[]
  typed: Partial<Record<Field, string>>
}

/** What stands in the form of a person, or what is wrong with it in the reader's language, with all that was typed. */
export function personFrom(
  form: FormData,
  units: Unit[],
  locale: Locale,
): { person: PersonChange; staffNumber: string } | FormReply {
  const typed: Partial<Record<Field, string>> = {}
  for (const field of [...FIELDS, 'staff_number' as const]) {
    const value = form.get(field)
    if (value !== null) typed[field] = String(value).replace(/\s+/gu, ' ').trim()
  }
  const errors: FormReply['errors'] = []
  const wrong = (field: Field, message: string) => void errors.push({ field, message })
  const { name = '', email = '', unit = '', hired = '', time_zone: zone = '' } = typed
  const staffNumber = typed.staff_number ?? ''
  const l = { locale }
  if (form.has('staff_number') && (staffNumber === '' || staffNumber.length > LONGEST)) {
    wrong('staff_number', m.people_form_number_missing({}, l))
  }
  if (name === '' || name.length > LONGEST) wrong('name', m.people_form_name_missing({}, l))
  if (email !== '' && !isEmail(email)) wrong('email', m.people_form_email_wrong({}, l))
  const found = unitAsked(units, unit, locale)
  if ('error' in found) wrong('unit', found.error)
  if (hired !== '' && !isDay(hired)) wrong('hired', m.people_form_hired_wrong({}, l))
  if (zone !== '' && !isTimeZone(zone)) wrong('time_zone', m.people_form_zone_wrong({}, l))
  if (errors.length > 0 || 'error' in found) return { errors, typed }
  return {
    staffNumber,
    person: {
      ...{ name, email: email || null, unitId: found.unit.id },
      locale: isLocale(typed.locale) ? typed.locale : locale,
      ...{ hiredOn: hired || null, timeZone: zone || null },
    },
  }
}
