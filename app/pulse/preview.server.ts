import type { Db } from '../../db/connect.ts'
import { unitTree } from '../people/unit.server.ts'
import { answeringUnit, formGroups } from './groups.ts'
import { electorate, THRESHOLDS } from './wave.server.ts'

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
): Promise<{ eligible: number; groups: PreviewGroup[] } | 'too-few'> {
  const people = await electorate(db)
  const units = await unitTree(db)
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const home = new Map(people.map((person) => [person.id, answeringUnit(person, byId)]))
  const answering = new Map<string, string[]>()
  for (const [person, unit] of home) answering.set(unit, [...(answering.get(unit) ?? []), person])
  const frozen = units.map(({ id, code, parentId }) => ({ id, code, parent: parentId }))
  if (frozen.length === 0) return 'too-few'
  const formed = formGroups(frozen, answering, THRESHOLDS.cell)
  if (formed === 'too-few') return 'too-few'
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
