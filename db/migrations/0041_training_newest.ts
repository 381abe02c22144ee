import type { Kysely } from 'kysely'

/** HR's records begin with the newest: found from the end of an index instead of by sorting all that was ever learnt. */
export async function up(db: Kysely<any>): Promise<void> {
  for (const [table, column] of [
    ['training_enrolment', 'completed_at'],
    ['training_pass', 'passed_at'],
  ] as const) {
    await db.schema
      .createIndex(`${table}_newest`)
      .on(table)
      .columns([`${column} desc`, 'employee_id', 'module'])
      .execute()
  }
  await db.schema
    .createIndex('training_certificate_newest')
    .on('training_certificate')
    .columns(['issued_at desc', 'employee_id', 'path'])
    .execute()
}
