import { type Kysely, SqliteAdapter, sql } from 'kysely'

/** People are found by words written otherwise, and units can be closed and lead on to another. */
export async function up(db: Kysely<any>): Promise<void> {
  const sqlite = db.getExecutor().adapter instanceof SqliteAdapter
  const bigint = sqlite ? 'integer' : 'bigint'

  // Ranges of keys that begin alike need an order by code points. The key comes first and the row is its own index: nothing else is ever asked of it.
  await db.schema
    .createTable('people_search')
    .addColumn('key', sql.raw(sqlite ? 'text' : 'text collate "C"'), (c) => c.notNull())
    .addColumn('employee_id', 'text', (c) =>
      c.notNull().references('people_employee.id').onDelete('cascade'),
    )
    .addColumn('whole', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('people_search_key', ['key', 'employee_id'])
    .modifyEnd(sqlite ? sql`strict, without rowid` : sql``)
    .execute()
  await db.schema
    .createIndex('people_search_employee')
    .on('people_search')
    .column('employee_id')
    .execute()
  await db.schema
    .createIndex('people_employee_status')
    .on('people_employee')
    .columns(['status', 'staff_number'])
    .execute()
  await db.schema
    .createIndex('people_role_role')
    .on('people_role')
    .columns(['role', 'unit_id'])
    .execute()

  await db.schema.alterTable('people_unit').addColumn('closed_at', bigint).execute()
  await db.schema
    .alterTable('people_unit')
    .addColumn('merged_into', 'text', (c) => c.references('people_unit.id'))
    .execute()

  // An invitation that is made anew ends the one before; a sign-in link of a day does not.
  await db.schema
    .alterTable('auth_link')
    .addColumn('invitation', 'integer', (c) => c.notNull().defaultTo(0))
    .execute()

  // Whoever is here already gets their keys as soon as the portal runs; an empty portal has nothing to do.
  const somebody = await db.selectFrom('people_employee').select('id').limit(1).executeTakeFirst()
  if (!somebody) return
  await db
    .insertInto('job')
    .values({
      ...{ key: 'people.keys first', kind: 'people.keys', payload: 'null', run_at: 0 },
      ...{ lease_until: 0, attempts: 0, done_at: null, error: null },
    })
    .execute()
}
