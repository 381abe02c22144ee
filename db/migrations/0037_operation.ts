import { type Kysely, SqliteAdapter, sql } from 'kysely'

/** What became of each kind of work the last time: a row a kind, so that no page has to read all that was done. */
export async function up(db: Kysely<any>): Promise<void> {
  const sqlite = db.getExecutor().adapter instanceof SqliteAdapter
  const strict = sqlite ? sql`strict` : sql``
  const bigint = sqlite ? 'integer' : 'bigint'

  await db.schema
    .createTable('job_kind')
    .addColumn('kind', 'text', (c) => c.primaryKey().notNull())
    .addColumn('started_at', bigint, (c) => c.notNull())
    .addColumn('took_ms', bigint, (c) => c.notNull())
    .addColumn('succeeded_at', bigint)
    .addColumn('failed_at', bigint)
    .addColumn('error', 'text')
    .modifyEnd(strict)
    .execute()

  // The newest mail that left, without reading the others.
  await db.schema
    .createIndex('mail_message_sent')
    .on('mail_message')
    .column('sent_at')
    .where(sql.ref('sent_at'), 'is not', null)
    .execute()
}
