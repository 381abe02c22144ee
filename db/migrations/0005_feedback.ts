import { type Kysely, SqliteAdapter, sql } from 'kysely'

export async function up(db: Kysely<any>): Promise<void> {
  const sqlite = db.getExecutor().adapter instanceof SqliteAdapter
  const strict = sqlite ? sql`strict` : sql``
  const bigint = sqlite ? 'integer' : 'bigint'

  await db.schema
    .createTable('feedback_observation')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('form_key', 'text', (c) => c.notNull())
    .addColumn('author_id', 'text', (c) => c.notNull().references('people_employee.id'))
    .addColumn('named', 'integer', (c) => c.notNull().check(sql`named in (0, 1)`))
    .addColumn('site_id', 'text', (c) => c.notNull().references('people_unit.id'))
    .addColumn('touchpoint', 'text', (c) => c.notNull())
    .addColumn('grade', 'text', (c) => c.notNull().check(sql`grade in ('poor', 'normal', 'wow')`))
    .addColumn('note', 'text', (c) => c.notNull())
    .addColumn('suggestion', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) =>
      c.notNull().check(sql`status in ('new', 'seen', 'planned', 'done', 'declined')`),
    )
    .addColumn('reason', 'text', (c) => c.notNull().defaultTo(''))
    .addColumn('observed_at', bigint, (c) => c.notNull())
    .addColumn('observed_on', 'text', (c) => c.notNull())
    .addColumn('moved_at', bigint)
    .addColumn('looked_at', bigint)
    .addColumn('done_on', 'text')
    .addColumn('merged_into', 'text', (c) => c.references('feedback_observation.id'))
    .addUniqueConstraint('feedback_observation_form', ['author_id', 'form_key'])
    .addCheckConstraint('feedback_observation_itself', sql`merged_into <> id`)
    .addCheckConstraint('feedback_observation_done', sql`(status = 'done') = (done_on is not null)`)
    .addCheckConstraint(
      'feedback_observation_declined',
      sql`status <> 'declined' or length(reason) > 0`,
    )
    .modifyEnd(strict)
    .execute()
  await db.schema
    .createIndex('feedback_observation_site')
    .on('feedback_observation')
    .columns(['site_id', 'status', 'observed_at'])
    .execute()
  await db.schema
    .createIndex('feedback_observation_author')
    .on('feedback_observation')
    .columns(['author_id', 'observed_at'])
    .execute()
  await db.schema
    .createIndex('feedback_observation_merged')
    .on('feedback_observation')
    .column('merged_into')
    .execute()

  await db.schema
    .createTable('feedback_sign')
    .addColumn('observation_id', 'text', (c) =>
      c.notNull().references('feedback_observation.id').onDelete('cascade'),
    )
    .addColumn('sign', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('feedback_sign_key', ['observation_id', 'sign'])
    .modifyEnd(strict)
    .execute()

  await db.schema
    .createTable('feedback_join')
    .addColumn('observation_id', 'text', (c) =>
      c.notNull().references('feedback_observation.id').onDelete('cascade'),
    )
    .addColumn('employee_id', 'text', (c) => c.notNull().references('people_employee.id'))
    .addColumn('joined_at', bigint, (c) => c.notNull())
    .addPrimaryKeyConstraint('feedback_join_key', ['observation_id', 'employee_id'])
    .modifyEnd(strict)
    .execute()

  await db.schema
    .createTable('feedback_move')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('observation_id', 'text', (c) =>
      c.notNull().references('feedback_observation.id').onDelete('cascade'),
    )
    .addColumn('from_status', 'text', (c) => c.notNull())
    .addColumn('to_status', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('moved_by', 'text', (c) => c.notNull().references('people_employee.id'))
    .addColumn('moved_at', bigint, (c) => c.notNull())
    .modifyEnd(strict)
    .execute()
  await db.schema
    .createIndex('feedback_move_observation')
    .on('feedback_move')
    .columns(['observation_id', 'moved_at'])
    .execute()

  await db.schema
    .createTable('feedback_grade_total')
    .addColumn('site_id', 'text', (c) => c.notNull().references('people_unit.id'))
    .addColumn('touchpoint', 'text', (c) => c.notNull())
    .addColumn('month', 'text', (c) => c.notNull())
    .addColumn('poor', 'integer', (c) => c.notNull())
    .addColumn('normal', 'integer', (c) => c.notNull())
    .addColumn('wow', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('feedback_grade_total_key', ['site_id', 'touchpoint', 'month'])
    .modifyEnd(strict)
    .execute()

  await db.schema
    .createTable('feedback_sign_total')
    .addColumn('site_id', 'text', (c) => c.notNull().references('people_unit.id'))
    .addColumn('sign', 'text', (c) => c.notNull())
    .addColumn('month', 'text', (c) => c.notNull())
    .addColumn('seen', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('feedback_sign_total_key', ['site_id', 'sign', 'month'])
    .modifyEnd(strict)
    .execute()
}
