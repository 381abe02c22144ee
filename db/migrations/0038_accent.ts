import type { Kysely } from 'kysely'

/** The company's own colour, as '#rrggbb'; none is the portal's. */
export async function up(db: Kysely<any>): Promise<void> {
  await db.schema.alterTable('people_company').addColumn('accent', 'text').execute()
}
