import { type Kysely, SqliteAdapter, sql } from 'kysely'

export async function up(db: Kysely<any>): Promise<void> {
  const sqlite = db.getExecutor().adapter instanceof SqliteAdapter
  const strict = sqlite ? sql`strict` : sql``
  const bigint = sqlite ? 'integer' : 'bigint'

  // A row of before is plain until it is written again or swept.
  await db.schema
    .alterTable('training_note')
    .addColumn('sealed', 'integer', (c) =>
      c
        .notNull()
        .defaultTo(0)
        .check(sql`sealed in (0, 1)`),
    )
    .execute()
  await db.schema
    .alterTable('training_note')
    .addColumn('outcome', 'text', (c) => c.check(sql`outcome in ('did', 'let-go')`))
    .execute()
  await db.schema.alterTable('training_note').addColumn('put_off_on', 'text').execute()

  await db.schema
    .createTable('training_promise_card')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('leader_id', 'text', (c) =>
      c.notNull().references('people_employee.id').onDelete('cascade'),
    )
    .addColumn('language', 'text', (c) => c.notNull())
    .addColumn('share', 'text', (c) => c.notNull())
    .addColumn('influence', 'text', (c) => c.notNull())
    .addColumn('growth', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) =>
      c.notNull().check(sql`status in ('sent', 'approved', 'returned', 'replaced')`),
    )
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('sent_at', bigint, (c) => c.notNull())
    .addColumn('decided_by', 'text', (c) => c.references('people_employee.id'))
    .addColumn('decided_at', bigint)
    .addCheckConstraint(
      'training_promise_card_decided',
      sql`(decided_by is null) = (decided_at is null) and (status not in ('approved', 'returned') or decided_by is not null)`,
    )
    .addCheckConstraint(
      'training_promise_card_other',
      sql`decided_by is null or decided_by <> leader_id`,
    )
    .modifyEnd(strict)
    .execute()
  // One waits and one stands for each leader, whoever else presses at the same time.
  for (const status of ['sent', 'approved']) {
    await db.schema
      .createIndex(`training_promise_card_${status}`)
      .on('training_promise_card')
      .column('leader_id')
      .unique()
      .where(sql.ref('status'), '=', sql.lit(status))
      .execute()
  }

  await db.schema
    .createTable('training_walk')
    .addColumn('employee_id', 'text', (c) =>
      c.notNull().references('people_employee.id').onDelete('cascade'),
    )
    .addColumn('touchpoint', 'text', (c) => c.notNull())
    .addColumn('unit_id', 'text', (c) => c.notNull().references('people_unit.id'))
    .addColumn('grade', 'text', (c) => c.notNull().check(sql`grade in ('poor', 'normal', 'wow')`))
    .addColumn('counted', 'integer', (c) => c.notNull().check(sql`counted in (0, 1)`))
    .addPrimaryKeyConstraint('training_walk_key', ['employee_id', 'touchpoint'])
    .modifyEnd(strict)
    .execute()
  await db.schema
    .createIndex('training_walk_unit')
    .on('training_walk')
    .columns(['unit_id', 'touchpoint', 'counted'])
    .execute()
}
