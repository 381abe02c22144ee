import { pathOf, type Unit } from './unit.ts'

/** `North / Lindenhof`: the path without the company, which is everybody's. */
export function unitPath(units: Unit[], id: string): string {
  const names = pathOf(units, id).map(({ name }) => name)
  return names
    .slice(0, Math.max(1, names.length - 1))
    .reverse()
    .join(' / ')
}

const plain = (text: string) =>
  text.normalize('NFC').replace(/\s+/gu, ' ').trim().toLocaleLowerCase('en')

const parts = (path: string) => path.split('/').map(plain).filter(Boolean)

/**
 * The unit somebody typed, by its path or as much of its end as tells it from others, whatever the case; `several` are
 * the paths it could be.
 */
export function unitTyped(units: Unit[], typed: string): Unit | 'none' | { several: string[] } {
  const wanted = parts(typed)
  const last = wanted.at(-1)
  if (last === undefined) return 'none'
  const found = units
    .filter((unit) => plain(unit.name) === last)
    .map((unit) => ({ unit, names: pathOf(units, unit.id).map(({ name }) => plain(name)) }))
    .filter(({ names }) => [...wanted].reverse().every((name, at) => names[at] === name))
  const whole = found.filter(({ names }) => names.length - 1 <= wanted.length)
  const [only] = whole.length === 1 ? whole : found
  if (!only) return 'none'
  if (found.length === 1 || whole.length === 1) return only.unit
  const paths = found.map(({ unit }) => unitPath(units, unit.id)).sort()
  return { several: paths.slice(0, 5) }
}

/** Paths to choose from while typing; a larger company types. */
export function unitChoices(units: Unit[]): string[] {
  return units.length > 300 ? [] : units.map(({ id }) => unitPath(units, id)).sort()
}
