import { type Kysely, SqliteAdapter, sql } from 'kysely'

export async function up(db: Kysely<any>): Promise<void> {
  const sqlite = db.getExecutor().adapter instanceof SqliteAdapter
  const strict = sqlite ? sql`strict` : sql``
  const bigint = sqlite ? 'integer' : 'bigint'

  await db.schema
    .createTable('training_sent')
    .addColumn('employee_id', 'text', (c) =>
      c.notNull().references('people_employee.id').onDelete('cascade'),
    )
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('outcome', 'text', (c) =>
      c.notNull().check(sql`outcome in ('recorded', 'stands', 'gone')`),
    )
    .addColumn('page', 'text')
    .addColumn('sent_at', bigint, (c) => c.notNull())
    .addPrimaryKeyConstraint('training_sent_key', ['employee_id', 'id'])
    .modifyEnd(strict)
    .execute()
  await db.schema.createIndex('training_sent_time').on('training_sent').column('sent_at').execute()
}
