import { compiled, type Given } from '../../../db/compiled.ts'
import type { Db } from '../../../db/connect.ts'
import type { Employee } from '../../people/employee.server.ts'
import { openUnitOf, pathOf, subtreeOf } from '../../people/unit.ts'
import { unitTree } from '../../people/unit.server.ts'
import { type Change, changeOf } from '../present.ts'
import { pastWaves } from '../results/past.server.ts'
import type { PastWave } from '../results/trend.ts'
import type { Question } from '../survey.ts'
import { frozenTree, type FrozenTree } from '../wave.server.ts'
import type { PromiseStatus } from './promise.ts'

/** Whoever may promise: a leader for the units they lead, HR for the company. */
export type Promising = Pick<Employee, 'id' | 'leads' | 'roles' | 'unitId'>

export interface Promised {
  id: string
  waveId: string
  unit: { id: string; name: string }
  heard: string
  deed: string
  /** Who sees to it; null for somebody whose data are gone. */
  owner: string | null
  due: string
  status: PromiseStatus
  outcome: string | null
  madeAt: number
  settledAt: number | null
  question: { id: string; text: Question['text'] } | null
  /** What became of the question's figure in the newest wave since; null where there is no such wave yet. */
  since: { endedAt: number; before: number; change: Change | null } | null
}

/** The frozen units that this person promises something for: those they lead, for HR the company as a whole. */
export function unitsPromised(
  tree: FrozenTree,
  by: Pick<Employee, 'leads' | 'roles'>,
): FrozenTree['units'] {
  return tree.units.filter(
    ({ id, parent }) => by.leads.includes(id) || (parent === null && by.roles.includes('hr')),
  )
}

/** Questions with one figure, whose change can be told. */
export function followable(questions: readonly Question[]): Question[] {
  return questions.filter(({ kind }) => kind === 'enps' || kind === 'item')
}

/** Who can see to a promise: everybody of the unit's tree while they fit a list, else its leaders; and the leader. */
export async function ownersFor(
  db: Db,
  unitId: string,
  by: Pick<Employee, 'id'>,
): Promise<{ id: string; name: string }[]> {
  const units = await unitTree(db)
  const inside = subtreeOf(units, openUnitOf(units, unitId)?.id ?? unitId)
  const people = await db
    .selectFrom('people_employee')
    .where('status', '=', 'active')
    .where((eb) => eb.or([eb('unit_id', 'in', inside), eb('id', '=', by.id)]))
    .orderBy('name')
    .select(['id', 'name'])
    .execute()
  if (people.length <= LISTED) return people
  const leaders = await db
    .selectFrom('people_role')
    .where('role', '=', 'leader')
    .where('unit_id', 'in', inside)
    .select('employee_id')
    .execute()
  const chosen = new Set([by.id, ...leaders.map((row) => row.employee_id)])
  return people.filter(({ id }) => chosen.has(id))
}

const LISTED = 200

/** The row, if its unit is one this person promises for. */
export async function promiseRow(db: Db, waveId: string, id: string, by: Promising) {
  const row = await db
    .selectFrom('pulse_promise')
    .where('id', '=', id)
    .where('wave_id', '=', waveId)
    .selectAll()
    .executeTakeFirst()
  const tree = row && (await frozenTree(db, waveId))
  if (!row || !tree) return null
  return unitsPromised(tree, by).some((unit) => unit.id === row.unit_id) ? row : null
}

/** One promise of this wave, for whoever made it or leads the unit now; null for everybody else. */
export async function promiseFor(
  db: Db,
  waveId: string,
  id: string,
  by: Promising,
): Promise<Promised | null> {
  const row = await promiseRow(db, waveId, id, by)
  if (!row || row.removed_at !== null) return null
  return (await promised(db, { ids: [id] }))[0] ?? null
}

/** Promises of these units (or of these ids), the newest wave first; removed ones are gone. */
async function promised(
  db: Db,
  { ids, units }: { ids?: string[]; units?: string[] },
): Promise<Promised[]> {
  const rows = await db
    .selectFrom('pulse_promise as p')
    .innerJoin('people_unit as u', 'u.id', 'p.unit_id')
    .innerJoin('pulse_wave as w', 'w.id', 'p.wave_id')
    .leftJoin('people_employee as e', 'e.id', 'p.owner_id')
    .where('p.removed_at', 'is', null)
    // No id is '': an empty list would not be SQL.
    .$if(ids !== undefined, (query) => query.where('p.id', 'in', [...ids!, '']))
    .$if(units !== undefined, (query) => query.where('p.unit_id', 'in', [...units!, '']))
    .selectAll('p')
    .select(['u.name as unit_name', 'e.name as owner_name'])
    .orderBy('w.ended_at', 'desc')
    .orderBy('p.unit_id')
    .orderBy('p.place')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    waveId: row.wave_id,
    unit: { id: row.unit_id, name: row.unit_name },
    heard: row.heard,
    deed: row.deed,
    owner: row.owner_name,
    due: row.due,
    status: row.status,
    outcome: row.outcome,
    madeAt: row.made_at,
    settledAt: row.settled_at,
    question: row.question === null ? null : { id: row.question, text: NO_TEXT },
    since: null,
  }))
}

const NO_TEXT = { en: '', ru: '', he: '' }

