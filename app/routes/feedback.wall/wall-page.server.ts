import type { Db } from '../../../db/connect.ts'
import { wishesTakenUp } from '../../feedback/wish.server.ts'
import { sitesSeen } from '../../feedback/sites.ts'
import { wallClock } from '../../i18n/zone.ts'
import { promiseOf } from '../../impact/huddle/huddle.server.ts'
import { answerName, daysBefore, placeOf, WALL_DAYS } from '../../nps/wall/wall.ts'
import { type Said, type Wall, wallOf, wallPage } from '../../nps/wall/wall.server.ts'
import type { Employee } from '../../people/employee.server.ts'
import { pathOf, siteOf } from '../../people/unit.ts'
import { unitTree } from '../../people/unit.server.ts'
import { servedBy } from '../../touchpoints/serving.server.ts'
import { touchpointByCode } from '../../touchpoints/touchpoint.server.ts'

/** The one thing to do with what was said. */
export type Deed =
  | { kind: 'thank' }
  | { kind: 'wish' }
  | { kind: 'taken-up'; to: string }
  | { kind: 'note'; to: string }

export interface SaidCard extends Said {
  place: string
  deed: Deed
}

/** The wall of the site asked for, or my own; null where this person sees no such site, or none at all. */
export async function myWall(
  db: Db,
  me: Employee,
  unit: string | null,
  today: string,
): Promise<{
  wall: Wall
  site: { id: string; name: string }
  choices: { id: string; name: string }[]
  serving: string[]
} | null> {
  const units = await unitTree(db)
  const seen = sitesSeen(units, me)
  const siteId = unit === null ? seen[0] : seen.find((id) => id === unit)
  const site = units.find(({ id }) => id === siteId)
  if (!site) return null
  // My own team's touchpoints at my own site; of another site I lead, the site's.
  const mine = siteOf(units, me.unitId)?.id === site.id && me.leads.length === 0
  const { codes } = await servedBy(db, units, mine ? me.unitId : site.id)
  return {
    wall: await wallOf(db, units, site.id, codes, daysBefore(today, WALL_DAYS), me.locale),
    site: { id: site.id, name: site.name },
    choices: units.filter(({ id }) => seen.includes(id)).map(({ id, name }) => ({ id, name })),
    serving: mine ? pathOf(units, me.unitId).map(({ id }) => id) : [site.id],
  }
}

/** Everything the wall's page shows. */
export async function wallFor(
  db: Db,
  me: Employee,
  asked: { unit: string | null; after: string | null },
  timeZone: string,
  now: Date,
) {
  const today = wallClock(now.getTime(), timeZone).slice(0, 10)
  const found = await myWall(db, me, asked.unit, today)
  if (!found) return null
  const { said, next } = await wallPage(db, found.wall, placeOf(asked.after))
  const taken = await wishesTakenUp(
    db,
    said.map(({ id }) => answerName(id)),
  )
  return {
    site: found.site,
    choices: found.choices,
    promise: asked.after === null ? await promiseOf(db, found.serving) : null,
    said: said.map((one): SaidCard => ({
      ...one,
      place: touchpointByCode(one.touchpoint)?.name[me.locale] ?? one.touchpoint,
      deed: deedOf(one, taken.get(answerName(one.id))),
    })),
    next,
  }
}

function deedOf(said: Said, observation: string | undefined): Deed {
  if (observation) return { kind: 'taken-up', to: `/feedback/${observation}` }
  if (said.band === 'praise') return { kind: 'thank' }
  if (said.improve && touchpointByCode(said.touchpoint)) return { kind: 'wish' }
  const at = said.touchpoint ? `?touchpoint=${encodeURIComponent(said.touchpoint)}` : ''
  return { kind: 'note', to: `/feedback/new${at}` }
}
