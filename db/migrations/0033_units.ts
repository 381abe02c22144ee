import { type Kysely, sql } from 'kysely'

/** A merged unit is found by the place it had, its printed codes go on, and people are counted by unit. */
export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .alterTable('people_unit')
    .addColumn('was_under', 'text', (c) => c.references('people_unit.id'))
    .execute()

  await db.schema
    .createIndex('people_employee_place')
    .on('people_employee')
    .columns(['unit_id', 'status'])
    .execute()
  await db.schema.dropIndex('people_employee_unit').execute()

  // Two codes of one place may hang on two walls: each was printed for another unit, and both go on.
  await db.schema
    .alterTable('nps_code')
    .addColumn('printed_for', 'text', (c) => c.references('people_unit.id'))
    .execute()
  await db.schema.dropIndex('nps_code_place').execute()
  await sql`create unique index nps_code_place
    on nps_code (unit_id, touchpoint, source_id, coalesce(printed_for, ''))
    where retired_at is null`.execute(db)
}
