import { pathOf, subtreeOf, type Unit } from '../unit.ts'

/** What stands in the way of a change of the tree. */
export type Obstacle =
  /** The unit above all others stays where it is. */
  | 'root'
  /** It is that unit, or hangs there already. */
  | 'same'
  /** It would hang below itself. */
  | 'loop'
  /** A region in a team, a site in a site, a team merged into a region. */
  | 'kind'
  | 'closed'
  /** Two units of one name would hang side by side, and nobody could tell them apart in a file. */
  | 'name'

const BELOW: Record<Unit['kind'], readonly Unit['kind'][]> = {
  company: ['region', 'site', 'team'],
  region: ['region', 'site', 'team'],
  site: ['team'],
  team: ['team'],
}

/** What may hang under a unit of this kind. A site holds no site: customers' answers are told apart by it. */
export function kindsUnder(kind: Unit['kind']): readonly Unit['kind'][] {
  return BELOW[kind]
}

export const plainName = (name: string) =>
  name.normalize('NFC').replace(/\s+/gu, ' ').trim().toLocaleLowerCase('en')

const isOpen = ({ closedAt }: Unit) => (closedAt ?? null) === null

/** Whether an open unit under `above` other than `id` is called so. */
export function isNameTaken(units: Unit[], above: string | null, name: string, id = ''): boolean {
  const wanted = plainName(name)
  return units.some(
    (unit) =>
      unit.parentId === above && unit.id !== id && isOpen(unit) && plainName(unit.name) === wanted,
  )
}

/** Why this unit cannot hang under that one; null where it can. */
export function whyNotUnder(units: Unit[], unit: Unit, above: Unit): Obstacle | null {
  if (unit.parentId === null) return 'root'
  if (!isOpen(unit) || !isOpen(above)) return 'closed'
  if (pathOf(units, above.id).some(({ id }) => id === unit.id)) return 'loop'
  if (unit.parentId === above.id) return 'same'
  if (!kindsUnder(above.kind).includes(unit.kind)) return 'kind'
  return isNameTaken(units, above.id, unit.name, unit.id) ? 'name' : null
}

/** Why this unit cannot go into that one; null where it can. What hung below it will hang below that one. */
export function whyNotInto(units: Unit[], unit: Unit, into: Unit): Obstacle | null {
  if (unit.parentId === null) return 'root'
  if (unit.id === into.id) return 'same'
  if (!isOpen(unit) || !isOpen(into)) return 'closed'
  if (subtreeOf(units, unit.id).includes(into.id)) return 'loop'
  if (unit.kind !== into.kind) return 'kind'
  return clashing(units, unit, into).length > 0 ? 'name' : null
}

/** Names that a unit below the one and a unit below the other share. */
export function clashing(units: Unit[], unit: Unit, into: Unit): string[] {
  return units
    .filter(({ parentId }) => parentId === unit.id)
    .filter((child) => isOpen(child) && isNameTaken(units, into.id, child.name, unit.id))
    .map(({ name }) => name)
}

/** What hangs on a unit beside its people, by what it is; counted by whoever keeps it. */
export interface Uses {
  codes?: number
  cases?: number
  names?: number
  hooks?: number
  assignments?: number
  plans?: number
}

/** The sum of what several purposes say. */
export function sumOfUses(all: readonly Uses[]): Required<Uses> {
  const none = { codes: 0, cases: 0, names: 0, hooks: 0, assignments: 0, plans: 0 }
  return Object.assign(none, ...all) as Required<Uses>
}
