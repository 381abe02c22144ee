import { type Kysely, SqliteAdapter, sql } from 'kysely'

/** Mail is written down before it is sent: each message once, whatever stops in between. */
export async function up(db: Kysely<any>): Promise<void> {
  const sqlite = db.getExecutor().adapter instanceof SqliteAdapter
  const strict = sqlite ? sql`strict` : sql``
  const bigint = sqlite ? 'integer' : 'bigint'

  await db.schema
    .createTable('mail_message')
    .addColumn('key', 'text', (c) => c.primaryKey().notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('employee_id', 'text', (c) =>
      c.notNull().references('people_employee.id').onDelete('cascade'),
    )
    .addColumn('locale', 'text', (c) => c.notNull())
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('send_after', bigint, (c) => c.notNull())
    .addColumn('expires_at', bigint, (c) => c.notNull())
    .addColumn('sent_at', bigint)
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('error', 'text')
    .modifyEnd(strict)
    .execute()
  await db.schema
    .createIndex('mail_message_waiting')
    .on('mail_message')
    .columns(['send_after', 'key'])
    .where(sql.ref('sent_at'), 'is', null)
    .execute()

  await db.schema
    .createTable('mail_unwanted')
    .addColumn('employee_id', 'text', (c) =>
      c.primaryKey().notNull().references('people_employee.id').onDelete('cascade'),
    )
    .modifyEnd(strict)
    .execute()
}
