import type { Db } from '../../db/connect.ts'
import { dialectOf } from '../../db/dialect/name.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { Employee } from '../people/employee.server.ts'
import { pathOf, subtreeOf, type Unit } from '../people/unit.ts'
import { unitTree } from '../people/unit.server.ts'
import type { Grade } from './interactives/walk.ts'

/** Grades come into a team's sum in groups of this many people, so that no change of it tells of one of them. */
export const PEOPLE = 6
/** …of whom so many do not say what most say. */
const DIFFERING = 3

/**
 * Counts a finished walk towards the sum of one's own unit: the first grade of each touchpoint, once for ever. It waits
 * until six people's grades wait there that do not all but agree, then they come into the sum together. Who leads the unit or one above it is
 * not counted: they would read the sum knowing one of the grades.
 */
export async function countWalk(
  db: Db,
  by: Pick<Employee, 'id' | 'unitId' | 'leads'>,
  grades: readonly { touchpoint: string; grade: Grade }[],
): Promise<void> {
  const path = pathOf(await unitTree(db), by.unitId)
  if (grades.length === 0 || path.some(({ id }) => by.leads.includes(id))) return
  await inTransaction(db, async (trx) => {
    // Two at once would each see five waiting and itself, and one of them would then come in alone.
    await trx
      .selectFrom('people_unit')
      .where('id', '=', by.unitId)
      .select('id')
      .$if(dialectOf(trx) === 'postgres', (query) => query.forUpdate())
      .execute()
    await trx
      .insertInto('training_walk')
      .values(
        grades.map(({ touchpoint, grade }) => ({
          employee_id: by.id,
          touchpoint,
          unit_id: by.unitId,
          grade,
          counted: 0,
        })),
      )
      .onConflict((conflict) => conflict.columns(['employee_id', 'touchpoint']).doNothing())
      .execute()
    const grouped = await trx
      .selectFrom('training_walk')
      .where('unit_id', '=', by.unitId)
      .where('counted', '=', 0)
      .groupBy(['touchpoint', 'grade'])
      .select(['touchpoint', 'grade'])
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .execute()
    const waiting = [...new Set(grouped.map(({ touchpoint }) => touchpoint))].filter((touchpoint) =>
      tellsOfNobody(
        grouped.filter((row) => row.touchpoint === touchpoint).map(({ n }) => Number(n)),
      ),
    )
    if (waiting.length === 0) return
    await trx
      .updateTable('training_walk')
      .set({ counted: 1 })
      .where('unit_id', '=', by.unitId)
      .where('counted', '=', 0)
      .where('touchpoint', 'in', waiting)
      .execute()
  })
}

/** Six grades or more, of which three differ from the commonest: where all agree, the sum tells each one's grade. */
function tellsOfNobody(counts: number[]): boolean {
  const all = counts.reduce((sum, n) => sum + n, 0)
  return all >= PEOPLE && all - Math.max(...counts) >= DIFFERING
}

export interface UnitWalk {
  unit: { id: string; name: string }
  /** Touchpoints with at least six people's grades; of all others nothing is said. */
  touchpoints: ({ touchpoint: string; n: number } & Record<Grade, number>)[]
}

/**
 * The sums of the units that somebody leads and of all below them, each for itself: a person stands in one unit, and a
 * unit above others is never summed with them, so no difference of sums says anything. Units that are not led
 * themselves are left out while they have nothing to show.
 */
export async function walksLed(
  db: Db,
  leader: Pick<Employee, 'leads'>,
  units?: Unit[],
): Promise<UnitWalk[]> {
  const tree = units ?? (await unitTree(db))
  const inside = [...new Set(leader.leads.flatMap((id) => subtreeOf(tree, id)))]
  if (inside.length === 0) return []
  const rows = await db
    .selectFrom('training_walk')
    .where('unit_id', 'in', inside)
    .where('counted', '=', 1)
    .groupBy(['unit_id', 'touchpoint', 'grade'])
    .select(['unit_id', 'touchpoint', 'grade'])
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .execute()
  const rowsOf = new Map<string, typeof rows>()
  for (const row of rows) rowsOf.set(row.unit_id, [...(rowsOf.get(row.unit_id) ?? []), row])
  return tree
    .filter(({ id }) => inside.includes(id))
    .map((unit) => {
      const own = rowsOf.get(unit.id) ?? []
      const touchpoints = [...new Set(own.map(({ touchpoint }) => touchpoint))].map(
        (touchpoint) => {
          const of = (grade: Grade) =>
            Number(own.find((row) => row.touchpoint === touchpoint && row.grade === grade)?.n ?? 0)
          const sums = { poor: of('poor'), normal: of('normal'), wow: of('wow') }
          return { touchpoint, n: sums.poor + sums.normal + sums.wow, ...sums }
        },
      )
      return { unit: { id: unit.id, name: unit.name }, touchpoints }
    })
    .filter(({ unit, touchpoints }) => touchpoints.length > 0 || leader.leads.includes(unit.id))
}
