import { type Kysely, SqliteAdapter, sql } from 'kysely'

export async function up(db: Kysely<any>): Promise<void> {
  const sqlite = db.getExecutor().adapter instanceof SqliteAdapter
  const strict = sqlite ? sql`strict` : sql``
  const bigint = sqlite ? 'integer' : 'bigint'
  const float = sqlite ? 'real' : 'double precision'

  await db.schema
    .createTable('training_card')
    .addColumn('employee_id', 'text', (c) =>
      c.notNull().references('people_employee.id').onDelete('cascade'),
    )
    .addColumn('module', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('question', 'text', (c) => c.notNull())
    .addColumn('wording', 'text')
    .addColumn('due_on', 'text', (c) => c.notNull())
    .addColumn('stability', float, (c) => c.notNull())
    .addColumn('difficulty', float, (c) => c.notNull())
    .addColumn('state', 'integer', (c) => c.notNull().check(sql`state between 0 and 3`))
    .addColumn('reps', 'integer', (c) => c.notNull())
    .addColumn('lapses', 'integer', (c) => c.notNull())
    .addColumn('reviewed_on', 'text')
    .addPrimaryKeyConstraint('training_card_key', ['employee_id', 'module', 'question'])
    .addForeignKeyConstraint('training_card_version', ['module', 'version'], 'training_version', [
      'module',
      'version',
    ])
    .modifyEnd(strict)
    .execute()
  await db.schema
    .createIndex('training_card_due')
    .on('training_card')
    .columns(['employee_id', 'due_on', 'module', 'question'])
    .execute()

  // The keys hold the promise: at most five a day, and no question twice on one day.
  await db.schema
    .createTable('training_review')
    .addColumn('employee_id', 'text', (c) =>
      c.notNull().references('people_employee.id').onDelete('cascade'),
    )
    .addColumn('day', 'text', (c) => c.notNull())
    .addColumn('position', 'integer', (c) => c.notNull().check(sql`position between 1 and 5`))
    .addColumn('module', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('question', 'text', (c) => c.notNull())
    .addColumn('wording', 'text', (c) => c.notNull())
    .addColumn('choice', 'text', (c) => c.notNull().check(sql`choice in ('a', 'b', 'c')`))
    .addColumn('correct', 'integer', (c) => c.notNull().check(sql`correct in (0, 1)`))
    .addColumn('unsure', 'integer', (c) => c.notNull().check(sql`unsure in (0, 1)`))
    .addColumn('due_on', 'text', (c) => c.notNull())
    .addColumn('answered_at', bigint, (c) => c.notNull())
    .addPrimaryKeyConstraint('training_review_key', ['employee_id', 'day', 'position'])
    .addUniqueConstraint('training_review_once', ['employee_id', 'day', 'module', 'question'])
    .addForeignKeyConstraint('training_review_version', ['module', 'version'], 'training_version', [
      'module',
      'version',
    ])
    .modifyEnd(strict)
    .execute()

  await db.schema
    .createTable('training_streak')
    .addColumn('employee_id', 'text', (c) =>
      c.primaryKey().notNull().references('people_employee.id').onDelete('cascade'),
    )
    .addColumn('shifts', 'integer', (c) => c.notNull().check(sql`shifts >= 0`))
    .addColumn('shift_on', 'text')
    .addColumn('practised_on', 'text')
    .addColumn('paused', 'integer', (c) => c.notNull().check(sql`paused in (0, 1)`))
    .modifyEnd(strict)
    .execute()
}
