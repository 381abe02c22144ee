import { type Kysely, sql } from 'kysely'

/** What a company decides about itself: nights, languages, how many must stand behind a number, who writes. */
export async function up(db: Kysely<any>): Promise<void> {
  const table = db.schema.alterTable('people_company')
  await table.addColumn('quiet_from', 'text', (c) => c.notNull().defaultTo('21:00')).execute()
  await table.addColumn('quiet_to', 'text', (c) => c.notNull().defaultTo('08:00')).execute()
  await table.addColumn('locales', 'text', (c) => c.notNull().defaultTo('en,ru,he')).execute()
  // Below these nobody is safe, whatever writes here.
  await table
    .addColumn('cell', 'integer', (c) =>
      c
        .notNull()
        .defaultTo(6)
        .check(sql`cell >= 6`),
    )
    .execute()
  await table
    .addColumn('detail', 'integer', (c) =>
      c
        .notNull()
        .defaultTo(10)
        .check(sql`detail >= 10`),
    )
    .execute()
  await table.addColumn('sender', 'text').execute()
}
