import type { Db } from '../../../db/connect.ts'
import { placeName } from '../../feedback/card.server.ts'
import { OPEN } from '../../feedback/kinds.ts'
import { siteObservations } from '../../feedback/list.server.ts'
import { observation } from '../../feedback/observation.server.ts'
import type { ObservationView } from '../../feedback/view.server.ts'
import type { Locale } from '../../i18n/locale.ts'
import { daysBefore } from '../../nps/wall/wall.ts'
import { praiseFor, type Said, saidByIds, type Wall, wallOf } from '../../nps/wall/wall.server.ts'
import type { Employee } from '../../people/employee.server.ts'
import { siteOf, type Unit } from '../../people/unit.ts'
import { unitTree } from '../../people/unit.server.ts'
import { servedBy } from '../../touchpoints/serving.server.ts'
import { huddle, huddlesOf, promiseBefore, unitsToTalk } from './huddle.server.ts'

/** Shout-outs, and frictions to choose from, on one sheet. */
const PRAISE = 3
const FRICTIONS = 4

/** Praise is read out while it is fresh: of the last two weeks and a few days of grace. */
const FRESH_DAYS = 17

export interface Line {
  id: string
  place: string
  words: string
}

/** One page for a talk of a quarter of an hour. */
export interface Sheet {
  id: string
  unit: string
  unitId: string
  day: string
  last: { day: string; promise: string; status: string; outcome: string | null } | null
  praise: Line[]
  friction: Line | null
  promise: string
}

function saidLine(said: Said, locale: Locale): Line {
  return { id: String(said.id), place: placeName(said.touchpoint, locale), words: said.why }
}

function seenLine(one: ObservationView, locale: Locale): Line {
  const words = [one.note, one.suggestion].filter(Boolean).join(' – ')
  return { id: one.id, place: placeName(one.touchpoint, locale), words }
}

async function wallFor(
  db: Db,
  units: Unit[],
  unitId: string,
  day: string,
  locale: Locale,
): Promise<{ wall: Wall; codes: string[]; siteId: string }> {
  const siteId = siteOf(units, unitId)!.id
  const { codes } = await servedBy(db, units, unitId)
  const wall = await wallOf(db, units, siteId, codes, daysBefore(day, FRESH_DAYS), locale)
  return { wall, codes, siteId }
}

/** What the next talk of a unit could be about; null where this person leads no such unit. `unitId` null: the first of them. */
export async function huddleDraft(
  db: Db,
  me: Employee,
  unitId: string | null,
  day: string,
): Promise<{
  unit: { id: string; name: string }
  choices: { id: string; name: string }[]
  last: { day: string; promise: string } | null
  praise: Line[]
  frictions: Line[]
  promise: string
  earlier: { id: string; day: string; promise: string; status: string }[]
} | null> {
  const units = await unitTree(db)
  const mine = unitsToTalk(units, me.leads)
  const first = mine.find(({ id }) => me.leads.includes(id)) ?? mine[0]
  const unit = unitId === null ? first : mine.find(({ id }) => id === unitId)
  if (!unit) return null
  const { wall, codes, siteId } = await wallFor(db, units, unit.id, day, me.locale)
  const [praise, open, before, earlier] = await Promise.all([
    praiseFor(db, wall, PRAISE),
    siteObservations(db, me.id, [siteId], { statuses: OPEN, limit: 60 }),
    promiseBefore(db, unit.id, day),
    huddlesOf(db, unit.id),
  ])
  const frictions = open
    .filter((one) => one.grade !== 'wow' && codes.includes(one.touchpoint))
    .filter((one) => one.note || one.suggestion)
    .sort((a, b) => b.joiners - a.joiners)
    .slice(0, FRICTIONS)
  return {
    unit: { id: unit.id, name: unit.name },
    choices: mine.map(({ id, name }) => ({ id, name })),
    last: before?.status === 'promised' ? { day: before.day, promise: before.promise } : null,
    praise: praise.map((said) => saidLine(said, me.locale)),
    frictions: frictions.map((one) => seenLine(one, me.locale)),
    promise: earlier.find((one) => one.day === day)?.promise ?? '',
    earlier: earlier.map((one) => ({
      id: one.id,
      day: one.day,
      promise: one.promise,
      status: one.status,
    })),
  }
}

/** The praise a talk of that day is about, by ids: what its sheet keeps, while the words stay where they are kept. */
export async function praiseIds(db: Db, unitId: string, day: string): Promise<number[]> {
  const { wall } = await wallFor(db, await unitTree(db), unitId, day, 'en')
  return (await praiseFor(db, wall, PRAISE)).map(({ id }) => id)
}

/** A sheet as it was written down, with the words that are still kept; null where this person leads no such unit. */
export async function huddleSheet(db: Db, me: Employee, id: string): Promise<Sheet | null> {
  const found = await huddle(db, id, me)
  if (!found) return null
  const units = await unitTree(db)
  const { wall } = await wallFor(db, units, found.unitId, found.day, me.locale)
  const [praise, friction, before] = await Promise.all([
    // Who serves what may have changed since: what was read out stays.
    saidByIds(db, { ...wall, touchpoints: null }, found.praise),
    found.frictionId ? observation(db, found.frictionId, me) : null,
    promiseBefore(db, found.unitId, found.day),
  ])
  return {
    id: found.id,
    unitId: found.unitId,
    unit: units.find((unit) => unit.id === found.unitId)!.name,
    day: found.day,
    last: before && {
      day: before.day,
      promise: before.promise,
      status: before.status,
      outcome: before.outcome,
    },
    praise: praise.filter(({ why }) => why).map((said) => saidLine(said, me.locale)),
    friction: friction && seenLine(friction, me.locale),
    promise: found.promise,
  }
}
