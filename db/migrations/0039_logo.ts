import { type Kysely, SqliteAdapter, sql } from 'kysely'

/** The company's logo: one row or none. Apart from what else it decided, which is read with many a page. */
export async function up(db: Kysely<any>): Promise<void> {
  const sqlite = db.getExecutor().adapter instanceof SqliteAdapter
  const strict = sqlite ? sql`strict` : sql``

  await db.schema
    .createTable('people_logo')
    .addColumn('id', 'integer', (c) => c.primaryKey().check(sql`id = 1`))
    .addColumn('hash', 'text', (c) => c.notNull())
    .addColumn('form', 'text', (c) => c.notNull().check(sql`form in ('jpg', 'png')`))
    .addColumn('width', 'integer', (c) => c.notNull())
    .addColumn('height', 'integer', (c) => c.notNull())
    .addColumn('weight', 'integer', (c) => c.notNull())
    .addColumn('bytes', sqlite ? 'blob' : 'bytea', (c) =>
      c.notNull().check(sql`length(bytes) between 1 and 102400`),
    )
    .modifyEnd(strict)
    .execute()
}
