import { type Kysely, SqliteAdapter, sql } from 'kysely'

export async function up(db: Kysely<any>): Promise<void> {
  const sqlite = db.getExecutor().adapter instanceof SqliteAdapter
  const strict = sqlite ? sql`strict` : sql``
  const bigint = sqlite ? 'integer' : 'bigint'

  await db.schema
    .createTable('training_work')
    .addColumn('employee_id', 'text', (c) =>
      c.notNull().references('people_employee.id').onDelete('cascade'),
    )
    .addColumn('module', 'text', (c) => c.notNull())
    .addColumn('block', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('touched_at', bigint, (c) => c.notNull())
    .addPrimaryKeyConstraint('training_work_key', ['employee_id', 'module', 'block'])
    .modifyEnd(strict)
    .execute()
}
