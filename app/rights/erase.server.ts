import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { Employee } from '../people/employee.server.ts'
import type { Fate } from '../people/stored.ts'
import { leaveTurns } from '../pulse/person.server.ts'
import { moveLearning } from '../training/person.server.ts'
import { CATALOGUE } from './catalogue.ts'
import { presentTables } from './data.server.ts'

/** What stands where a name stood. */
const NO_NAME = '—'

/**
 * Erases a person, in one transaction: what is theirs alone goes; what they learnt stays apart, under a row that leads back
 * to nobody; what they saw stays without author; the log's references to them resolve no more. Turns of the pulse go on
 * under strangers, so that an open wave's counts stay true. 'self' and 'above': another has to do it, for HR and owners an owner.
 */
export async function erasePerson(
  db: Db,
  employeeId: string,
  by: Pick<Employee, 'id' | 'roles'>,
): Promise<'erased' | 'self' | 'above' | 'not-found'> {
  if (by.id === employeeId) return 'self'
  const present = await presentTables(db)
  return inTransaction(db, async (trx) => {
    const person = await trx
      .selectFrom('people_employee')
      .where('id', '=', employeeId)
      .where('erased', '=', 0)
      .select(['name', 'email', 'staff_number'])
      .executeTakeFirst()
    if (!person) return 'not-found'
    const roles = await trx
      .selectFrom('people_role')
      .where('employee_id', '=', employeeId)
      .select('role')
      .execute()
    const above = roles.some(({ role }) => role !== 'leader')
    if (above && !by.roles.includes('owner')) return 'above'

    const stranger = () => addNobody(trx, randomUUID())
    await leaveTurns(trx, employeeId, stranger)
    const apart = await stranger()
    await moveLearning(trx, employeeId, apart)
    const nobody = await sharedNobody(trx)
    for (const [table, { people = {} }] of Object.entries(CATALOGUE)) {
      if (table === 'people_employee' || !present.has(table)) continue
      for (const [column, fate] of Object.entries(people)) {
        await meet(trx, table, column, fate, employeeId, { apart, nobody })
      }
    }
    await trx
      .updateTable('feedback_observation')
      .where('author_id', '=', nobody)
      .set({ named: 0 })
      .execute()
    await trx
      .deleteFrom('job')
      .where((eb) =>
        eb.or([
          eb('key', 'like', `%${employeeId}%`),
          eb('payload', 'like', `%${employeeId}%`),
          eb('error', 'like', `%${employeeId}%`),
        ]),
      )
      .execute()
    await forgetInFiles(trx, [person.name, person.email ?? '', person.staff_number])
    await trx.deleteFrom('people_employee').where('id', '=', employeeId).execute()
    return 'erased'
  })
}

/** What people files said of somebody: wrong cells, and the look at a file that is done with. */
async function forgetInFiles(trx: Db, words: string[]): Promise<void> {
  for (const word of words.filter(Boolean)) {
    const part = `%${word.replaceAll(/[%_\\]/g, '_')}%`
    await trx.deleteFrom('people_import_error').where('value', 'like', part).execute()
    await trx
      .updateTable('people_import')
      .where('state', 'in', ['done', 'dropped', 'refused'])
      .where('look', 'like', part)
      .set({ look: null })
      .execute()
  }
}

async function meet(
  trx: Db,
  table: string,
  column: string,
  fate: Fate,
  id: string,
  { apart, nobody }: { apart: string; nobody: string },
): Promise<void> {
  const [at, of] = [sql.table(table), sql.ref(column)]
  if (fate === 'gone') await sql`delete from ${at} where ${of} = ${id}`.execute(trx)
  else {
    const after = fate === 'apart' ? apart : fate === 'nobody' ? nobody : null
    await sql`update ${at} set ${of} = ${after} where ${of} = ${id}`.execute(trx)
  }
}

const SHARED = 'nobody'

/** The one row on which everything hangs that is kept without whose it was. */
async function sharedNobody(trx: Db): Promise<string> {
  const known = await trx
    .selectFrom('people_employee')
    .where('id', '=', SHARED)
    .select('id')
    .executeTakeFirst()
  return known?.id ?? addNobody(trx, SHARED)
}

/** A row of nobody, in the company as a whole: neither unit nor date says whose it was. */
async function addNobody(trx: Db, id: string): Promise<string> {
  const root = await trx
    .selectFrom('people_unit')
    .where('parent_id', 'is', null)
    .orderBy('id')
    .select('id')
    .executeTakeFirstOrThrow()
  await trx
    .insertInto('people_employee')
    .values({
      id,
      staff_number: `erased ${id}`,
      name: NO_NAME,
      email: null,
      unit_id: root.id,
      locale: 'en',
      status: 'left',
      created_at: 0,
      erased: 1,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return id
}
