import { type Kysely, SqliteAdapter, sql } from 'kysely'

/** Other tools send customers' answers by HTTP: connections, their secrets, and what was delivered. */
export async function up(db: Kysely<any>): Promise<void> {
  const sqlite = db.getExecutor().adapter instanceof SqliteAdapter
  const strict = sqlite ? sql`strict` : sql``
  const bigint = sqlite ? 'integer' : 'bigint'

  await db.schema
    .createTable('nps_webhook')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('source_id', 'integer', (c) => c.notNull().unique().references('nps_source.id'))
    .addColumn('kind', 'text', (c) =>
      c.notNull().check(sql`kind in ('plain', 'delighted', 'typeform', 'formbricks')`),
    )
    .addColumn('fields', 'text', (c) => c.notNull())
    .addColumn('unit_id', 'text', (c) => c.references('people_unit.id').onDelete('set null'))
    .addColumn('touchpoint', 'text', (c) => c.notNull())
    .addColumn('left_out', 'text', (c) => c.notNull())
    .addColumn('seen', 'text', (c) => c.notNull())
    .addColumn('paused_at', bigint)
    .addColumn('made_by', 'text', (c) => c.references('people_employee.id'))
    .addColumn('made_at', bigint, (c) => c.notNull())
    .modifyEnd(strict)
    .execute()

  await db.schema
    .createTable('nps_webhook_secret')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('webhook_id', 'text', (c) =>
      c.notNull().references('nps_webhook.id').onDelete('cascade'),
    )
    .addColumn('sealed', 'text', (c) => c.notNull())
    .addColumn('made_at', bigint, (c) => c.notNull())
    // Null: the one in use.
    .addColumn('ends_at', bigint)
    .modifyEnd(strict)
    .execute()
  await db.schema
    .createIndex('nps_webhook_secret_in_use')
    .unique()
    .on('nps_webhook_secret')
    .column('webhook_id')
    .where(sql<boolean>`ends_at is null`)
    .execute()

  await db.schema
    .createTable('nps_delivery')
    .addColumn('id', bigint, (c) =>
      sqlite ? c.primaryKey() : c.primaryKey().generatedByDefaultAsIdentity(),
    )
    .addColumn('webhook_id', 'text', (c) =>
      c.notNull().references('nps_webhook.id').onDelete('cascade'),
    )
    .addColumn('event_key', 'text', (c) => c.notNull())
    .addColumn('event', 'text', (c) => c.notNull())
    .addColumn('outcome', 'text', (c) =>
      c
        .notNull()
        .check(
          sql`outcome in ('stored', 'updated', 'unchanged', 'older', 'passed', 'waiting', 'refused')`,
        ),
    )
    .addColumn('reason', 'text')
    .addColumn('value', 'text')
    .addColumn('times', 'integer', (c) => c.notNull().defaultTo(1))
    .addColumn('came_at', bigint, (c) => c.notNull())
    // While it waits for a site: what it says, how to find it, and what of it is a person's, sealed.
    .addColumn('site', 'text')
    .addColumn('answer', 'text')
    .addColumn('words', 'text')
    .addColumn('contact', 'text')
    .addColumn('contact_key', 'text')
    .addColumn('identity', 'text')
    .addColumn('erased_at', bigint)
    .addUniqueConstraint('nps_delivery_event', ['webhook_id', 'event_key'])
    .modifyEnd(strict)
    .execute()
  await db.schema
    .createIndex('nps_delivery_came')
    .on('nps_delivery')
    .columns(['webhook_id', 'came_at'])
    .execute()
  await db.schema
    .createIndex('nps_delivery_waiting')
    .on('nps_delivery')
    .column('webhook_id')
    .where(sql<boolean>`outcome = 'waiting'`)
    .execute()

  // How new the news of an answer is: what comes late must not undo what came first.
  await db.schema
    .createTable('nps_response_news')
    .addColumn('response_id', bigint, (c) =>
      c.primaryKey().notNull().references('nps_response.id').onDelete('cascade'),
    )
    .addColumn('told_at', bigint, (c) => c.notNull())
    .modifyEnd(strict)
    .execute()
}
