import { type Kysely, SqliteAdapter, sql } from 'kysely'

/** Leaders have deputies for a time, leavers a day, and people files a record of their own. */
export async function up(db: Kysely<any>): Promise<void> {
  const sqlite = db.getExecutor().adapter instanceof SqliteAdapter
  const strict = sqlite ? sql`strict` : sql``
  const bigint = sqlite ? 'integer' : 'bigint'
  const float = sqlite ? 'real' : 'double precision'

  await db.schema.alterTable('people_role').addColumn('until', bigint).execute()
  await db.schema.alterTable('people_employee').addColumn('left_at', bigint).execute()

  await db.schema
    .createTable('people_import')
    .addColumn('id', 'integer', (c) =>
      sqlite ? c.primaryKey() : c.primaryKey().generatedByDefaultAsIdentity(),
    )
    .addColumn('file_name', 'text', (c) => c.notNull())
    .addColumn('sha256', 'text', (c) => c.notNull())
    .addColumn('upload', 'text')
    .addColumn('encoding', 'text')
    .addColumn('state', 'text', (c) =>
      c
        .notNull()
        .check(
          sql`state in ('checking', 'checked', 'queued', 'running', 'done', 'refused', 'dropped')`,
        ),
    )
    .addColumn('absent_leave', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('leaves_confirmed', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('rows_read', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('progress', float, (c) => c.notNull().defaultTo(0))
    .addColumn('counts', 'text', (c) => c.notNull().defaultTo('{}'))
    .addColumn('look', 'text')
    .addColumn('refusal', 'text')
    .addColumn('created_by', 'text', (c) => c.notNull().references('people_employee.id'))
    .addColumn('created_at', bigint, (c) => c.notNull())
    .addColumn('ended_at', bigint)
    .modifyEnd(strict)
    .execute()
  await db.schema
    .createIndex('people_import_created')
    .on('people_import')
    .column('created_at')
    .execute()

  await db.schema
    .createTable('people_import_error')
    .addColumn('import_id', 'integer', (c) =>
      c.notNull().references('people_import.id').onDelete('cascade'),
    )
    .addColumn('line', 'integer', (c) => c.notNull())
    .addColumn('place', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('value', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('people_import_error_key', ['import_id', 'line'])
    .modifyEnd(strict)
    .execute()
}
