import type { Db } from '../../db/connect.ts'
import type { Audience } from './audience.ts'
import { plantTree, suppress, totals } from './disclosure.ts'
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

/** Names of units that stay hidden even if everybody answers, since what they leave over would be too few. */
export interface AlwaysHidden {
  /** No figure at all. */
  scores: string[]
  /** A score, but neither eNPS, nor distributions, nor comments. */
  detail: string[]
}

/**
 * Who would be counted with whom if a wave were launched now, as `launchWave` would freeze it. 'too-few' where fewer
 * than six people could answer in all.
 */
export async function launchPreview(
  db: Db,
  audience?: Audience,
): Promise<{ eligible: number; groups: PreviewGroup[]; hidden: AlwaysHidden } | 'too-few'> {
  const { people, units, formed, home, thresholds } = await electorate(db, audience)
  if (formed === 'too-few') return 'too-few'
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const tree = plantTree(units.map(({ id, code, parentId }) => ({ id, code, parent: parentId })))
  const sizes = tree.ids.map(() => 0)
  for (const group of formed) sizes[tree.at.get(group.unit)!] = group.people.length
  const atSix = suppress(tree, sizes, thresholds.cell)
  const atTen = suppress(tree, sizes, thresholds.detail, atSix)
  const all = totals(tree, sizes)
  const names = (which: (v: number) => boolean) =>
    tree.order.filter((v) => all[v]! > 0 && which(v)).map((v) => byId.get(tree.ids[v]!)!.name)
  const leads = new Set(people.filter((person) => person.leads.length > 0).map(({ id }) => id))
  return {
    eligible: people.length,
    hidden: {
      scores: names((v) => !atSix[v]!),
      detail: names((v) => atSix[v]! && !atTen[v]!),
    },
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
