import { type Kysely, SqliteAdapter, sql } from 'kysely'

export async function up(db: Kysely<any>): Promise<void> {
  const sqlite = db.getExecutor().adapter instanceof SqliteAdapter
  const strict = sqlite ? sql`strict` : sql``
  const bigint = sqlite ? 'integer' : 'bigint'

  await db.schema
    .createTable('auth_session')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('employee_id', 'text', (c) =>
      c.notNull().references('people_employee.id').onDelete('cascade'),
    )
    .addColumn('created_at', bigint, (c) => c.notNull())
    .addColumn('expires_at', bigint, (c) => c.notNull())
    .modifyEnd(strict)
    .execute()
  await db.schema
    .createIndex('auth_session_employee')
    .on('auth_session')
    .column('employee_id')
    .execute()
  await db.schema
    .createIndex('auth_session_expires')
    .on('auth_session')
    .column('expires_at')
    .execute()

  await db.schema
    .createTable('auth_link')
    .addColumn('token_hash', 'text', (c) => c.primaryKey().notNull())
    .addColumn('employee_id', 'text', (c) =>
      c.notNull().references('people_employee.id').onDelete('cascade'),
    )
    .addColumn('expires_at', bigint, (c) => c.notNull())
    .addColumn('used_at', bigint)
    .modifyEnd(strict)
    .execute()
  await db.schema.createIndex('auth_link_expires').on('auth_link').column('expires_at').execute()
}
