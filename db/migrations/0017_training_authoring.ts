import { type Kysely, SqliteAdapter, sql } from 'kysely'

export async function up(db: Kysely<any>): Promise<void> {
  const sqlite = db.getExecutor().adapter instanceof SqliteAdapter
  const strict = sqlite ? sql`strict` : sql``
  const bigint = sqlite ? 'integer' : 'bigint'

  await db.schema
    .createTable('training_publication')
    .addColumn('module', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('by_id', 'text', (c) => c.notNull().references('people_employee.id'))
    .addColumn('at', bigint, (c) => c.notNull())
    .addPrimaryKeyConstraint('training_publication_key', ['module', 'version'])
    .addForeignKeyConstraint(
      'training_publication_version',
      ['module', 'version'],
      'training_version',
      ['module', 'version'],
    )
    .modifyEnd(strict)
    .execute()

  await db.schema
    .createTable('training_retired')
    .addColumn('module', 'text', (c) => c.primaryKey().notNull())
    .addColumn('by_id', 'text', (c) => c.notNull().references('people_employee.id'))
    .addColumn('at', bigint, (c) => c.notNull())
    .modifyEnd(strict)
    .execute()

  // One row: every process asks for it and reads the modules anew when it is another.
  await db.schema
    .createTable('training_catalogue')
    .addColumn('id', 'integer', (c) =>
      c
        .primaryKey()
        .notNull()
        .check(sql`id = 1`),
    )
    .addColumn('stamp', 'integer', (c) => c.notNull())
    .modifyEnd(strict)
    .execute()
  await db.insertInto('training_catalogue').values({ id: 1, stamp: 0 }).execute()

  await db.schema
    .createTable('training_draft')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('module', 'text', (c) => c.notNull())
    .addColumn('based_on', 'integer')
    .addColumn('status', 'text', (c) =>
      c.notNull().check(sql`status in ('draft', 'review', 'published', 'dropped')`),
    )
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('revision', 'integer', (c) => c.notNull())
    .addColumn('edits', 'integer', (c) => c.notNull())
    .addColumn('sent_by', 'text', (c) => c.references('people_employee.id'))
    .addColumn('created_at', bigint, (c) => c.notNull())
    .addColumn('touched_at', bigint, (c) => c.notNull())
    .modifyEnd(strict)
    .execute()
  // One draft of a module is open at a time, whoever presses at the same moment.
  await db.schema
    .createIndex('training_draft_open')
    .on('training_draft')
    .column('module')
    .unique()
    .where(sql`status`, 'in', sql`('draft', 'review')`)
    .execute()

  await db.schema
    .createTable('training_draft_author')
    .addColumn('draft_id', 'text', (c) =>
      c.notNull().references('training_draft.id').onDelete('cascade'),
    )
    .addColumn('employee_id', 'text', (c) => c.notNull().references('people_employee.id'))
    .addPrimaryKeyConstraint('training_draft_author_key', ['draft_id', 'employee_id'])
    .modifyEnd(strict)
    .execute()

  await db.schema
    .createTable('training_draft_edit')
    .addColumn('draft_id', 'text', (c) =>
      c.notNull().references('training_draft.id').onDelete('cascade'),
    )
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('section', 'text', (c) => c.notNull())
    .addColumn('changes', 'text', (c) => c.notNull())
    .addColumn('by_id', 'text', (c) => c.notNull().references('people_employee.id'))
    .addColumn('at', bigint, (c) => c.notNull())
    .addPrimaryKeyConstraint('training_draft_edit_key', ['draft_id', 'number'])
    .modifyEnd(strict)
    .execute()

  await db.schema
    .createTable('training_draft_comment')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('draft_id', 'text', (c) =>
      c.notNull().references('training_draft.id').onDelete('cascade'),
    )
    .addColumn('section', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('by_id', 'text', (c) => c.notNull().references('people_employee.id'))
    .addColumn('at', bigint, (c) => c.notNull())
    .addColumn('done', 'integer', (c) => c.notNull().check(sql`done in (0, 1)`))
    .modifyEnd(strict)
    .execute()
  await db.schema
    .createIndex('training_draft_comment_draft')
    .on('training_draft_comment')
    .columns(['draft_id', 'at'])
    .execute()
}
