import { type Kysely, SqliteAdapter, sql } from 'kysely'

/** Comments can be answered without knowing whose they are, and a team is promised something. */
export async function up(db: Kysely<any>): Promise<void> {
  const sqlite = db.getExecutor().adapter instanceof SqliteAdapter
  const strict = sqlite ? sql`strict` : sql``
  const unordered = sqlite ? sql`strict, without rowid` : sql``
  const bigint = sqlite ? 'integer' : 'bigint'
  const bytes = sqlite ? 'blob' : 'bytea'

  await db.schema.alterTable('pulse_comment').addColumn('thread', 'text').execute()
  await db.schema.alterTable('pulse_comment').addColumn('thread_key', 'text').execute()

  await db.schema
    .createTable('pulse_reply')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('wave_id', 'text', (c) => c.notNull().references('pulse_wave.id'))
    .addColumn('comment_id', 'text', (c) => c.notNull().references('pulse_comment.id'))
    .addColumn('box', bytes, (c) => c.notNull())
    .addColumn('written_by', 'text', (c) => c.references('people_employee.id').onDelete('set null'))
    .addColumn('written_at', bigint, (c) => c.notNull())
    .modifyEnd(unordered)
    .execute()
  await db.schema.createIndex('pulse_reply_wave').on('pulse_reply').column('wave_id').execute()

  await db.schema
    .createTable('pulse_promise')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('wave_id', 'text', (c) => c.notNull().references('pulse_wave.id'))
    .addColumn('unit_id', 'text', (c) => c.notNull().references('people_unit.id'))
    .addColumn('place', 'integer', (c) => c.notNull().check(sql`place between 1 and 3`))
    .addColumn('question', 'text')
    .addColumn('heard', 'text', (c) => c.notNull())
    .addColumn('deed', 'text', (c) => c.notNull())
    .addColumn('owner_id', 'text', (c) => c.references('people_employee.id').onDelete('set null'))
    .addColumn('due', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) =>
      c.notNull().check(sql`status in ('promised', 'kept', 'dropped')`),
    )
    .addColumn('outcome', 'text')
    .addColumn('made_at', bigint, (c) => c.notNull())
    .addColumn('settled_at', bigint)
    .addColumn('removed_at', bigint)
    .addUniqueConstraint('pulse_promise_place', ['wave_id', 'unit_id', 'place'])
    .modifyEnd(strict)
    .execute()
  await db.schema.createIndex('pulse_promise_unit').on('pulse_promise').column('unit_id').execute()

  await db.schema
    .createTable('pulse_topic')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('name', 'text', (c) => c.notNull().unique())
    .modifyEnd(strict)
    .execute()
  await db.schema
    .createTable('pulse_comment_topic')
    .addColumn('comment_id', 'text', (c) => c.notNull().references('pulse_comment.id'))
    .addColumn('topic_id', 'text', (c) =>
      c.notNull().references('pulse_topic.id').onDelete('cascade'),
    )
    .addPrimaryKeyConstraint('pulse_comment_topic_key', ['comment_id', 'topic_id'])
    .modifyEnd(strict)
    .execute()
  await db.schema
    .createIndex('pulse_wave_published')
    .on('pulse_wave')
    .columns(['outcome', 'ended_at'])
    .execute()
}
