import { m } from '../i18n/messages.ts'
import { isDay, zonedTime } from '../i18n/zone.ts'
import type { Employee, Role } from './employee.server.ts'
import type { Unit } from './unit.ts'
import { unitAsked } from './unit-asked.server.ts'

interface RoleReply {
  errors: { field: 'unit' | 'until'; message: string }[]
  typed: { role: string; unit: string; until: string }
}

/** The first moment after that day on a clock of `timeZone`. */
function endOf(day: string, timeZone: string): number {
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + 24 * 60 * 60_000)
  return zonedTime(`${next.toISOString().slice(0, 10)}T00:00`, timeZone)!.getTime()
}

/** What role the form gives: a leader's with its unit and, for a deputy, the last day of it. */
export function roleFrom(
  form: FormData,
  units: Unit[],
  me: Pick<Employee, 'locale'>,
  timeZone: string,
  now: Date,
): { given: { role: Role; unitId: string; until: number | null }; day: string } | RoleReply {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  const typed = { role: text('role'), unit: text('unit'), until: text('until') }
  const l = { locale: me.locale }
  const role: Role = typed.role === 'hr' || typed.role === 'owner' ? typed.role : 'leader'
  if (role !== 'leader') return { given: { role, unitId: '', until: null }, day: '' }
  const errors: RoleReply['errors'] = []
  const asked = unitAsked(units, typed.unit, me.locale)
  if ('error' in asked) errors.push({ field: 'unit', message: asked.error })
  const until = isDay(typed.until) ? endOf(typed.until, timeZone) : null
  if (typed.until !== '' && (until === null || until <= now.getTime())) {
    errors.push({ field: 'until', message: m.people_role_until_wrong({}, l) })
  }
  if (errors.length > 0 || 'error' in asked) return { errors, typed }
  return { given: { role, unitId: asked.unit.id, until }, day: typed.until }
}
