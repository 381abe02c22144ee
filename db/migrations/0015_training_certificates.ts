import { type Kysely, SqliteAdapter, sql } from 'kysely'

export async function up(db: Kysely<any>): Promise<void> {
  const sqlite = db.getExecutor().adapter instanceof SqliteAdapter
  const strict = sqlite ? sql`strict` : sql``
  const bigint = sqlite ? 'integer' : 'bigint'

  await db.schema
    .createTable('training_pass')
    .addColumn('employee_id', 'text', (c) =>
      c.notNull().references('people_employee.id').onDelete('cascade'),
    )
    .addColumn('module', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('passed_at', bigint, (c) => c.notNull())
    .addPrimaryKeyConstraint('training_pass_key', ['employee_id', 'module'])
    .modifyEnd(strict)
    .execute()
  // Of what was finished before there were passes, the first try in which every answer fitted.
  await sql`
    insert into training_pass (employee_id, module, version, passed_at)
    select employee_id, module, version, finished_at from (
      select a.employee_id, a.module, a.version, a.finished_at,
        row_number() over (partition by a.employee_id, a.module order by a.number) as place
      from training_attempt a
      where a.finished_at is not null and not exists (
        select 1 from training_answer w
        where w.attempt_id = a.id and (w.correct is null or w.correct = 0)
      )
    ) fitted where place = 1`.execute(db)

  await db.schema
    .createTable('training_exam')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('employee_id', 'text', (c) =>
      c.notNull().references('people_employee.id').onDelete('cascade'),
    )
    .addColumn('path', 'text', (c) => c.notNull().check(sql`path in ('employee', 'leader', 'hr')`))
    .addColumn('started_at', bigint, (c) => c.notNull())
    .addColumn('touched_at', bigint, (c) => c.notNull())
    .addColumn('finished_at', bigint)
    .addColumn('correct', 'integer')
    .addCheckConstraint('training_exam_end', sql`(finished_at is null) = (correct is null)`)
    .modifyEnd(strict)
    .execute()
  await db.schema
    .createIndex('training_exam_of')
    .on('training_exam')
    .columns(['employee_id', 'started_at'])
    .execute()
  // Two taps on Start, or two devices, open one exam.
  await db.schema
    .createIndex('training_exam_open')
    .on('training_exam')
    .columns(['employee_id', 'path'])
    .unique()
    .where(sql.ref('finished_at'), 'is', null)
    .execute()

  await db.schema
    .createTable('training_exam_answer')
    .addColumn('exam_id', 'text', (c) =>
      c.notNull().references('training_exam.id').onDelete('cascade'),
    )
    .addColumn('position', 'integer', (c) => c.notNull().check(sql`position between 1 and 10`))
    .addColumn('module', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('question', 'text', (c) => c.notNull())
    .addColumn('variant', 'text', (c) => c.notNull())
    .addColumn('choice', 'text', (c) => c.check(sql`choice in ('a', 'b', 'c')`))
    .addColumn('correct', 'integer', (c) => c.check(sql`correct in (0, 1)`))
    .addColumn('answered_at', bigint)
    .addCheckConstraint('training_exam_answer_whole', sql`(choice is null) = (correct is null)`)
    .addPrimaryKeyConstraint('training_exam_answer_key', ['exam_id', 'position'])
    .addUniqueConstraint('training_exam_answer_once', ['exam_id', 'module', 'question'])
    .addForeignKeyConstraint(
      'training_exam_answer_version',
      ['module', 'version'],
      'training_version',
      ['module', 'version'],
    )
    .modifyEnd(strict)
    .execute()

  await db.schema
    .createTable('training_certificate')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('employee_id', 'text', (c) =>
      c.notNull().references('people_employee.id').onDelete('cascade'),
    )
    .addColumn('path', 'text', (c) => c.notNull().check(sql`path in ('employee', 'leader', 'hr')`))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('company', 'text', (c) => c.notNull())
    .addColumn('first_on', 'text', (c) => c.notNull())
    .addColumn('issued_on', 'text', (c) => c.notNull())
    .addColumn('issued_at', bigint, (c) => c.notNull())
    .addColumn('revoked_at', bigint)
    .addColumn('revoked_by', 'text', (c) => c.references('people_employee.id').onDelete('set null'))
    .addColumn('reason', 'text', (c) => c.notNull().defaultTo(''))
    .modifyEnd(strict)
    .execute()
  await db.schema
    .createIndex('training_certificate_standing')
    .on('training_certificate')
    .columns(['employee_id', 'path'])
    .unique()
    .where(sql.ref('revoked_at'), 'is', null)
    .execute()
  await db.schema
    .createIndex('training_certificate_of')
    .on('training_certificate')
    .columns(['employee_id', 'issued_at'])
    .execute()

  await db.schema
    .createTable('training_badge_key')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('public_key', 'text', (c) => c.notNull())
    .addColumn('sealed_key', 'text', (c) => c.notNull())
    .addColumn('made_at', bigint, (c) => c.notNull())
    .modifyEnd(strict)
    .execute()

  await db.schema
    .createTable('training_statement')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('employee_id', 'text', (c) =>
      c.notNull().references('people_employee.id').onDelete('cascade'),
    )
    .addColumn('kind', 'text', (c) =>
      c.notNull().check(sql`kind in ('completed', 'passed', 'earned', 'voided')`),
    )
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('happened_at', bigint, (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('sent_at', bigint)
    .addColumn('refused', 'text')
    .addUniqueConstraint('training_statement_once', ['employee_id', 'kind', 'subject'])
    .modifyEnd(strict)
    .execute()
  await db.schema
    .createIndex('training_statement_waiting')
    .on('training_statement')
    .columns(['happened_at', 'id'])
    .where(sql.ref('sent_at'), 'is', null)
    .execute()

  await db.schema
    .createTable('training_record_store')
    .addColumn('endpoint', 'text', (c) => c.primaryKey().notNull())
    .addColumn('lease_until', bigint, (c) => c.notNull())
    .addColumn('next_at', bigint, (c) => c.notNull())
    .addColumn('failures', 'integer', (c) => c.notNull())
    .addColumn('trouble', 'text')
    .addColumn('tried_at', bigint)
    .addColumn('sent_at', bigint)
    .modifyEnd(strict)
    .execute()
}
