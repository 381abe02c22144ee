import { isDay } from '../../i18n/zone.ts'
import { AUDIENCE_ROLES, type Audience } from './audience.ts'
import { plusDays } from './day.ts'
import type { Due } from './due.ts'

export const PATHS = ['employee', 'leader', 'hr'] as const
/** Months after which something may come again; 0 is once. */
export const REPEATS = [0, 3, 6, 12, 24, 36] as const

const MOST_DAYS = 730
const FARTHEST_DAYS = 3 * 366

/** What somebody wishes to assign, as the form holds it. */
export interface Wish {
  unit: string
  role: Audience['role']
  hiredFrom: string
  hiredTo: string
  /** A path as a whole, or single modules. */
  what: (typeof PATHS)[number] | 'chosen'
  modules: string[]
  due: Due['kind']
  dueOn: string
  /** As typed. */
  dueDays: string
  repeat: number
}

/** The wish in these fields; what is missing is proposed. `today` is 'YYYY-MM-DD'. */
export function readWish(fields: URLSearchParams, today: string): Wish {
  const one = <Value extends string>(name: string, known: readonly Value[]): Value =>
    known.find((value) => value === fields.get(name)) ?? known[0]!
  const text = (name: string) => (fields.get(name) ?? '').trim()
  const repeat = Number(fields.get('repeat') ?? 0)
  return {
    unit: text('unit'),
    role: one('role', AUDIENCE_ROLES),
    hiredFrom: text('hiredFrom'),
    hiredTo: text('hiredTo'),
    what: one('what', [...PATHS, 'chosen']),
    modules: fields.getAll('module'),
    due: one('due', ['on', 'hired', 'assigned']),
    dueOn: fields.get('dueOn')?.trim() ?? plusDays(today, 28),
    dueDays: fields.get('dueDays')?.trim() ?? '30',
    repeat: (REPEATS as readonly number[]).includes(repeat) ? repeat : 0,
  }
}

/** The same wish as fields of a form or an address. */
export function wishFields({ modules, repeat, ...rest }: Wish): [name: string, value: string][] {
  return [
    ...Object.entries(rest),
    ['repeat', String(repeat)],
    ...modules.map((module): [string, string] => ['module', module]),
  ]
}

export interface SoundWish extends Audience {
  path: (typeof PATHS)[number] | null
  modules: string[]
  due: Due
  repeatMonths: number | null
}

export interface Problem {
  field: 'unit' | 'module' | 'hiredTo' | 'hiredFrom' | 'dueOn' | 'dueDays'
  what:
    | 'unit-unknown'
    | 'modules-none'
    | 'day-wrong'
    | 'hired-order'
    | 'due-missing'
    | 'due-past'
    | 'due-far'
    | 'days-wrong'
}

interface Known {
  /** Units that this person may assign in. */
  units: readonly string[]
  /** Published modules in their order, each with the roles whose path it lies on. */
  modules: readonly { id: string; roles: readonly string[] }[]
  today: string
  /** The day it is due now, which may stay although it has passed. */
  dueNow?: string | null
}

/** What the portal will do for this wish, or everything that is wrong with it. */
export function checkWish(wish: Wish, known: Known): SoundWish | { problems: Problem[] } {
  const problems: Problem[] = []
  if (!known.units.includes(wish.unit)) problems.push({ field: 'unit', what: 'unit-unknown' })
  const modules = known.modules
    .filter(({ id, roles }) =>
      wish.what === 'chosen' ? wish.modules.includes(id) : roles.includes(wish.what),
    )
    .map(({ id }) => id)
  if (modules.length === 0) problems.push({ field: 'module', what: 'modules-none' })

  for (const field of ['hiredFrom', 'hiredTo'] as const) {
    if (wish[field] !== '' && !isDay(wish[field])) problems.push({ field, what: 'day-wrong' })
  }
  if (wish.hiredFrom !== '' && wish.hiredTo !== '' && wish.hiredFrom > wish.hiredTo) {
    problems.push({ field: 'hiredTo', what: 'hired-order' })
  }
  const days = /^\d{1,3}$/.test(wish.dueDays) ? Number(wish.dueDays) : 0
  if (wish.due !== 'on') {
    if (days < 1 || days > MOST_DAYS) problems.push({ field: 'dueDays', what: 'days-wrong' })
  } else if (!isDay(wish.dueOn)) problems.push({ field: 'dueOn', what: 'due-missing' })
  else if (wish.dueOn < known.today && wish.dueOn !== known.dueNow) {
    problems.push({ field: 'dueOn', what: 'due-past' })
  } else if (wish.dueOn > plusDays(known.today, FARTHEST_DAYS)) {
    problems.push({ field: 'dueOn', what: 'due-far' })
  }
  if (problems.length > 0) return { problems }
  return {
    unitId: wish.unit,
    role: wish.role,
    hiredFrom: wish.hiredFrom || null,
    hiredTo: wish.hiredTo || null,
    path: wish.what === 'chosen' ? null : wish.what,
    modules,
    due: {
      kind: wish.due,
      on: wish.due === 'on' ? wish.dueOn : null,
      days: wish.due === 'on' ? null : days,
    },
    repeatMonths: wish.repeat || null,
  }
}
