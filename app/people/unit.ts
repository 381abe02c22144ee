export interface Unit {
  id: string
  parentId: string | null
  code: string
  name: string
  kind: 'company' | 'region' | 'site' | 'team'
  /** When it was closed; absent or null for one that is open. */
  closedAt?: number | null
  /** The unit that carries on what this one did; it hangs under that one since. */
  mergedInto?: string | null
  /** Where it hung before it was merged. */
  wasUnder?: string | null
}

/** Units that people can be placed in and things be planned for; the others are history. */
export function openUnits(units: Unit[]): Unit[] {
  return units.filter(({ closedAt }) => (closedAt ?? null) === null)
}

/** Open sites, to choose from. */
export function openSites(units: Unit[]): Unit[] {
  return openUnits(units).filter(({ kind }) => kind === 'site')
}

/** What a unit is today: itself, or the open one it was merged into, or the nearest open one above it. */
export function openUnitOf(units: Unit[], id: string): Unit | undefined {
  return pathOf(units, id).find(({ closedAt }) => (closedAt ?? null) === null)
}

/** The unit that carries on what this one did, after all merges: itself where it was never merged. */
export function carriedOnBy(units: Unit[], unit: Unit): Unit {
  if (!unit.mergedInto) return unit
  const byId = new Map(units.map((one) => [one.id, one]))
  let now = unit
  for (let steps = 0; now.mergedInto && steps < units.length; steps++) {
    now = byId.get(now.mergedInto) ?? now
  }
  return now
}

/** These units and all that were merged into them, however often: what their leaders now answer for. */
export function withMerged(units: Unit[], ids: readonly string[]): string[] {
  const wanted = new Set(ids)
  const merged = units.filter((one) => one.mergedInto && wanted.has(carriedOnBy(units, one).id))
  return [...new Set([...ids, ...merged.map(({ id }) => id)])]
}

/** The unit and all above it, the unit first. */
export function pathOf(units: Unit[], id: string): Unit[] {
  const path: Unit[] = []
  for (let unit = unitOf(units, id); unit && !path.includes(unit);) {
    path.push(unit)
    unit = unit.parentId ? unitOf(units, unit.parentId) : undefined
  }
  return path
}

/** Where each unit stands in a list that was asked before; counted anew for every question, a thousand units took a second. */
const places = new WeakMap<Unit[], Map<string, number>>()

function unitOf(units: Unit[], id: string): Unit | undefined {
  const known = units[places.get(units)?.get(id) ?? -1]
  // A list may have changed since: what it does not have where it was is looked for again.
  if (known?.id === id) return known
  const fresh = new Map(units.map((unit, at) => [unit.id, at]))
  places.set(units, fresh)
  return units[fresh.get(id) ?? -1]
}

/** Ids of the unit and all below it. */
export function subtreeOf(units: Unit[], id: string): string[] {
  const children = byParent(units)
  const found: string[] = []
  const waiting = [id]
  while (waiting.length > 0) {
    const next = waiting.pop() as string
    found.push(next)
    waiting.push(...(children.get(next) ?? []).map((unit) => unit.id))
  }
  return found
}

/** These units from above: each followed by those below it, `depth` steps down from the topmost among them. */
export function downwards(units: Unit[]): { id: string; name: string; depth: number }[] {
  const inside = new Set(units.map(({ id }) => id))
  const children = byParent(units)
  const from = (some: Unit[], depth: number): ReturnType<typeof downwards> =>
    some.flatMap(({ id, name }) => [
      { id, name, depth },
      ...from(children.get(id) ?? [], depth + 1),
    ])
  return from(
    units.filter(({ parentId }) => parentId === null || !inside.has(parentId)),
    0,
  )
}

function byParent(units: Unit[]): Map<string | null, Unit[]> {
  const children = new Map<string | null, Unit[]>()
  for (const unit of units) {
    const beside = children.get(unit.parentId)
    if (beside) beside.push(unit)
    else children.set(unit.parentId, [unit])
  }
  return children
}

/** The site a unit belongs to: itself or the nearest above it of that kind; null above all sites. */
export function siteOf(units: Unit[], id: string): Unit | null {
  return pathOf(units, id).find((unit) => unit.kind === 'site') ?? null
}

/** Sites among the unit and all below it, by name. */
export function sitesUnder(units: Unit[], id: string): Unit[] {
  const inside = new Set(subtreeOf(units, id))
  return units.filter((unit) => unit.kind === 'site' && inside.has(unit.id))
}
