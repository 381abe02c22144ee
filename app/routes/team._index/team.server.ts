import type { Db } from '../../../db/connect.ts'
import { statusCounts } from '../../feedback/observation.server.ts'
import type { Employee } from '../../people/employee.server.ts'
import { peopleOf } from '../../people/list.server.ts'
import { sitesUnder, subtreeOf } from '../../people/unit.ts'
import { unitTree } from '../../people/unit.server.ts'
import { completionOf } from '../../training/attempt.server.ts'
import { content } from '../../training/content.server.ts'

export interface Member {
  id: string
  name: string
  unit: string
  done: number
  begun: boolean
}

export interface Team {
  unit: { id: string; name: string }
  /** All units this leader leads, to choose from. */
  choices: { id: string; name: string }[]
  members: Member[]
  modules: number
  observations: { new: number; open: number; done: number }
}

/** What a leader sees of one of their units; null where they lead no such unit. */
export async function teamOf(
  db: Db,
  leader: Employee,
  unitId: string | null,
): Promise<Team | null> {
  const units = await unitTree(db)
  const choices = units.filter((unit) => leader.leads.includes(unit.id))
  const unit = choices.find(({ id }) => id === unitId) ?? (unitId === null ? choices[0] : undefined)
  if (!unit) return null
  const names = new Map(units.map(({ id, name }) => [id, name]))
  const people = await peopleOf(db, subtreeOf(units, unit.id))
  const [completions, counts] = await Promise.all([
    completionOf(
      db,
      people.map(({ id }) => id),
    ),
    statusCounts(
      db,
      sitesUnder(units, unit.id).map(({ id }) => id),
    ),
  ])
  const published = new Set(content().modules.map(({ plan }) => plan.id))
  const members = people
    .filter(({ id }) => id !== leader.id)
    .map((person) => {
      const own = completions.filter(
        (one) => one.employeeId === person.id && published.has(one.slug),
      )
      const done = own.filter((one) => one.completedAt !== null).length
      return {
        id: person.id,
        name: person.name,
        unit: names.get(person.unitId) ?? '',
        done,
        begun: own.length > done,
      }
    })
  return {
    unit: { id: unit.id, name: unit.name },
    choices: choices.map(({ id, name }) => ({ id, name })),
    members,
    modules: published.size,
    observations: { new: counts.new, open: counts.seen + counts.planned, done: counts.done },
  }
}
