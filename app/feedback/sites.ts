import type { Employee } from '../people/employee.server.ts'
import { openUnits, siteOf, sitesUnder, type Unit } from '../people/unit.ts'

export type Viewer = Pick<Employee, 'id' | 'unitId' | 'leads'>

/** Sites whose observations this person reads: their own, and those under the units they lead. */
export function sitesSeen(units: Unit[], viewer: Viewer): string[] {
  const own = siteOf(units, viewer.unitId)
  // What was merged into a site hangs below it.
  const mine = own ? [own, ...sitesUnder(units, own.id)].map(({ id }) => id) : []
  return [...new Set([...mine, ...sitesLed(units, viewer)])]
}

/** Sites whose observations this person moves along. Leading a team inside a site is not leading the site. */
export function sitesLed(units: Unit[], viewer: Pick<Employee, 'leads'>): string[] {
  return [
    ...new Set(viewer.leads.flatMap((unit) => sitesUnder(units, unit).map((site) => site.id))),
  ]
}

/** Sites to choose from for somebody who works above all sites; empty for everybody else, whose site is known. */
export function sitesToChoose(units: Unit[], by: Pick<Employee, 'unitId'>): Unit[] {
  return siteOf(units, by.unitId) ? [] : openUnits(sitesUnder(units, by.unitId))
}
