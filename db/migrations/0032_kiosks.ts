import { type Kysely, SqliteAdapter, sql } from 'kysely'

/** Shared devices and their PINs; and how long leavers stay by name. */
export async function up(db: Kysely<any>): Promise<void> {
  const sqlite = db.getExecutor().adapter instanceof SqliteAdapter
  const strict = sqlite ? sql`strict` : sql``
  const bigint = sqlite ? 'integer' : 'bigint'

  await db.schema
    .createTable('auth_kiosk')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('link_hash', 'text', (c) => c.unique())
    .addColumn('link_until', bigint, (c) => c.notNull())
    .addColumn('token_hash', 'text', (c) => c.unique())
    .addColumn('enrolled_at', bigint)
    .addColumn('revoked_at', bigint)
    .modifyEnd(strict)
    .execute()

  await db.schema
    .createTable('auth_pin')
    .addColumn('employee_id', 'text', (c) =>
      c.primaryKey().notNull().references('people_employee.id').onDelete('cascade'),
    )
    .addColumn('hash', 'text', (c) => c.notNull())
    .addColumn('set_at', bigint, (c) => c.notNull())
    .modifyEnd(strict)
    .execute()

  await db.schema.alterTable('auth_session').addColumn('kiosk_id', 'text').execute()
  await db.schema
    .createIndex('auth_session_by_kiosk')
    .on('auth_session')
    .column('kiosk_id')
    .execute()

  // No row: leavers stay until they are erased by hand.
  await db.schema
    .createTable('people_retention')
    .addColumn('id', 'integer', (c) => c.primaryKey().check(sql`id = 1`))
    .addColumn('leaver_months', 'integer', (c) => c.check(sql`leaver_months >= 1`))
    .addColumn('set_at', bigint, (c) => c.notNull())
    .modifyEnd(strict)
    .execute()
}
