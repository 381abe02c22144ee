import { type Kysely, SqliteAdapter, sql } from 'kysely'

/** A directory that says who joins, moves and leaves: its tokens, whom it knows by which names, and its brake. */
export async function up(db: Kysely<any>): Promise<void> {
  const sqlite = db.getExecutor().adapter instanceof SqliteAdapter
  const strict = sqlite ? sql`strict` : sql``
  const bigint = sqlite ? 'integer' : 'bigint'

  await db.schema
    .createTable('people_directory_token')
    .addColumn('name', 'text', (c) => c.primaryKey().notNull())
    .addColumn('token_hash', 'text', (c) => c.notNull().unique())
    .addColumn('made_at', bigint, (c) => c.notNull())
    .addColumn('used_at', bigint)
    .modifyEnd(strict)
    .execute()

  await db.schema
    .createTable('people_directory')
    .addColumn('employee_id', 'text', (c) =>
      c.primaryKey().notNull().references('people_employee.id').onDelete('cascade'),
    )
    .addColumn('user_name', 'text', (c) => c.notNull())
    .addColumn('user_key', 'text', (c) => c.notNull().unique())
    .addColumn('external_id', 'text')
    .addColumn('given_name', 'text')
    .addColumn('family_name', 'text')
    .addColumn('formatted_name', 'text')
    .addColumn('told_name', 'text', (c) => c.notNull())
    .addColumn('deleted_at', bigint)
    .modifyEnd(strict)
    .execute()
  await db.schema
    .createIndex('people_directory_external')
    .on('people_directory')
    .column('external_id')
    .execute()

  await db.schema
    .createTable('people_directory_rule')
    .addColumn('id', 'integer', (c) => c.primaryKey().check(sql`id = 1`))
    .addColumn('free_until', bigint, (c) => c.notNull())
    .addColumn('held_at', bigint)
    .modifyEnd(strict)
    .execute()
}
