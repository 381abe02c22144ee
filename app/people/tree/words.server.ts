import type { Locale } from '../../i18n/locale.ts'
import { m } from '../../i18n/messages.ts'
import type { Unit } from '../unit.ts'
import { clashing, type Obstacle, type Uses } from './rules.ts'
import type { Crowd } from './standing.server.ts'

export function kindWords(kind: Unit['kind'], locale: Locale): string {
  return {
    company: m.people_units_kind_company,
    region: m.people_units_kind_region,
    site: m.people_units_kind_site,
    team: m.people_units_kind_team,
  }[kind]({}, { locale })
}

/** What a kind is for, where somebody chooses one. */
export function kindHint(kind: Unit['kind'], locale: Locale): string {
  const l = { locale }
  if (kind === 'region') return m.people_units_hint_region({}, l)
  return kind === 'site' ? m.people_units_hint_site({}, l) : m.people_units_hint_team({}, l)
}

const isolated = (text: string) => `\u2068${text}\u2069`

/** A name somebody gave a unit, or null for one it cannot have: paths are written with slashes. */
export function soundName(typed: string): string | null {
  const name = typed.replace(/\s+/gu, ' ').trim()
  return name === '' || name.length > 200 || name.includes('/') ? null : name
}

/** Why a unit cannot be moved there, and what to do. */
export function moveWords(obstacle: Obstacle, unit: Unit, locale: Locale): string {
  const l = { locale }
  return {
    root: m.people_units_no_root({}, l),
    same: m.people_units_no_same({}, l),
    loop: m.people_units_no_loop({ unit: isolated(unit.name) }, l),
    kind: m.people_units_no_kind({ kind: kindWords(unit.kind, locale) }, l),
    closed: m.people_units_no_closed({}, l),
    name: m.people_units_no_twin({ unit: isolated(unit.name) }, l),
  }[obstacle]
}

/** Why a unit cannot go into that one, and what to do. */
export function mergeWords(
  obstacle: Obstacle,
  { unit, into, units }: { unit: Unit; into: Unit; units: Unit[] },
  locale: Locale,
): string {
  const l = { locale }
  return {
    root: m.people_units_no_root({}, l),
    same: m.people_units_no_itself({}, l),
    loop: m.people_units_no_loop({ unit: isolated(unit.name) }, l),
    kind: m.people_units_no_other_kind({ kind: kindWords(unit.kind, locale) }, l),
    closed: m.people_units_no_closed({}, l),
    name: m.people_units_no_twins({ names: clashing(units, unit, into).join(', ') }, l),
  }[obstacle]
}

/** What still hangs on a unit, a line each. */
export function usesLines(uses: Required<Uses>, locale: Locale): string[] {
  const l = { locale }
  const { codes, cases, names, hooks, assignments, plans } = uses
  return [
    codes > 0 && m.people_units_use_codes({ n: codes }, l),
    cases > 0 && m.people_units_use_cases({ n: cases }, l),
    names > 0 && m.people_units_use_names({ n: names }, l),
    hooks > 0 && m.people_units_use_hooks({ n: hooks }, l),
    assignments > 0 && m.people_units_use_assignments({ n: assignments }, l),
    plans > 0 && m.people_units_use_plans({ n: plans }, l),
  ].filter((line) => line !== false)
}

interface UnitRow {
  id: string
  name: string
  about: string
}

/** A unit as a line of a list: "site · 24 people · 3 units below". */
export function unitRow(
  unit: Unit,
  units: readonly Unit[],
  crowd: Crowd | undefined,
  locale: Locale,
): UnitRow {
  const l = { locale }
  const below = units.filter(({ parentId, closedAt }) => parentId === unit.id && !closedAt).length
  const into = units.find(({ id }) => id === unit.mergedInto)
  const about = unit.closedAt
    ? [
        into
          ? m.people_units_mark_merged({ unit: isolated(into.name) }, l)
          : m.people_units_mark_closed({}, l),
      ]
    : [
        m.people_units_people({ n: crowd?.all ?? 0 }, l),
        ...(below > 0 ? [m.people_units_below_n({ n: below }, l)] : []),
      ]
  return {
    id: unit.id,
    name: unit.name,
    about: [kindWords(unit.kind, locale), ...about].join(' · '),
  }
}
