import { type Kysely, SqliteAdapter, sql } from 'kysely'

export async function up(db: Kysely<any>): Promise<void> {
  const sqlite = db.getExecutor().adapter instanceof SqliteAdapter
  const strict = sqlite ? sql`strict` : sql``
  const bigint = sqlite ? 'integer' : 'bigint'

  await db.schema
    .createTable('people_company')
    .addColumn('id', 'integer', (c) => c.primaryKey().check(sql`id = 1`))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('time_zone', 'text', (c) => c.notNull())
    .modifyEnd(strict)
    .execute()

  await db.schema
    .createTable('people_unit')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('parent_id', 'text', (c) => c.references('people_unit.id'))
    .addColumn('code', 'text', (c) => c.notNull().unique())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) =>
      c.notNull().check(sql`kind in ('company', 'region', 'site', 'team')`),
    )
    .modifyEnd(strict)
    .execute()
  await db.schema.createIndex('people_unit_parent').on('people_unit').column('parent_id').execute()

  await db.schema
    .createTable('people_employee')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('staff_number', 'text', (c) => c.notNull().unique())
    .addColumn('name', 'text', (c) => c.notNull())
    // Lower case by our own rules: SQLite's lower() and LIKE know ASCII letters only.
    .addColumn('search_name', 'text', (c) => c.notNull().defaultTo(''))
    .addColumn('email', 'text')
    .addColumn('unit_id', 'text', (c) => c.notNull().references('people_unit.id'))
    .addColumn('locale', 'text', (c) => c.notNull().check(sql`locale in ('en', 'ru', 'he')`))
    .addColumn('status', 'text', (c) => c.notNull().check(sql`status in ('active', 'left')`))
    .addColumn('created_at', bigint, (c) => c.notNull())
    .modifyEnd(strict)
    .execute()
  await db.schema
    .createIndex('people_employee_unit')
    .on('people_employee')
    .column('unit_id')
    .execute()

  await db.schema
    .createTable('people_role')
    .addColumn('employee_id', 'text', (c) =>
      c.notNull().references('people_employee.id').onDelete('cascade'),
    )
    .addColumn('role', 'text', (c) => c.notNull().check(sql`role in ('leader', 'hr', 'owner')`))
    .addColumn('unit_id', 'text', (c) => c.notNull().defaultTo(''))
    .addPrimaryKeyConstraint('people_role_key', ['employee_id', 'role', 'unit_id'])
    .modifyEnd(strict)
    .execute()
}
