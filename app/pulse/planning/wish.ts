import { wallClock, zonedTime } from '../../i18n/zone.ts'
import { pathOf, type Unit } from '../../people/unit.ts'
import { AUDIENCE_ROLES } from '../audience-roles.ts'
import type { Audience } from '../audience.ts'
import { proposedClosing } from '../closing.ts'
import type { Survey } from '../survey.ts'
import { FREQUENCIES, type Frequency, minutesBetween, SHORTEST_DAYS } from './calendar.ts'
import { MOST_REMINDERS } from './reminder.ts'
import { driversOf, fewestItems } from './rotation.ts'

/** What HR wishes for a wave, as its form holds it; times by the company's clock. */
export interface Wish {
  survey: string
  /** None: the whole company. */
  units: string[]
  roles: Audience['roles']
  opens: 'now' | 'at'
  opensAt: string
  closes: string
  reminders: number
  often: 'once' | Frequency
  /** Rating items a round, as typed; empty asks the whole survey each time. */
  items: string
}

/** The wish in these fields; what is missing is proposed. */
export function readWish(fields: URLSearchParams, now: Date, timeZone: string): Wish {
  const one = <Value extends string>(name: string, known: readonly Value[]): Value =>
    known.find((value) => value === fields.get(name)) ?? known[0]!
  const reminders = Number(fields.get('reminders') ?? 1)
  return {
    survey: fields.get('survey') ?? '',
    units: fields.getAll('unit'),
    roles: one('roles', AUDIENCE_ROLES),
    opens: one('opens', ['now', 'at']),
    opensAt: fields.get('opensAt') ?? '',
    closes: fields.get('closes') ?? proposedClosing(now, timeZone),
    reminders: [0, 1, MOST_REMINDERS].includes(reminders) ? reminders : 0,
    often: one('often', ['once', ...FREQUENCIES]),
    items: (fields.get('items') ?? '').trim(),
  }
}

/** The same wish as fields of a form or an address. */
export function wishFields(wish: Wish): [name: string, value: string][] {
  const { units, reminders, ...rest } = wish
  return [
    ...Object.entries(rest),
    ['reminders', String(reminders)],
    ...units.map((unit): [string, string] => ['unit', unit]),
  ]
}

export interface Rounds {
  frequency: Frequency
  firstOpens: string
  openMinutes: number
  items: number
}

export interface SoundWish {
  survey: Survey
  audience: Audience
  opensAt: Date
  closesAt: Date
  reminders: number
  /** Null for a single wave. */
  rounds: Rounds | null
}

export interface Problem {
  field: 'survey' | 'opensAt' | 'closes' | 'items'
  what:
    | 'survey-unknown'
    | 'opens-missing'
    | 'opens-past'
    | 'closes-missing'
    | 'closes-early'
    | 'open-too-long'
    | 'items-too-few'
    | 'items-too-many'
  /** For items: how many would do. */
  limit?: number
}

/**
 * What the portal will do for this wish, or everything that is wrong with it. Rounds have to close before the next can open,
 * and to bring every driver back within a quarter.
 */
export function checkWish(
  wish: Wish,
  known: { surveys: readonly Survey[]; units: Unit[] },
  timeZone: string,
  now: Date,
): SoundWish | { problems: Problem[] } {
  const problems: Problem[] = []
  const survey = known.surveys.find(({ id }) => id === wish.survey)
  if (!survey) problems.push({ field: 'survey', what: 'survey-unknown' })

  const opensAt = wish.opens === 'now' ? now : zonedTime(wish.opensAt, timeZone)
  if (!opensAt) problems.push({ field: 'opensAt', what: 'opens-missing' })
  else if (opensAt < now) problems.push({ field: 'opensAt', what: 'opens-past' })

  const closesAt = zonedTime(wish.closes, timeZone)
  if (!closesAt) problems.push({ field: 'closes', what: 'closes-missing' })
  else if (opensAt && closesAt <= opensAt) problems.push({ field: 'closes', what: 'closes-early' })

  const firstOpens = opensAt && wallClock(opensAt.getTime(), timeZone)
  const openMinutes = firstOpens && closesAt ? minutesBetween(firstOpens, wish.closes) : 0
  const items = wish.items === '' ? 0 : Number(wish.items)
  if (wish.often !== 'once') {
    if (openMinutes >= SHORTEST_DAYS[wish.often] * 24 * 60) {
      problems.push({ field: 'closes', what: 'open-too-long' })
    }
    if (survey && items !== 0) {
      const [fewest, most] = [fewestItems(survey, wish.often), driversOf(survey).length]
      if (!(items >= fewest) || !Number.isInteger(items)) {
        problems.push({ field: 'items', what: 'items-too-few', limit: fewest })
      } else if (items > most) {
        problems.push({ field: 'items', what: 'items-too-many', limit: most })
      }
    }
  }
  if (problems.length > 0 || !survey || !opensAt || !closesAt || !firstOpens) return { problems }
  return {
    survey,
    audience: { units: topmost(wish.units, known.units), roles: wish.roles },
    opensAt,
    closesAt,
    reminders: wish.reminders,
    rounds:
      wish.often === 'once' ? null : { frequency: wish.often, firstOpens, openMinutes, items },
  }
}

/** Chosen units without those that others hold already, in one order, so that the same people are the same audience. */
function topmost(chosen: readonly string[], units: Unit[]): string[] | null {
  const known = chosen.filter((id) => units.some((unit) => unit.id === id))
  const top = known.filter(
    (id) => !pathOf(units, id).some((unit) => unit.id !== id && known.includes(unit.id)),
  )
  const root = units.find((unit) => unit.parentId === null)
  if (top.length === 0 || (root && top.includes(root.id))) return null
  return [...new Set(top)].sort()
}
