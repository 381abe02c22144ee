import { openUnitOf, openUnits, pathOf, type Unit } from './unit.ts'

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

type Typed = Unit | 'none' | { several: string[] } | { closed: string; now: string }

/**
 * The open unit somebody typed, by its path or as much of its end as tells it from others, whatever the case; `several`
 * are the paths it could be. Where only a closed one is called so, `now` is the path of what it became.
 */
export function unitTyped(all: Unit[], typed: string): Typed {
  const open = unitAmong(all, openUnits(all), typed)
  if (open !== 'none') return open
  const closed = unitAmong(all, all, typed)
  if (closed === 'none' || 'several' in closed) return 'none'
  const now = openUnitOf(all, closed.id)
  return { closed: closed.name, now: now ? unitPath(all, now.id) : '' }
}

function unitAmong(
  units: Unit[],
  among: Unit[],
  typed: string,
): Unit | 'none' | { several: string[] } {
  const wanted = parts(typed)
  const last = wanted.at(-1)
  if (last === undefined) return 'none'
  const found = among
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
  const open = openUnits(units)
  return open.length > 300 ? [] : open.map(({ id }) => unitPath(units, id)).sort()
}
