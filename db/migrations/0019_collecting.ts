import { type Kysely, SqliteAdapter, sql } from 'kysely'

export async function up(db: Kysely<any>): Promise<void> {
  const sqlite = db.getExecutor().adapter instanceof SqliteAdapter
  const strict = sqlite ? sql`strict` : sql``
  const bigint = sqlite ? 'integer' : 'bigint'

  // Words that were erased stay away, whoever brings them again.
  await db.schema.alterTable('nps_response').addColumn('erased_at', bigint).execute()

  // A table of its own: who may read answers may not therefore read how to reach a customer.
  await db.schema
    .createTable('nps_contact')
    .addColumn('response_id', bigint, (c) =>
      c.primaryKey().notNull().references('nps_response.id').onDelete('cascade'),
    )
    .addColumn('contact', 'text', (c) => c.notNull().check(sql`length(contact) <= 200`))
    .addColumn('contact_key', 'text', (c) => c.notNull())
    .addColumn('locale', 'text')
    .addColumn('consented_at', bigint)
    .addColumn('kept_since', bigint, (c) => c.notNull())
    .modifyEnd(strict)
    .execute()
  await db.schema.createIndex('nps_contact_key').on('nps_contact').column('contact_key').execute()
  await db.schema.createIndex('nps_contact_kept').on('nps_contact').column('kept_since').execute()

  await db.schema
    .createTable('nps_alias')
    .addColumn('source_id', 'integer', (c) => c.notNull().references('nps_source.id'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('unit_id', 'text', (c) =>
      c.notNull().references('people_unit.id').onDelete('cascade'),
    )
    .addColumn('confirmed_by', 'text', (c) => c.references('people_employee.id'))
    .addColumn('confirmed_at', bigint, (c) => c.notNull())
    .addPrimaryKeyConstraint('nps_alias_key', ['source_id', 'name'])
    .modifyEnd(strict)
    .execute()

  await db.schema
    .createTable('nps_code')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('source_id', 'integer', (c) => c.notNull().references('nps_source.id'))
    .addColumn('unit_id', 'text', (c) => c.notNull().references('people_unit.id'))
    .addColumn('touchpoint', 'text', (c) => c.notNull())
    .addColumn('answers', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('answered_on', 'text')
    .addColumn('made_by', 'text', (c) => c.references('people_employee.id'))
    .addColumn('made_at', bigint, (c) => c.notNull())
    .addColumn('retired_at', bigint)
    .modifyEnd(strict)
    .execute()
  // One code at a time for a place and a way of asking, however often somebody presses.
  await db.schema
    .createIndex('nps_code_place')
    .on('nps_code')
    .columns(['unit_id', 'touchpoint', 'source_id'])
    .unique()
    .where(sql.ref('retired_at'), 'is', sql.lit(null))
    .execute()

  await db.schema
    .createTable('nps_retention')
    .addColumn('id', 'integer', (c) =>
      c
        .primaryKey()
        .notNull()
        .check(sql`id = 1`),
    )
    .addColumn('contact_days', 'integer', (c) =>
      c.notNull().check(sql`contact_days between 7 and 1095`),
    )
    .addColumn('words_months', 'integer', (c) => c.check(sql`words_months between 1 and 120`))
    .addColumn('set_by', 'text', (c) => c.references('people_employee.id'))
    .addColumn('set_at', bigint, (c) => c.notNull())
    .modifyEnd(strict)
    .execute()
  await db.schema
    .createTable('nps_erasure')
    .addColumn('id', bigint, (c) =>
      sqlite ? c.primaryKey() : c.primaryKey().generatedByDefaultAsIdentity(),
    )
    .addColumn('cause', 'text', (c) => c.notNull().check(sql`cause in ('asked', 'retention')`))
    .addColumn('contacts', 'integer', (c) => c.notNull().check(sql`contacts >= 0`))
    .addColumn('comments', 'integer', (c) => c.notNull().check(sql`comments >= 0`))
    .addColumn('erased_by', 'text', (c) => c.references('people_employee.id'))
    .addColumn('erased_at', bigint, (c) => c.notNull())
    .modifyEnd(strict)
    .execute()
  // For the night: words by age, without reading the answers that have none.
  await db.schema
    .createIndex('nps_response_aged_words')
    .on('nps_response')
    .column('answered_on')
    .where(sql<boolean>`why is not null or improve is not null`)
    .execute()
}
