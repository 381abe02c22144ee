import type { Db } from '../../db/connect.ts'
import { isDay, zonedTime } from '../i18n/zone.ts'
import { type Action, type Detail, isAction } from './entry.ts'

export const PAGE_SIZE = 50
/** Of a file; more than that is asked for by period. */
export const FILE_SIZE = 50_000
const PEOPLE = 200
const DAY = 86_400_000

export interface Wish {
  /** Part of a name, or a staff number. */
  person: string
  action: Action | ''
  /** 'YYYY-MM-DD' by the company's clock, both included; '' leaves that side open. */
  from: string
  to: string
}

export interface Noted {
  seq: number
  at: number
  action: string
  /** Null: the portal. '' where the person was erased. */
  by: string | null
  subject: string
  /** A person's name, '' where erased; of anything else its id. */
  subjectName: string
  detail: Detail
}

export type WishFault = { field: 'from' | 'to'; fault: 'day' | 'order' }

/** What an address asks for. */
export function readWish(query: URLSearchParams): { wish: Wish; faults: WishFault[] } {
  const given = (name: string) => (query.get(name) ?? '').trim().slice(0, 200)
  const action = given('action')
  const wish = {
    person: given('person'),
    action: isAction(action) ? action : ('' as const),
    from: given('from'),
    to: given('to'),
  }
  const faults: WishFault[] = []
  for (const field of ['from', 'to'] as const) {
    if (wish[field] !== '' && !isDay(wish[field])) faults.push({ field, fault: 'day' })
  }
  if (faults.length === 0 && wish.from && wish.to && wish.to < wish.from)
    faults.push({ field: 'to', fault: 'order' })
  return { wish, faults }
}

/** When something was done last, in ms, and what was noted beside it; null where it never was. */
export async function lastNoted(
  db: Db,
  action: Action,
): Promise<{ at: number; detail: Detail } | null> {
  const row = await db
    .selectFrom('audit_entry')
    .where('action', '=', action)
    .orderBy('seq', 'desc')
    .limit(1)
    .select(['at', 'detail'])
    .executeTakeFirst()
  return row ? { at: row.at, detail: JSON.parse(row.detail) as Detail } : null
}

/** Newest first, from before entry `before` on, at most `limit`; `next` continues, null at the end. */
export async function auditPage(
  db: Db,
  wish: Wish,
  timeZone: string,
  before: number | null,
  limit = PAGE_SIZE,
): Promise<{ entries: Noted[]; next: number | null }> {
  const refs = wish.person === '' ? null : await refsOf(db, wish.person)
  if (refs?.length === 0) return { entries: [], next: null }
  const start = wish.from && zonedTime(`${wish.from}T00:00`, timeZone)
  const end = wish.to && zonedTime(`${dayAfter(wish.to)}T00:00`, timeZone)
  const rows = await db
    .selectFrom('audit_entry as a')
    .leftJoin('audit_person as bp', 'bp.ref', 'a.by_ref')
    .leftJoin('people_employee as b', 'b.id', 'bp.employee_id')
    .leftJoin('audit_person as sp', 'sp.ref', 'a.subject_id')
    .leftJoin('people_employee as s', 's.id', 'sp.employee_id')
    .$if(before !== null, (query) => query.where('a.seq', '<', before))
    .$if(wish.action !== '', (query) => query.where('a.action', '=', wish.action))
    .$if(Boolean(start), (query) => query.where('a.at', '>=', (start as Date).getTime()))
    .$if(Boolean(end), (query) => query.where('a.at', '<', (end as Date).getTime()))
    .$if(refs !== null, (query) =>
      query.where((eb) => eb.or([eb('a.by_ref', 'in', refs!), eb('a.subject_id', 'in', refs!)])),
    )
    .orderBy('a.seq', 'desc')
    .limit(limit + 1)
    .select(['a.seq', 'a.at', 'a.action', 'a.by_ref', 'a.subject', 'a.subject_id', 'a.detail'])
    .select(['b.name as byName', 's.name as subjectName'])
    .execute()
  const entries = rows.slice(0, limit).map((row) => ({
    seq: row.seq,
    at: row.at,
    action: row.action,
    by: row.by_ref === null ? null : (row.byName ?? ''),
    subject: row.subject,
    subjectName: row.subject === 'person' ? (row.subjectName ?? '') : row.subject_id,
    detail: JSON.parse(row.detail) as Detail,
  }))
  return { entries, next: rows.length > limit ? (entries.at(-1)?.seq ?? null) : null }
}

/** All that `wish` finds, newest first, the newest `FILE_SIZE` of it; read a page at a time. */
export async function auditFile(db: Db, wish: Wish, timeZone: string): Promise<Noted[]> {
  const all: Noted[] = []
  for (let before: number | null = null; ;) {
    const limit = Math.min(1000, FILE_SIZE - all.length)
    const { entries, next }: Awaited<ReturnType<typeof auditPage>> = await auditPage(
      db,
      wish,
      timeZone,
      before,
      limit,
    )
    all.push(...entries)
    if (next === null || all.length >= FILE_SIZE) return all
    before = next
  }
}

/** References of the people whose name holds the text, or whose staff number it is; who left is found too. */
async function refsOf(db: Db, person: string): Promise<string[]> {
  const part = person.toLowerCase().replaceAll(/[%_\\]/g, ' ')
  const rows = await db
    .selectFrom('audit_person as p')
    .innerJoin('people_employee as e', 'e.id', 'p.employee_id')
    .where((eb) =>
      eb.or([eb('e.search_name', 'like', `%${part}%`), eb('e.staff_number', '=', person)]),
    )
    .select('p.ref')
    .limit(PEOPLE)
    .execute()
  return rows.map(({ ref }) => ref)
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY).toISOString().slice(0, 10)
}
