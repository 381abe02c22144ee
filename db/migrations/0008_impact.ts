import { type Kysely, SqliteAdapter, sql } from 'kysely'

export async function up(db: Kysely<any>): Promise<void> {
  const sqlite = db.getExecutor().adapter instanceof SqliteAdapter
  const strict = sqlite ? sql`strict` : sql``
  const bigint = sqlite ? 'integer' : 'bigint'
  const float = sqlite ? 'real' : 'double precision'

  await db.schema
    .createTable('impact_value_rule')
    .addColumn('version', 'integer', (c) => c.primaryKey().notNull())
    .addColumn('kind', 'text', (c) => c.notNull().check(sql`kind in ('published', 'withdrawn')`))
    .addColumn('text_en', 'text', (c) => c.notNull())
    .addColumn('text_ru', 'text', (c) => c.notNull())
    .addColumn('text_he', 'text', (c) => c.notNull())
    .addColumn('staff_share', float, (c) => c.check(sql`staff_share > 0 and staff_share <= 1`))
    .addColumn('hurdle', float, (c) => c.check(sql`hurdle >= 0`))
    .addColumn('published_by', 'text', (c) => c.notNull().references('people_employee.id'))
    .addColumn('published_at', bigint, (c) => c.notNull())
    .addCheckConstraint(
      'impact_value_rule_text',
      sql`kind = 'withdrawn' or length(text_en) + length(text_ru) + length(text_he) > 0`,
    )
    .modifyEnd(strict)
    .execute()
  await db.schema
    .createTable('impact_link')
    .addColumn('scope', 'text', (c) => c.primaryKey().notNull())
    .addColumn('result', 'text', (c) => c.notNull())
    .addColumn('computed_at', bigint, (c) => c.notNull())
    .modifyEnd(strict)
    .execute()
}