/** All promises of a unit with what became of their questions, the newest wave first. */
export async function unitPromises(db: Db, unitId: string): Promise<Promised[]> {
  return followed(db, await promised(db, { units: [unitId] }))
}

/**
 * What a person reads of promises: those of their own unit and the units above it, so the team and everybody below;
 * a leader's also those below the units they lead, HR's all. With `units` only of these.
 */
export async function promisesRead(
  db: Db,
  me: Promising,
  units: readonly string[],
): Promise<Promised[]> {
  const tree = await unitTree(db)
  const seen = new Set([
    ...pathOf(tree, me.unitId).map(({ id }) => id),
    ...me.leads.flatMap((unit) => subtreeOf(tree, unit)),
  ])
  const shown = me.roles.includes('hr') ? [...units] : units.filter((unit) => seen.has(unit))
  const found = await promised(db, { units: shown })
  return followed(db, found.slice(0, READ))
}

/** The newest so many on a page of results. */
const READ = 12

/** As much of a promise as a line on Today needs. */
export interface PromiseNotice {
  id: string
  waveId: string
  unit: string
  deed: string
  due: string
  status: PromiseStatus
}

const NOTICED = 3

const noticeRows = compiled((db: Db, given: Given<{ unitId: string; since: number }>) =>
  db
    .withRecursive('up(id, parent_id)', (up) =>
      up
        .selectFrom('people_unit')
        .where('id', '=', given.unitId)
        .select(['id', 'parent_id'])
        .unionAll(
          up
            .selectFrom('people_unit as above')
            .innerJoin('up', 'up.parent_id', 'above.id')
            .select(['above.id', 'above.parent_id']),
        ),
    )
    .selectFrom('pulse_promise as p')
    .innerJoin('up', 'up.id', 'p.unit_id')
    .innerJoin('people_unit as u', 'u.id', 'p.unit_id')
    .where('p.removed_at', 'is', null)
    .where((eb) => eb.or([eb('p.status', '=', 'promised'), eb('p.settled_at', '>', given.since)]))
    .orderBy('p.due')
    .orderBy('p.id')
    .limit(NOTICED)
    .select(['p.id', 'p.wave_id as waveId', 'u.name as unit', 'p.deed', 'p.due', 'p.status']),
)

/** For Today: open promises to my team and the units above it, and those settled after `since`; the nearest day first. */
export async function promisesToMe(
  db: Db,
  me: Pick<Employee, 'unitId'>,
  since: number,
): Promise<PromiseNotice[]> {
  return noticeRows(db, { unitId: me.unitId, since })
}

/**
 * For the Today of leaders and HR: how many promises of the units they lead, or of the company, are past their day and
 * not settled, by wave and unit.
 */
export async function overduePromises(
  db: Db,
  { leads, roles }: Pick<Employee, 'leads' | 'roles'>,
  today: string,
): Promise<{ waveId: string; unitId: string; count: number }[]> {
  const hr = roles.includes('hr')
  if (leads.length === 0 && !hr) return []
  const rows = await db
    .selectFrom('pulse_promise')
    .where((eb) =>
      eb.or([
        eb('unit_id', 'in', [...leads, '']),
        eb(
          'unit_id',
          'in',
          eb
            .selectFrom('people_unit')
            .where('merged_into', 'in', [...leads, ''])
            .select('id'),
        ),
        ...(hr
          ? [
              eb(
                'unit_id',
                'in',
                eb.selectFrom('people_unit').where('parent_id', 'is', null).select('id'),
              ),
            ]
          : []),
      ]),
    )
    .where('status', '=', 'promised')
    .where('removed_at', 'is', null)
    .where('due', '<', today)
    .groupBy(['wave_id', 'unit_id'])
    .orderBy('wave_id')
    .select(['wave_id as waveId', 'unit_id as unitId'])
    .select((eb) => eb.fn.countAll().as('n'))
    .execute()
  return rows.map(({ n, ...row }) => ({ ...row, count: Number(n) }))
}

/**
 * Adds each promise's question in words, and the change of its published figure at that unit from the promise's wave to
 * the newest one since that asked the same people in the same words. Reckoned from published cells only, so it tells
 * nothing new; waves too long ago for the trend are not followed any more.
 */
async function followed(db: Db, found: Promised[]): Promise<Promised[]> {
  if (!found.some(({ question }) => question)) return found
  const units = [...new Set(found.map(({ unit }) => unit.id))]
  const waves = await pastWaves(db, Number.MAX_SAFE_INTEGER, units)
  return found.map((promise) => {
    const made = waves.find(({ id }) => id === promise.waveId)
    const question = made && askedIn(made, promise.question?.id)
    if (!made || !question) return { ...promise, question: null }
    const { id, text } = question
    const told = { ...promise, question: { id, text } }
    const next = waves.findLast(
      (one) => one.endedAt > made.endedAt && sameness(one, id) === sameness(made, id),
    )
    if (!next) return told
    const at = promise.unit.id
    const change = changeOf(made.cellOf(at, id), next.cellOf(at, id))
    return { ...told, since: { endedAt: next.endedAt, before: made.endedAt, change } }
  })
}

function askedIn({ survey }: PastWave, id: string | undefined): Question | undefined {
  return survey.questions.find((question) => question.id === id)
}

function sameness(one: PastWave, id: string): string {
  return JSON.stringify([askedIn(one, id)?.text, one.audience])
}
