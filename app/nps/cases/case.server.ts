import type { Db } from '../../../db/connect.ts'
import type { Locale } from '../../i18n/locale.ts'
import { peopleOf } from '../../people/list.server.ts'
import { pathOf, siteOf, subtreeOf, type Unit } from '../../people/unit.ts'
import { unitTree } from '../../people/unit.server.ts'
import { contactOf } from '../contact.server.ts'
import { redact } from '../redact.ts'
import type { StepKind } from './kinds.ts'
import { type Reader, unitsOverseen } from './list.server.ts'

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export interface Step {
  at: number
  kind: StepKind
  /** Null: the customer, or somebody who left. */
  by: string | null
  words: string
}

export interface CaseView {
  id: string
  unitId: string
  unit: string
  touchpoint: string
  score: number
  answeredOn: string
  openedAt: number
  dueAt: number
  owner: { id: string; name: string } | null
  mine: boolean
  closedAt: number | null
  outcome: string | null
  solved: number | null
  /** Redacted but for who handles the case. */
  why: string
  improve: string
  /** For who handles the case alone; null for everybody else and where it was erased. */
  contact: { text: string; locale: Locale | null } | null
  /** The contact was erased, on request or by its age. */
  erased: boolean
  steps: Step[]
}

/** The case for writing, if this person handles it or oversees its unit; null for everybody else. */
export async function caseRow(db: Db, id: string, me: Reader) {
  if (!ID.test(id)) return null
  const overseen = unitsOverseen(await unitTree(db), me)
  const row = await db
    .selectFrom('nps_case')
    .where('id', '=', id)
    .where((eb) =>
      eb.or([
        eb('owner_id', '=', me.id),
        ...(overseen.length > 0 ? [eb('unit_id', 'in', overseen)] : []),
      ]),
    )
    .selectAll()
    .executeTakeFirst()
  return row ? { ...row, oversees: overseen.includes(row.unit_id) } : null
}

/** A case as this person may read it: words and contact whole only for who handles it. */
export async function caseFor(
  db: Db,
  id: string,
  me: Reader,
  locale: Locale,
): Promise<CaseView | null> {
  const row = await caseRow(db, id, me)
  if (!row) return null
  const units = await unitTree(db)
  const mine = row.owner_id === me.id
  const said = await db
    .selectFrom('nps_response')
    .where('id', '=', row.response_id)
    .select(['touchpoint', 'score', 'answered_on as answeredOn', 'why', 'improve'])
    .executeTakeFirstOrThrow()
  const contact = await contactOf(db, row.response_id)
  const steps = await db
    .selectFrom('nps_case_step as s')
    .leftJoin('people_employee as e', 'e.id', 's.by_id')
    .where('s.case_id', '=', id)
    .orderBy('s.at')
    .orderBy('s.id')
    .select(['s.at', 's.kind', 'e.name as by', 's.words'])
    .execute()
  const owner = row.owner_id
    ? await db
        .selectFrom('people_employee')
        .where('id', '=', row.owner_id)
        .select(['id', 'name'])
        .executeTakeFirst()
    : undefined
  const staff = await handlersOf(db, units, row.unit_id)
  const names = staff.map(({ name }) => name)
  const shown = (text: string | null) => (mine ? (text ?? '') : redact(text ?? '', locale, names))
  return {
    id,
    unitId: row.unit_id,
    unit: units.find((unit) => unit.id === row.unit_id)?.name ?? '',
    ...said,
    why: shown(said.why),
    improve: shown(said.improve),
    openedAt: row.opened_at,
    dueAt: row.due_at,
    owner: owner ?? null,
    mine,
    closedAt: row.closed_at,
    outcome: row.outcome,
    solved: row.solved,
    contact: mine && contact ? { text: contact.contact, locale: contact.locale } : null,
    erased: contact === null,
    steps: steps.map((step) => ({
      ...step,
      kind: step.kind as StepKind,
      words: shown(step.words),
    })),
  }
}

/** Who can handle a case: everybody of its site, and who leads a unit above it; by name. */
export async function handlersOf(
  db: Db,
  units: Unit[],
  unitId: string,
): Promise<{ id: string; name: string }[]> {
  const site = siteOf(units, unitId)
  const people = await peopleOf(db, subtreeOf(units, site?.id ?? unitId))
  const leaders = await db
    .selectFrom('people_role as r')
    .innerJoin('people_employee as e', 'e.id', 'r.employee_id')
    .where('r.role', '=', 'leader')
    .where(
      'r.unit_id',
      'in',
      pathOf(units, unitId).map((unit) => unit.id),
    )
    .where('e.status', '=', 'active')
    .select(['e.id', 'e.name'])
    .execute()
  const all = new Map([...people, ...leaders].map(({ id, name }) => [id, name]))
  return [...all]
    .map(([id, name]) => ({ id, name }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}
