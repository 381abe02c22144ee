import { sql, type SelectQueryBuilder } from 'kysely'
import type { Db } from '../../db/connect.ts'
import type { Database } from '../../db/schema/index.ts'
import type { Grade, Sign, Status } from './kinds.ts'

/** An observation as one reader may see it. The author's id is not among its fields, and never was selected. */
export interface ObservationView {
  id: string
  siteId: string
  siteName: string
  touchpoint: string
  grade: Grade
  note: string
  suggestion: string
  signs: Sign[]
  status: Status
  reason: string
  /** The day alone: with the hour, a rota would tell who wrote it. */
  observedOn: string
  movedAt: number | null
  doneOn: string | null
  mergedInto: string | null
  /** Colleagues who saw the same: each counted once, the author not among them. */
  joiners: number
  /** Only where the author chose to be named. */
  authorName: string | null
  mine: boolean
  joined: boolean
  /** In a customer's words, which a colleague took up; its grade means nothing. */
  wish: boolean
  /** Mine, and moved since I last looked. */
  fresh: boolean
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** PostgreSQL answers some texts (a NUL) with an error: what cannot be an id is not asked for. */
export function isId(id: string): boolean {
  return ID.test(id)
}

type Rows = SelectQueryBuilder<Database & { o: Database['feedback_observation'] }, 'o', object>

/** Observations chosen by `pick`, as `viewerId` may read them. */
export async function observationRows(
  db: Db,
  viewerId: string,
  pick: (query: Rows) => Rows,
): Promise<ObservationView[]> {
  const rows = await (pick(db.selectFrom('feedback_observation as o')) as Rows)
    .innerJoin('people_unit as u', 'u.id', 'o.site_id')
    // The one place where an author's name is read, and only of those who chose to be named.
    .leftJoin('people_employee as a', (join) =>
      join.onRef('a.id', '=', 'o.author_id').on('o.named', '=', 1),
    )
    .select(['o.id', 'o.site_id as siteId', 'u.name as siteName', 'o.touchpoint', 'o.grade'])
    .select(['o.note', 'o.suggestion', 'o.status', 'o.reason', 'o.observed_on as observedOn'])
    .select(['o.moved_at as movedAt', 'o.done_on as doneOn', 'o.merged_into as mergedInto'])
    .select('a.name as authorName')
    .select([
      sql<number>`case when o.wish is null then 0 else 1 end`.as('wish'),
      sql<number>`case when o.author_id = ${viewerId} then 1 else 0 end`.as('mine'),
      sql<number>`case when o.author_id = ${viewerId} and o.moved_at > coalesce(o.looked_at, 0)
        then 1 else 0 end`.as('fresh'),
    ])
    .execute()
  const ids = rows.map((row) => row.id)
  const signs = await signsOf(db, ids)
  const joins = await joinsOf(db, ids, viewerId)
  return rows.map((row) => ({
    ...row,
    mine: row.mine === 1,
    wish: row.wish === 1,
    fresh: row.fresh === 1,
    signs: signs.get(row.id) ?? [],
    joiners: joins.get(row.id)?.joiners ?? 0,
    joined: (joins.get(row.id)?.joined ?? 0) > 0,
  }))
}

/** People beside the author who saw the same: "me too", and the authors of what was merged. Counted in SQL, so that no name or id leaves it. */
async function joinsOf(db: Db, ids: string[], viewerId: string) {
  if (ids.length === 0) return new Map<string, { joiners: number; joined: number }>()
  const people = db
    .selectFrom('feedback_observation as h')
    .innerJoin('feedback_join as j', 'j.observation_id', 'h.id')
    .where('h.id', 'in', ids)
    .select(['h.id as head', 'h.author_id as author', 'j.employee_id as person'])
    .unionAll(
      db
        .selectFrom('feedback_observation as h')
        .innerJoin('feedback_observation as g', 'g.merged_into', 'h.id')
        .innerJoin('feedback_join as j', 'j.observation_id', 'g.id')
        .where('h.id', 'in', ids)
        .select(['h.id as head', 'h.author_id as author', 'j.employee_id as person']),
    )
    .unionAll(
      db
        .selectFrom('feedback_observation as h')
        .innerJoin('feedback_observation as g', 'g.merged_into', 'h.id')
        .where('h.id', 'in', ids)
        .select(['h.id as head', 'h.author_id as author', 'g.author_id as person']),
    )
  const rows = await db
    .selectFrom(people.as('p'))
    .whereRef('p.person', '<>', 'p.author')
    .groupBy('p.head')
    .select((eb) => [
      'p.head',
      eb.fn.count<number>('p.person').distinct().as('joiners'),
      sql<number>`sum(case when p.person = ${viewerId} then 1 else 0 end)`.as('joined'),
    ])
    .execute()
  return new Map(rows.map((row) => [row.head, row]))
}

async function signsOf(db: Db, ids: string[]): Promise<Map<string, Sign[]>> {
  const signs = new Map<string, Sign[]>()
  if (ids.length === 0) return signs
  const rows = await db
    .selectFrom('feedback_sign')
    .where('observation_id', 'in', ids)
    .orderBy('sign')
    .selectAll()
    .execute()
  for (const row of rows) {
    signs.set(row.observation_id, [...(signs.get(row.observation_id) ?? []), row.sign as Sign])
  }
  return signs
}
