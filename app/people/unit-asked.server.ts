import type { Locale } from '../i18n/locale.ts'
import { m } from '../i18n/messages.ts'
import type { Unit } from './unit.ts'
import { unitTyped } from './unit-typed.ts'

/** The open unit somebody typed, or in words why it is none. */
export function unitAsked(
  units: Unit[],
  typed: string,
  locale: Locale,
): { unit: Unit } | { error: string } {
  const l = { locale }
  const found = unitTyped(units, typed)
  if (found === 'none') return { error: m.people_form_unit_none({ value: typed }, l) }
  if ('several' in found) {
    const paths = found.several.join(', ')
    return { error: m.people_form_unit_several({ value: typed, paths }, l) }
  }
  if ('closed' in found) {
    return { error: m.people_form_unit_closed({ value: found.closed, now: found.now }, l) }
  }
  return { unit: found }
}
