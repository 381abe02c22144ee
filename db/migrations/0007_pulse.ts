import { type Kysely, SqliteAdapter, sql } from 'kysely'

export async function up(db: Kysely<any>): Promise<void> {
  const sqlite = db.getExecutor().adapter instanceof SqliteAdapter
  const strict = sqlite ? sql`strict` : sql``
  // Rows lie in the order of their keys: a rowid would keep the order in which people came.
  const unordered = sqlite ? sql`strict, without rowid` : sql``
  const bigint = sqlite ? 'integer' : 'bigint'
  const bytes = sqlite ? 'blob' : 'bytea'

  await db.schema
    .createTable('pulse_wave')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('survey_id', 'text', (c) => c.notNull())
    .addColumn('survey_version', 'integer', (c) => c.notNull())
    .addColumn('status', 'text', (c) =>
      c.notNull().check(sql`status in ('open', 'closing', 'closed', 'void')`),
    )
    .addColumn('issuing', 'integer', (c) => c.notNull().check(sql`issuing in (0, 1)`))
    .addColumn('launched_at', bigint, (c) => c.notNull())
    .addColumn('closes_at', bigint, (c) => c.notNull())
    .addColumn('ended_at', bigint)
    .addColumn('manifest', 'text', (c) => c.notNull())
    .addColumn('code', 'text', (c) => c.notNull())
    .addColumn('frozen', 'text', (c) => c.notNull())
    .addColumn('outcome', 'text', (c) => c.check(sql`outcome in ('published', 'too-few')`))
    .addColumn('report', 'text')
    .addColumn('cleaned', 'integer', (c) => c.notNull().check(sql`cleaned in (0, 1)`))
    .modifyEnd(strict)
    .execute()

  await db.schema
    .createTable('pulse_group')
    .addColumn('wave_id', 'text', (c) => c.notNull().references('pulse_wave.id'))
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('spki', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('pulse_group_key', ['wave_id', 'id'])
    .modifyEnd(strict)
    .execute()

  await db.schema
    .createTable('pulse_eligible')
    .addColumn('wave_id', 'text', (c) => c.notNull())
    .addColumn('employee_id', 'text', (c) =>
      c.notNull().references('people_employee.id').onDelete('cascade'),
    )
    .addColumn('group_id', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('pulse_eligible_key', ['wave_id', 'employee_id'])
    .addForeignKeyConstraint('pulse_eligible_group', ['wave_id', 'group_id'], 'pulse_group', [
      'wave_id',
      'id',
    ])
    .modifyEnd(unordered)
    .execute()
  await db.schema
    .createIndex('pulse_eligible_employee')
    .on('pulse_eligible')
    .column('employee_id')
    .execute()

  await db.schema
    .createTable('pulse_issued')
    .addColumn('wave_id', 'text', (c) => c.notNull())
    .addColumn('employee_id', 'text', (c) => c.notNull())
    .addColumn('blinded_hash', bytes)
    .addPrimaryKeyConstraint('pulse_issued_key', ['wave_id', 'employee_id'])
    .addForeignKeyConstraint(
      'pulse_issued_eligible',
      ['wave_id', 'employee_id'],
      'pulse_eligible',
      ['wave_id', 'employee_id'],
      (key) => key.onDelete('cascade'),
    )
    .modifyEnd(unordered)
    .execute()

  await db.schema
    .createTable('pulse_response')
    .addColumn('wave_id', 'text', (c) => c.notNull().references('pulse_wave.id'))
    .addColumn('spent', bytes, (c) => c.notNull())
    .addColumn('envelope', bytes)
    .addColumn('withdraw_hash', bytes, (c) => c.notNull())
    .addPrimaryKeyConstraint('pulse_response_key', ['wave_id', 'spent'])
    .addUniqueConstraint('pulse_response_withdraw', ['wave_id', 'withdraw_hash'])
    .modifyEnd(unordered)
    .execute()
  if (!sqlite) {
    // Sealed bytes do not compress; trying costs time on every answer.
    await sql`alter table pulse_response alter column envelope set storage external`.execute(db)
  }

  await db.schema
    .createTable('pulse_cell')
    .addColumn('wave_id', 'text', (c) => c.notNull().references('pulse_wave.id'))
    .addColumn('unit_id', 'text', (c) => c.notNull())
    .addColumn('question', 'text', (c) => c.notNull())
    .addColumn('cell', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('pulse_cell_key', ['wave_id', 'unit_id', 'question'])
    .modifyEnd(strict)
    .execute()

  await db.schema
    .createTable('pulse_comment')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('wave_id', 'text', (c) => c.notNull().references('pulse_wave.id'))
    .addColumn('unit_id', 'text', (c) => c.notNull())
    .addColumn('question', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .modifyEnd(unordered)
    .execute()
  await db.schema
    .createIndex('pulse_comment_unit')
    .on('pulse_comment')
    .columns(['wave_id', 'unit_id'])
    .execute()

  await db.schema
    .createTable('pulse_progress')
    .addColumn('wave_id', 'text', (c) => c.primaryKey().notNull().references('pulse_wave.id'))
    .addColumn('day', 'text', (c) => c.notNull())
    .addColumn('redeemed', 'integer', (c) => c.notNull())
    .modifyEnd(strict)
    .execute()
}
