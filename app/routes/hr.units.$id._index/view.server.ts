import type { Db } from '../../../db/connect.ts'
import { formatDay } from '../../i18n/format.ts'
import type { Locale } from '../../i18n/locale.ts'
import { npsUses } from '../../nps/place.server.ts'
import { sumOfUses } from '../../people/tree/rules.ts'
import { crowds, leadersOf } from '../../people/tree/standing.server.ts'
import { kindWords, unitRow, usesLines } from '../../people/tree/words.server.ts'
import { pathOf, type Unit } from '../../people/unit.ts'
import { planningUses } from '../../pulse/planning/place.server.ts'
import { assigningUses } from '../../training/assigning/place.server.ts'

/** Units of one level on a page. */
const SHOWN = 100

/** What HR's page of a unit shows. */
export async function unitView(
  { db, timeZone, now, locale }: { db: Db; timeZone: string; now: Date; locale: Locale },
  { unit, units }: { unit: Unit; units: Unit[] },
  from: number,
) {
  const counts = await crowds(db, units)
  const leaders = await leadersOf(db, unit.id, now)
  const below = units
    .filter(({ parentId }) => parentId === unit.id)
    .sort((a, b) => a.name.localeCompare(b.name, locale))
  const open = below.filter(({ closedAt }) => !closedAt)
  const row = (one: Unit) => unitRow(one, units, counts.get(one.id), locale)
  const into = units.find(({ id }) => id === unit.mergedInto)
  const crowd = counts.get(unit.id) ?? { own: 0, all: 0 }
  // Names in files lead nobody here by themselves: old files may still be brought.
  const uses = { ...sumOfUses(await usesOf(db, unit.id)), names: 0 }
  return {
    ...{ id: unit.id, name: unit.name, code: unit.code, kind: kindWords(unit.kind, locale) },
    ...{ root: unit.parentId === null, crowd },
    path: pathOf(units, unit.id)
      .slice(1)
      .reverse()
      .map(({ id, name }) => ({ id, name })),
    leaders: leaders.map(({ id, name, until }) => ({
      ...{ id, name },
      until: until === null ? null : formatDay(until - 1, timeZone, locale),
    })),
    rows: open.slice(from, from + SHOWN).map(row),
    next: open.length > from + SHOWN ? from + SHOWN : null,
    closedRows: below.filter(({ closedAt }) => closedAt).map(row),
    closedOn: unit.closedAt ? formatDay(unit.closedAt, timeZone, locale) : null,
    into: into ? { id: into.id, name: into.name } : null,
    empty: crowd.own === 0 && open.length === 0 && leaders.length === 0,
    uses: usesLines(uses, locale),
  }
}

function usesOf(db: Db, id: string) {
  return Promise.all([npsUses, assigningUses, planningUses].map((uses) => uses(db, id)))
}
