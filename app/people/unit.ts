export interface Unit {
  id: string
  parentId: string | null
  code: string
  name: string
  kind: 'company' | 'region' | 'site' | 'team'
}

/** The unit and all above it, the unit first. */
export function pathOf(units: Unit[], id: string): Unit[] {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const path: Unit[] = []
  for (let unit = byId.get(id); unit && !path.includes(unit);) {
    path.push(unit)
    unit = unit.parentId ? byId.get(unit.parentId) : undefined
  }
  return path
}

/** Ids of the unit and all below it. */
export function subtreeOf(units: Unit[], id: string): string[] {
  const children = new Map<string, string[]>()
  for (const unit of units) {
    if (unit.parentId)
      children.set(unit.parentId, [...(children.get(unit.parentId) ?? []), unit.id])
  }
  const found: string[] = []
  const waiting = [id]
  while (waiting.length > 0) {
    const next = waiting.pop() as string
    found.push(next)
    waiting.push(...(children.get(next) ?? []))
  }
  return found
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
