import { type Kysely, SqliteAdapter, sql } from 'kysely'

export async function up(db: Kysely<any>): Promise<void> {
  const sqlite = db.getExecutor().adapter instanceof SqliteAdapter
  const strict = sqlite ? sql`strict` : sql``
  const bigint = sqlite ? 'integer' : 'bigint'

  await db.schema
    .createTable('training_version')
    .addColumn('module', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('frozen_at', bigint, (c) => c.notNull())
    .addPrimaryKeyConstraint('training_version_key', ['module', 'version'])
    .modifyEnd(strict)
    .execute()

  await db.schema
    .createTable('training_enrolment')
    .addColumn('employee_id', 'text', (c) =>
      c.notNull().references('people_employee.id').onDelete('cascade'),
    )
    .addColumn('module', 'text', (c) => c.notNull())
    .addColumn('started_at', bigint, (c) => c.notNull())
    .addColumn('completed_at', bigint)
    .addPrimaryKeyConstraint('training_enrolment_key', ['employee_id', 'module'])
    .modifyEnd(strict)
    .execute()

  await db.schema
    .createTable('training_attempt')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('employee_id', 'text', (c) => c.notNull())
    .addColumn('module', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('number', 'integer', (c) => c.notNull().check(sql`number >= 1`))
    .addColumn('step', 'integer', (c) => c.notNull())
    .addColumn('steps', 'integer', (c) => c.notNull())
    .addColumn('guess', 'text')
    .addColumn('started_at', bigint, (c) => c.notNull())
    .addColumn('touched_at', bigint, (c) => c.notNull())
    .addColumn('finished_at', bigint)
    .addCheckConstraint('training_attempt_step', sql`step between 1 and steps`)
    .addUniqueConstraint('training_attempt_number', ['employee_id', 'module', 'number'])
    .addForeignKeyConstraint(
      'training_attempt_enrolment',
      ['employee_id', 'module'],
      'training_enrolment',
      ['employee_id', 'module'],
      (key) => key.onDelete('cascade'),
    )
    .addForeignKeyConstraint(
      'training_attempt_version',
      ['module', 'version'],
      'training_version',
      ['module', 'version'],
    )
    .modifyEnd(strict)
    .execute()
  // Two taps on Start, or two devices, open one attempt.
  await db.schema
    .createIndex('training_attempt_open')
    .on('training_attempt')
    .columns(['employee_id', 'module'])
    .unique()
    .where(sql.ref('finished_at'), 'is', null)
    .execute()

  await db.schema
    .createTable('training_answer')
    .addColumn('attempt_id', 'text', (c) =>
      c.notNull().references('training_attempt.id').onDelete('cascade'),
    )
    .addColumn('position', 'integer', (c) => c.notNull())
    .addColumn('question', 'text', (c) => c.notNull())
    .addColumn('variant', 'text', (c) => c.notNull())
    .addColumn('choice', 'text')
    .addColumn('correct', 'integer', (c) => c.check(sql`correct in (0, 1)`))
    .addColumn('answered_at', bigint)
    .addCheckConstraint(
      'training_answer_whole',
      sql`(choice is null) = (correct is null) and (choice is null) = (answered_at is null)`,
    )
    .addPrimaryKeyConstraint('training_answer_key', ['attempt_id', 'position'])
    .addUniqueConstraint('training_answer_question', ['attempt_id', 'question'])
    .modifyEnd(strict)
    .execute()

  await db.schema
    .createTable('training_note')
    .addColumn('employee_id', 'text', (c) =>
      c.notNull().references('people_employee.id').onDelete('cascade'),
    )
    .addColumn('module', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('written_at', bigint, (c) => c.notNull())
    .addPrimaryKeyConstraint('training_note_key', ['employee_id', 'module'])
    .modifyEnd(strict)
    .execute()
}
