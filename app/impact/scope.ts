import { siteOf, sitesUnder, subtreeOf, type Unit } from '../people/unit.ts'

/** Whose numbers a page of impact shows. */
export interface Scope {
  /** The site, or the unit above sites whose sites are taken together. */
  unit: Unit
  /** The chosen or own site, with those that were merged into it; null where several are taken together. */
  site: Unit | null
  siteIds: string[]
  /** Those sites with all units below them: where customers' answers may hang. */
  unitIds: string[]
  /** Sites this person may look at instead; empty for who has one site only. */
  choices: Unit[]
  /** Works above sites, so that several can be taken together. */
  fromAbove: boolean
}

interface Viewer {
  unitId: string
  leads: string[]
  roles: readonly string[]
}

/**
 * The site asked for by its code, or where none is: my own, or for who works above sites all sites
 * below me. People of a site see that one; leaders theirs too; HR every one. Null: no such site, or
 * not for this person.
 */
export function scopeFor(units: Unit[], me: Viewer, code: string | null): Scope | null {
  const own = siteOf(units, me.unitId)
  const home = units.find((unit) => unit.id === me.unitId)
  const root = units.find((unit) => unit.parentId === null)
  const everywhere = me.roles.includes('hr') && root ? sitesUnder(units, root.id) : []
  const mine = sitesUnder(units, (own ?? { id: me.unitId }).id)
  const led = me.leads.flatMap((unit) => sitesUnder(units, unit))
  const open = [...new Set([...mine, ...led, ...everywhere])]

  const site = code ? open.find((one) => one.code === code) : own
  const unit = site ?? (code ? undefined : home)
  if (!unit) return null
  const siteIds = (site ? sitesUnder(units, site.id) : mine).map((one) => one.id)
  return {
    unit,
    site: site ?? null,
    siteIds,
    unitIds: subtreeOf(units, unit.id),
    choices: open.length > 1 || !own ? open : [],
    fromAbove: own === null,
  }
}
