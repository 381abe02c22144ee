import { randomUUID } from 'node:crypto'
import type { Db } from '../../db/connect.ts'
import type { RequestTable } from '../../db/schema/people.ts'

const DAY = 86_400_000
/** Days in which HR answers: a month at most, Article 12(3) of the GDPR. */
export const DAYS = 30
export const WORDS_LENGTH = 1000

export interface Asked {
  id: string
  kind: RequestTable['kind']
  words: string
  askedAt: number
  dueAt: number
  settledAt: number | null
  outcome: RequestTable['outcome']
  answer: string
}

export interface AskedBy extends Asked {
  employeeId: string
  name: string
  staffNumber: string
}

const COLUMNS = [
  ...(['r.id', 'r.kind', 'r.words', 'r.asked_at as askedAt', 'r.due_at as dueAt'] as const),
  ...(['r.settled_at as settledAt', 'r.outcome', 'r.answer'] as const),
] as const

/** Asks; pressed twice, or with one of its kind open, it is that one. 'empty' for a wish to correct nothing. */
export async function ask(
  db: Db,
  employeeId: string,
  kind: RequestTable['kind'],
  words: string,
  now: Date,
): Promise<'asked' | 'empty'> {
  const said = words.replaceAll('\0', '').trim().slice(0, WORDS_LENGTH)
  if (kind === 'correct' && said === '') return 'empty'
  await db
    .insertInto('people_request')
    .values({
      id: randomUUID(),
      employee_id: employeeId,
      kind,
      words: said,
      asked_at: now.getTime(),
      due_at: now.getTime() + DAYS * DAY,
      settled_at: null,
      outcome: null,
      answer: '',
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return 'asked'
}

/** A person's own, newest first. */
export async function requestsOf(db: Db, employeeId: string): Promise<Asked[]> {
  return db
    .selectFrom('people_request as r')
    .where('r.employee_id', '=', employeeId)
    .orderBy('r.asked_at', 'desc')
    .limit(20)
    .select(COLUMNS)
    .execute()
}

/** What waits for HR, the nearest due day first, then what was settled of late. */
export async function requests(db: Db): Promise<AskedBy[]> {
  const all = () =>
    db
      .selectFrom('people_request as r')
      .innerJoin('people_employee as e', 'e.id', 'r.employee_id')
      .select([...COLUMNS, 'e.id as employeeId', 'e.name', 'e.staff_number as staffNumber'])
  const open = await all().where('r.settled_at', 'is', null).orderBy('r.due_at').execute()
  const settled = await all()
    .where('r.settled_at', 'is not', null)
    .orderBy('r.settled_at', 'desc')
    .limit(50)
    .execute()
  return [...open, ...settled]
}

export async function requestById(db: Db, id: string): Promise<AskedBy | null> {
  const row = await db
    .selectFrom('people_request as r')
    .innerJoin('people_employee as e', 'e.id', 'r.employee_id')
    .where('r.id', '=', id)
    .select([...COLUMNS, 'e.id as employeeId', 'e.name', 'e.staff_number as staffNumber'])
    .executeTakeFirst()
  return row ?? null
}

/** Settles what is open: done, or declined with words the person reads. 'reason' where declining says none. */
export async function settle(
  db: Db,
  id: string,
  outcome: 'done' | 'declined',
  words: string,
  now: Date,
): Promise<'settled' | 'gone' | 'reason'> {
  const answer = words.replaceAll('\0', '').trim().slice(0, WORDS_LENGTH)
  if (outcome === 'declined' && answer === '') return 'reason'
  const { numUpdatedRows } = await db
    .updateTable('people_request')
    .where('id', '=', id)
    .where('settled_at', 'is', null)
    .set({ settled_at: now.getTime(), outcome, answer })
    .executeTakeFirst()
  return numUpdatedRows === 1n ? 'settled' : 'gone'
}

/** The person's own change of mind. */
export async function takeBack(db: Db, id: string, employeeId: string, now: Date): Promise<void> {
  await db
    .updateTable('people_request')
    .where('id', '=', id)
    .where('employee_id', '=', employeeId)
    .where('settled_at', 'is', null)
    .set({ settled_at: now.getTime(), outcome: 'taken-back' })
    .execute()
}

/** Who has this staff number, also after leaving: people ask by letter as well. */
export async function anybodyOfNumber(db: Db, staffNumber: string): Promise<string | null> {
  const row = await db
    .selectFrom('people_employee')
    .where('staff_number', '=', staffNumber)
    .where('erased', '=', 0)
    .select('id')
    .executeTakeFirst()
  return row?.id ?? null
}
