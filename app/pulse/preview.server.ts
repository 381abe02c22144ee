import type { Db } from '../../db/connect.ts'
import type { Audience } from './audience.ts'
import { electorate } from './launch.server.ts'

export interface PreviewGroup {
  /** Of the unit, whose name is beside it. */
  id: string
  unit: string
  eligible: number
  /** Units whose people are counted here because they are too few there. */
  merged: { name: string; people: number }[]
  /** Of them; they answer one unit above the one they lead. */
  leaders: number
}

/**
 * Who would be counted with whom if a wave were launched now, as `launchWave` would freeze it. 'too-few' where fewer
 * than six people could answer in all.
 */
export async function launchPreview(
  db: Db,
  audience?: Audience,
): Promise<{ eligible: number; groups: PreviewGroup[] } | 'too-few'> {
  const { people, units, formed, home } = await electorate(db, audience)
  if (formed === 'too-few') return 'too-few'
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const leads = new Set(people.filter((person) => person.leads.length > 0).map(({ id }) => id))
  return {
    eligible: people.length,
    groups: formed.map((group) => {
      const from = new Map<string, number>()
      for (const person of group.people) {
        const unit = home.get(person)!
        if (unit !== group.unit) from.set(unit, (from.get(unit) ?? 0) + 1)
      }
      return {
        id: group.unit,
        unit: byId.get(group.unit)!.name,
        eligible: group.people.length,
        merged: [...from].map(([unit, count]) => ({ name: byId.get(unit)!.name, people: count })),
        leaders: group.people.filter((person) => leads.has(person)).length,
      }
    }),
  }
}
