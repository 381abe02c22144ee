import type { Employee } from '../people/employee.server.ts'
import { sitesUnder, siteOf, type Unit } from '../people/unit.ts'

export type Viewer = Pick<Employee, 'id' | 'unitId' | 'leads'>

/** Sites whose observations this person reads: their own, and those under the units they lead. */
export function sitesSeen(units: Unit[], viewer: Viewer): string[] {
  const own = siteOf(units, viewer.unitId)
  return [...new Set([...(own ? [own.id] : []), ...sitesLed(units, viewer)])]
}

/** Sites whose observations this person moves along. Leading a team inside a site is not leading the site. */
export function sitesLed(units: Unit[], viewer: Pick<Employee, 'leads'>): string[] {
  return [
    ...new Set(viewer.leads.flatMap((unit) => sitesUnder(units, unit).map((site) => site.id))),
  ]
}

/** Sites to choose from for somebody who works above all sites; empty for everybody else, whose site is known. */
export function sitesToChoose(units: Unit[], by: Pick<Employee, 'unitId'>): Unit[] {
  return siteOf(units, by.unitId) ? [] : sitesUnder(units, by.unitId)
}
