import type { Db, Trx } from '../../../db/connect.ts'
import type { Locale } from '../../i18n/locale.ts'
import { m } from '../../i18n/messages.ts'
import { npsFollows, npsUses } from '../../nps/place.server.ts'
import { sumOfUses, whyNotInto } from '../../people/tree/rules.ts'
import { crowds, leadersOf } from '../../people/tree/standing.server.ts'
import { mergeWords, usesLines } from '../../people/tree/words.server.ts'
import { unitAsked } from '../../people/unit-asked.server.ts'
import { unitPath } from '../../people/unit-typed.ts'
import type { Unit } from '../../people/unit.ts'
import { planningFollows, planningUses } from '../../pulse/planning/place.server.ts'
import { servingFollows } from '../../touchpoints/serving.server.ts'
import { assigningFollows, assigningUses } from '../../training/assigning/place.server.ts'

interface Preview {
  into: { id: string; path: string }
  /** What follows, a line each. */
  lines: string[]
}

/** What a merge would change, counted now; or in words why it cannot be. */
export async function previewOf(
  db: Db,
  { unit, units }: { unit: Unit; units: Unit[] },
  typed: string,
  { locale, now }: { locale: Locale; now: Date },
): Promise<Preview | { error: string }> {
  const asked = unitAsked(units, typed, locale)
  if ('error' in asked) return asked
  const into = asked.unit
  const obstacle = whyNotInto(units, unit, into)
  if (obstacle) return { error: mergeWords(obstacle, { unit, into, units }, locale) }
  const l = { locale }
  const people = (await crowds(db, units)).get(unit.id)?.own ?? 0
  const leaders = (await leadersOf(db, unit.id, now)).map(({ name }) => `\u2068${name}\u2069`)
  const below = units.filter(({ parentId, closedAt }) => parentId === unit.id && !closedAt).length
  const uses = await Promise.all(
    [npsUses, assigningUses, planningUses].map((usesOf) => usesOf(db, unit.id)),
  )
  return {
    into: { id: into.id, path: unitPath(units, into.id) },
    lines: [
      m.people_units_follow_people({ n: people }, l),
      ...(leaders.length > 0
        ? [m.people_units_follow_leaders({ names: leaders.join(', ') }, l)]
        : []),
      ...(below > 0 ? [m.people_units_follow_below({ n: below }, l)] : []),
      ...usesLines(sumOfUses(uses), locale),
    ],
  }
}

/** Takes along what every purpose keeps for the unit. */
export async function follow(trx: Trx, from: string, into: string): Promise<void> {
  await npsFollows(trx, from, into)
  await assigningFollows(trx, from, into)
  await planningFollows(trx, from, into)
  await servingFollows(trx, from, into)
}
