import { type Kysely, SqliteAdapter, sql } from 'kysely'

/** HR builds surveys of its own, plans waves ahead, and has them come back by themselves. */
export async function up(db: Kysely<any>): Promise<void> {
  const sqlite = db.getExecutor().adapter instanceof SqliteAdapter
  const strict = sqlite ? sql`strict` : sql``
  const bigint = sqlite ? 'integer' : 'bigint'

  await db.schema
    .createTable('pulse_survey')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('created_at', bigint, (c) => c.notNull())
    .addColumn('archived_at', bigint)
    .modifyEnd(strict)
    .execute()

  await db.schema
    .createTable('pulse_survey_version')
    .addColumn('survey_id', 'text', (c) => c.notNull().references('pulse_survey.id'))
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('definition', 'text', (c) => c.notNull())
    .addColumn('saved_at', bigint, (c) => c.notNull())
    .addPrimaryKeyConstraint('pulse_survey_version_key', ['survey_id', 'version'])
    .modifyEnd(strict)
    .execute()

  await db.schema
    .createTable('pulse_schedule')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('survey_id', 'text', (c) => c.notNull())
    .addColumn('frequency', 'text', (c) =>
      c.notNull().check(sql`frequency in ('weekly', 'fortnightly', 'monthly', 'quarterly')`),
    )
    .addColumn('audience', 'text', (c) => c.notNull())
    .addColumn('first_opens', 'text', (c) => c.notNull())
    .addColumn('opens', 'text', (c) => c.notNull())
    .addColumn('open_minutes', 'integer', (c) => c.notNull())
    .addColumn('items', 'integer', (c) => c.notNull())
    .addColumn('reminders', 'integer', (c) => c.notNull().check(sql`reminders between 0 and 2`))
    .addColumn('round', 'integer', (c) => c.notNull())
    .addColumn('active', 'integer', (c) => c.notNull().check(sql`active in (0, 1)`))
    .modifyEnd(strict)
    .execute()

  await db.schema
    .createTable('pulse_plan')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('survey', 'text', (c) => c.notNull())
    .addColumn('audience', 'text', (c) => c.notNull())
    .addColumn('opens_at', bigint, (c) => c.notNull())
    .addColumn('closes_at', bigint, (c) => c.notNull())
    .addColumn('reminders', 'integer', (c) => c.notNull().check(sql`reminders between 0 and 2`))
    .addColumn('schedule_id', 'text', (c) => c.references('pulse_schedule.id'))
    .addColumn('round', 'integer')
    .addColumn('status', 'text', (c) =>
      c.notNull().check(sql`status in ('planned', 'making', 'launched', 'refused', 'cancelled')`),
    )
    .addColumn('keys_made', 'integer', (c) => c.notNull())
    .addColumn('keys', 'integer')
    .addColumn('refusal', 'text')
    .addColumn('wave_id', 'text', (c) => c.references('pulse_wave.id'))
    .addUniqueConstraint('pulse_plan_round', ['schedule_id', 'round'])
    .modifyEnd(strict)
    .execute()
  await db.schema
    .createIndex('pulse_plan_due')
    .on('pulse_plan')
    .columns(['status', 'opens_at'])
    .execute()
}
