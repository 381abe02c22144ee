import { type Kysely, SqliteAdapter, sql } from 'kysely'

/** Training can be assigned; people have a hiring day and may have a clock of their own; questions have figures. */
export async function up(db: Kysely<any>): Promise<void> {
  const sqlite = db.getExecutor().adapter instanceof SqliteAdapter
  const strict = sqlite ? sql`strict` : sql``
  const bigint = sqlite ? 'integer' : 'bigint'
  const float = sqlite ? 'real' : 'double precision'

  await db.schema.alterTable('people_employee').addColumn('hired_on', 'text').execute()
  await db.schema.alterTable('people_employee').addColumn('time_zone', 'text').execute()

  await db.schema
    .createTable('training_assignment')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('unit_id', 'text', (c) => c.notNull().references('people_unit.id'))
    .addColumn('role', 'text', (c) =>
      c.notNull().check(sql`role in ('everyone', 'employee', 'leader', 'hr')`),
    )
    .addColumn('hired_from', 'text')
    .addColumn('hired_to', 'text')
    .addColumn('path', 'text', (c) => c.check(sql`path in ('employee', 'leader', 'hr')`))
    .addColumn('due', 'text', (c) => c.notNull().check(sql`due in ('on', 'hired', 'assigned')`))
    .addColumn('due_on', 'text')
    .addColumn('due_days', 'integer')
    .addColumn('repeat_months', 'integer', (c) => c.check(sql`repeat_months between 1 and 60`))
    .addColumn('by_id', 'text', (c) =>
      c.notNull().references('people_employee.id').onDelete('cascade'),
    )
    .addColumn('by_hr', 'integer', (c) => c.notNull().check(sql`by_hr in (0, 1)`))
    .addColumn('made_on', 'text', (c) => c.notNull())
    .addColumn('made_at', bigint, (c) => c.notNull())
    .addColumn('ended_at', bigint)
    .addCheckConstraint(
      'training_assignment_due',
      sql`(due = 'on' and due_on is not null) or (due <> 'on' and due_days >= 1)`,
    )
    .modifyEnd(strict)
    .execute()
  await db.schema
    .createIndex('training_assignment_running')
    .on('training_assignment')
    .column('made_at')
    .where(sql.ref('ended_at'), 'is', null)
    .execute()

  await db.schema
    .createTable('training_assignment_module')
    .addColumn('assignment_id', 'text', (c) =>
      c.notNull().references('training_assignment.id').onDelete('cascade'),
    )
    .addColumn('module', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('training_assignment_module_key', ['assignment_id', 'module'])
    .modifyEnd(strict)
    .execute()

  // One row for a person and module of an assignment, whatever comes twice.
  await db.schema
    .createTable('training_assigned')
    .addColumn('assignment_id', 'text', (c) =>
      c.notNull().references('training_assignment.id').onDelete('cascade'),
    )
    .addColumn('employee_id', 'text', (c) =>
      c.notNull().references('people_employee.id').onDelete('cascade'),
    )
    .addColumn('module', 'text', (c) => c.notNull())
    .addColumn('taken_on', 'text', (c) => c.notNull())
    .addColumn('due_on', 'text', (c) => c.notNull())
    .addColumn('round', 'integer', (c) => c.notNull().check(sql`round >= 1`))
    .addColumn('opened_at', bigint, (c) => c.notNull())
    .addColumn('done_at', bigint)
    .addPrimaryKeyConstraint('training_assigned_key', ['assignment_id', 'employee_id', 'module'])
    .modifyEnd(strict)
    .execute()
  // Today asks for the nearest of what is open.
  await db.schema
    .createIndex('training_assigned_open')
    .on('training_assigned')
    .columns(['employee_id', 'due_on', 'module'])
    .where(sql.ref('done_at'), 'is', null)
    .execute()
  await db.schema
    .createIndex('training_assigned_person')
    .on('training_assigned')
    .columns(['employee_id', 'module'])
    .execute()
  // Reminders go through what is due about now, whoever has it.
  await db.schema
    .createIndex('training_assigned_due')
    .on('training_assigned')
    .columns(['due_on', 'employee_id'])
    .where(sql.ref('done_at'), 'is', null)
    .execute()

  // The key holds the promise: one reminder for each stage of a module's due day.
  await db.schema
    .createTable('training_reminder')
    .addColumn('employee_id', 'text', (c) =>
      c.notNull().references('people_employee.id').onDelete('cascade'),
    )
    .addColumn('module', 'text', (c) => c.notNull())
    .addColumn('due_on', 'text', (c) => c.notNull())
    .addColumn('stage', 'text', (c) => c.notNull())
    .addColumn('day', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('training_reminder_key', ['employee_id', 'module', 'due_on', 'stage'])
    .modifyEnd(strict)
    .execute()
  await db.schema
    .createIndex('training_reminder_day')
    .on('training_reminder')
    .columns(['employee_id', 'day'])
    .execute()

  await db.schema
    .createTable('training_figure')
    .addColumn('module', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('question', 'text', (c) => c.notNull())
    .addColumn('wording', 'text', (c) => c.notNull())
    .addColumn('a', 'integer', (c) => c.notNull())
    .addColumn('b', 'integer', (c) => c.notNull())
    .addColumn('c', 'integer', (c) => c.notNull())
    .addColumn('right_n', 'integer', (c) => c.notNull())
    .addColumn('rest_right', float, (c) => c.notNull())
    .addColumn('rest_wrong', float, (c) => c.notNull())
    .addColumn('rest_squares', float, (c) => c.notNull())
    .addColumn('counted_on', 'text', (c) => c.notNull())
    .addCheckConstraint('training_figure_five', sql`a + b + c >= 5`)
    .addPrimaryKeyConstraint('training_figure_key', ['module', 'version', 'question', 'wording'])
    .addForeignKeyConstraint('training_figure_version', ['module', 'version'], 'training_version', [
      'module',
      'version',
    ])
    .modifyEnd(strict)
    .execute()
}
