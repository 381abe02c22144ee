import { type Kysely, SqliteAdapter, sql } from 'kysely'

/** What people ask of their own data, and rows that stand for somebody who was erased. */
export async function up(db: Kysely<any>): Promise<void> {
  const sqlite = db.getExecutor().adapter instanceof SqliteAdapter
  const strict = sqlite ? sql`strict` : sql``
  const bigint = sqlite ? 'integer' : 'bigint'

  // 1: nobody; something that was kept needs a row to hang on.
  await db.schema
    .alterTable('people_employee')
    .addColumn('erased', 'integer', (c) => c.notNull().defaultTo(0))
    .execute()

  await db.schema
    .createTable('people_request')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('employee_id', 'text', (c) =>
      c.notNull().references('people_employee.id').onDelete('cascade'),
    )
    .addColumn('kind', 'text', (c) => c.notNull().check(sql`kind in ('correct', 'erase')`))
    .addColumn('words', 'text', (c) => c.notNull())
    .addColumn('asked_at', bigint, (c) => c.notNull())
    .addColumn('due_at', bigint, (c) => c.notNull())
    .addColumn('settled_at', bigint)
    .addColumn('outcome', 'text', (c) =>
      c.check(sql`outcome in ('done', 'declined', 'taken-back')`),
    )
    .addColumn('answer', 'text', (c) => c.notNull())
    .addCheckConstraint('people_request_settled', sql`(settled_at is null) = (outcome is null)`)
    .modifyEnd(strict)
    .execute()
  // One of a kind at a time: pressed twice, it is asked once.
  await db.schema
    .createIndex('people_request_open')
    .unique()
    .on('people_request')
    .columns(['employee_id', 'kind'])
    .where(sql<boolean>`settled_at is null`)
    .execute()
  await db.schema
    .createIndex('people_request_due')
    .on('people_request')
    .columns(['settled_at', 'due_at'])
    .execute()

  // No row: as mail/retention.server.ts says.
  await db.schema
    .createTable('mail_retention')
    .addColumn('id', 'integer', (c) => c.primaryKey().check(sql`id = 1`))
    .addColumn('days', 'integer', (c) => c.notNull().check(sql`days >= 1`))
    .modifyEnd(strict)
    .execute()
}
