import { type Kysely, SqliteAdapter, sql } from 'kysely'

export async function up(db: Kysely<any>): Promise<void> {
  const sqlite = db.getExecutor().adapter instanceof SqliteAdapter
  const strict = sqlite ? sql`strict` : sql``
  const bigint = sqlite ? 'integer' : 'bigint'

  await db.schema
    .alterTable('auth_session')
    .addColumn('seen_at', bigint, (c) => c.notNull().defaultTo(0))
    .execute()
  await db.schema
    .alterTable('auth_session')
    .addColumn('device', 'text', (c) => c.notNull().defaultTo(''))
    .execute()
  await db.schema
    .alterTable('auth_session')
    .addColumn('entered_by', 'text', (c) => c.notNull().defaultTo('link'))
    .execute()
  await db.schema
    .alterTable('auth_session')
    .addColumn('whole', 'integer', (c) => c.notNull().defaultTo(1))
    .execute()
  await sql`create index people_employee_email on people_employee (lower(email))`.execute(db)

  await db.schema
    .createTable('auth_password')
    .addColumn('employee_id', 'text', (c) =>
      c.primaryKey().notNull().references('people_employee.id').onDelete('cascade'),
    )
    .addColumn('hash', 'text', (c) => c.notNull())
    .addColumn('set_at', bigint, (c) => c.notNull())
    .modifyEnd(strict)
    .execute()

  await db.schema
    .createTable('auth_try')
    .addColumn('key', 'text', (c) => c.primaryKey().notNull())
    .addColumn('tries', 'integer', (c) => c.notNull())
    .addColumn('until', bigint, (c) => c.notNull())
    .modifyEnd(strict)
    .execute()

  await db.schema
    .createTable('auth_factor')
    .addColumn('employee_id', 'text', (c) =>
      c.primaryKey().notNull().references('people_employee.id').onDelete('cascade'),
    )
    .addColumn('sealed', 'text', (c) => c.notNull())
    .addColumn('made_at', bigint, (c) => c.notNull())
    .addColumn('confirmed_at', bigint)
    .addColumn('last_step', bigint, (c) => c.notNull().defaultTo(0))
    .modifyEnd(strict)
    .execute()

  await db.schema
    .createTable('auth_recovery')
    .addColumn('code_hash', 'text', (c) => c.primaryKey().notNull())
    .addColumn('employee_id', 'text', (c) =>
      c.notNull().references('people_employee.id').onDelete('cascade'),
    )
    .modifyEnd(strict)
    .execute()
  await db.schema
    .createIndex('auth_recovery_employee')
    .on('auth_recovery')
    .column('employee_id')
    .execute()

  await db.schema
    .createTable('auth_rule')
    .addColumn('id', 'integer', (c) => c.primaryKey().check(sql`id = 1`))
    .addColumn('second_factor', 'integer', (c) => c.notNull())
    .modifyEnd(strict)
    .execute()
}
