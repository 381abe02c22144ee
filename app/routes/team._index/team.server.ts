import type { Db } from '../../../db/connect.ts'
import { statusCounts } from '../../feedback/list.server.ts'
import type { Locale } from '../../i18n/locale.ts'
import type { Employee } from '../../people/employee.server.ts'
import { peopleOf } from '../../people/list.server.ts'
import { sitesUnder, subtreeOf } from '../../people/unit.ts'
import { unitTree } from '../../people/unit.server.ts'
import { latestReport } from '../../pulse/notice.server.ts'
import { type Reading, unitReading, withoutPoints } from '../../pulse/results/reading.server.ts'
import { waveName } from '../../pulse/wave-name.ts'
import { wave } from '../../pulse/wave.server.ts'
import { completionOf } from '../../training/attempt.server.ts'
import { publishedModules } from '../../training/catalogue.server.ts'

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
  const published = new Set((await publishedModules(db)).map(({ plan }) => plan.id))
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

/** The unit's eNPS and loyalty index in the newest published wave; null where there is none, or not of this unit. */
export async function teamPulse(
  db: Db,
  unitId: string,
  timeZone: string,
  locale: Locale,
): Promise<{ name: string; readings: Omit<Reading, 'points'>[] } | null> {
  const closed = await latestReport(db, 0)
  const found = closed && (await wave(db, closed.id))
  const reading = found && (await unitReading(db, found, unitId, locale))
  if (!found || !reading) return null
  return {
    name: waveName(found.survey.title, found.launchedAt, timeZone, locale),
    readings: reading.readings
      .filter(({ kind }) => kind === 'enps' || kind === 'index')
      .map(withoutPoints),
  }
}
