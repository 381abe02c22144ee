import { type Kysely, SqliteAdapter, sql } from 'kysely'

export async function up(db: Kysely<any>): Promise<void> {
  const sqlite = db.getExecutor().adapter instanceof SqliteAdapter
  const strict = sqlite ? sql`strict` : sql``
  const bigint = sqlite ? 'integer' : 'bigint'

  // A fix has a day, totals have months: the job counts days from this index alone.
  await db.schema
    .createIndex('nps_response_day')
    .on('nps_response')
    .columns(['unit_id', 'touchpoint', 'answered_on', 'source_id', 'score'])
    .where(sql<boolean>`touchpoint <> ''`)
    .execute()
  // What purchases say is read from the answers that have both.
  await db.schema
    .createIndex('nps_response_bought')
    .on('nps_response')
    .column('id')
    .where(sql<boolean>`visits is not null and basket is not null`)
    .execute()

  await db.schema
    .createTable('impact_fix')
    .addColumn('site_id', 'text', (c) => c.notNull().references('people_unit.id'))
    .addColumn('touchpoint', 'text', (c) => c.notNull())
    .addColumn('done_on', 'text', (c) => c.notNull().check(sql`length(done_on) = 10`))
    .addColumn('outcome', 'text', (c) => c.notNull())
    .addColumn('result', 'text', (c) => c.notNull())
    .addColumn('computed_at', bigint, (c) => c.notNull())
    .addPrimaryKeyConstraint('impact_fix_key', ['site_id', 'touchpoint', 'done_on'])
    .modifyEnd(strict)
    .execute()

  await db.schema
    .createTable('impact_money')
    .addColumn('version', 'integer', (c) => c.primaryKey().notNull())
    .addColumn('inputs', 'text', (c) => c.notNull())
    .addColumn('entered_by', 'text', (c) => c.notNull().references('people_employee.id'))
    .addColumn('entered_at', bigint, (c) => c.notNull())
    .modifyEnd(strict)
    .execute()
}
