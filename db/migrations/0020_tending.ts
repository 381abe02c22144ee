import { type Kysely, SqliteAdapter, sql } from 'kysely'

/** What customers and colleagues say is tended: cases, huddles, thanks, alerts, and who serves which touchpoint. */
export async function up(db: Kysely<any>): Promise<void> {
  const sqlite = db.getExecutor().adapter instanceof SqliteAdapter
  const strict = sqlite ? sql`strict` : sql``
  const unordered = sqlite ? sql`strict, without rowid` : sql``
  const bigint = sqlite ? 'integer' : 'bigint'
  const float = sqlite ? 'real' : 'double precision'

  // A customer's wish that somebody made an observation of; names the answer, so that it becomes one only once.
  await db.schema.alterTable('feedback_observation').addColumn('wish', 'text').execute()
  await db.schema
    .createIndex('feedback_observation_wish')
    .unique()
    .on('feedback_observation')
    .column('wish')
    .where(sql<boolean>`wish is not null`)
    .execute()
  await db.schema.alterTable('feedback_join').addColumn('looked_at', bigint).execute()
  await db.schema
    .createIndex('feedback_join_employee')
    .on('feedback_join')
    .column('employee_id')
    .execute()

  await db.schema
    .createTable('feedback_thanks')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('form_key', 'text', (c) => c.notNull())
    .addColumn('from_id', 'text', (c) => c.notNull().references('people_employee.id'))
    .addColumn('to_id', 'text', (c) => c.notNull().references('people_employee.id'))
    .addColumn('sign', 'text', (c) => c.notNull())
    .addColumn('words', 'text', (c) => c.notNull())
    .addColumn('sent_at', bigint, (c) => c.notNull())
    .addColumn('read_at', bigint)
    .addColumn('reported_at', bigint)
    .addColumn('removed_at', bigint)
    .addColumn('removed_by', 'text')
    .addUniqueConstraint('feedback_thanks_form', ['from_id', 'form_key'])
    .addCheckConstraint('feedback_thanks_other', sql`from_id <> to_id`)
    .modifyEnd(strict)
    .execute()
  await db.schema
    .createIndex('feedback_thanks_to')
    .on('feedback_thanks')
    .columns(['to_id', 'sent_at'])
    .execute()
  await db.schema
    .createIndex('feedback_thanks_from')
    .on('feedback_thanks')
    .columns(['from_id', 'sent_at'])
    .execute()
  await db.schema
    .createIndex('feedback_thanks_reported')
    .on('feedback_thanks')
    .column('reported_at')
    .where(sql<boolean>`reported_at is not null`)
    .execute()

  await db.schema
    .createTable('touchpoint_serving')
    .addColumn('unit_id', 'text', (c) => c.notNull().references('people_unit.id'))
    .addColumn('touchpoint', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('touchpoint_serving_key', ['unit_id', 'touchpoint'])
    .modifyEnd(unordered)
    .execute()

  await db.schema
    .createTable('impact_huddle')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('unit_id', 'text', (c) => c.notNull().references('people_unit.id'))
    .addColumn('day', 'text', (c) => c.notNull().check(sql`length(day) = 10`))
    .addColumn('praise', 'text', (c) => c.notNull())
    .addColumn('friction_id', 'text', (c) =>
      c.references('feedback_observation.id').onDelete('set null'),
    )
    .addColumn('promise', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) =>
      c.notNull().check(sql`status in ('promised', 'kept', 'dropped')`),
    )
    .addColumn('outcome', 'text')
    .addColumn('made_by', 'text', (c) => c.notNull().references('people_employee.id'))
    .addColumn('made_at', bigint, (c) => c.notNull())
    .addColumn('settled_at', bigint)
    .addUniqueConstraint('impact_huddle_day', ['unit_id', 'day'])
    .modifyEnd(strict)
    .execute()

  await db.schema
    .createTable('nps_case')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('response_id', bigint, (c) =>
      c.notNull().unique().references('nps_response.id').onDelete('cascade'),
    )
    .addColumn('unit_id', 'text', (c) => c.notNull().references('people_unit.id'))
    .addColumn('opened_at', bigint, (c) => c.notNull())
    .addColumn('due_at', bigint, (c) => c.notNull())
    .addColumn('owner_id', 'text', (c) => c.references('people_employee.id'))
    .addColumn('outcome', 'text', (c) =>
      c.check(sql`outcome in ('solved', 'offered', 'unreachable', 'refused')`),
    )
    .addColumn('closed_at', bigint)
    .addColumn('solved', 'integer', (c) => c.check(sql`solved in (0, 1)`))
    .addColumn('answered_at', bigint)
    .addCheckConstraint('nps_case_closed', sql`(outcome is null) = (closed_at is null)`)
    .modifyEnd(strict)
    .execute()
  await db.schema
    .createIndex('nps_case_open')
    .on('nps_case')
    .columns(['unit_id', 'due_at'])
    .where(sql<boolean>`closed_at is null`)
    .execute()
  await db.schema
    .createIndex('nps_case_unit')
    .on('nps_case')
    .columns(['unit_id', 'opened_at'])
    .execute()
  await db.schema
    .createIndex('nps_case_owner')
    .on('nps_case')
    .columns(['owner_id', 'opened_at'])
    .execute()

  await db.schema
    .createTable('nps_case_step')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('case_id', 'text', (c) => c.notNull().references('nps_case.id').onDelete('cascade'))
    .addColumn('at', bigint, (c) => c.notNull())
    // Null: the customer.
    .addColumn('by_id', 'text', (c) => c.references('people_employee.id'))
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('words', 'text', (c) => c.notNull())
    .modifyEnd(strict)
    .execute()
  await db.schema
    .createIndex('nps_case_step_case')
    .on('nps_case_step')
    .columns(['case_id', 'at'])
    .execute()

  await db.schema
    .createTable('nps_alert')
    .addColumn('unit_id', 'text', (c) => c.notNull().references('people_unit.id'))
    .addColumn('touchpoint', 'text', (c) => c.notNull())
    .addColumn('month', 'text', (c) => c.notNull().check(sql`length(month) = 7`))
    .addColumn('outcome', 'text', (c) => c.notNull().check(sql`outcome in ('higher', 'lower')`))
    .addColumn('low', float, (c) => c.notNull())
    .addColumn('high', float, (c) => c.notNull())
    .addColumn('n', 'integer', (c) => c.notNull())
    .addColumn('n_before', 'integer', (c) => c.notNull())
    .addColumn('made_at', bigint, (c) => c.notNull())
    .addPrimaryKeyConstraint('nps_alert_key', ['unit_id', 'touchpoint', 'month'])
    .modifyEnd(strict)
    .execute()
}
