import { type Kysely, SqliteAdapter, sql } from 'kysely'

export async function up(db: Kysely<any>): Promise<void> {
  const sqlite = db.getExecutor().adapter instanceof SqliteAdapter
  const strict = sqlite ? sql`strict` : sql``
  const bigint = sqlite ? 'integer' : 'bigint'
  const float = sqlite ? 'real' : 'double precision'
  const collectedBy = sql`collected_by in ('code', 'staff', 'import', 'agency')`

  // Numbers, not uuids: they stand in every answer's row and in its index.
  await db.schema
    .createTable('nps_source')
    .addColumn('id', 'integer', (c) =>
      sqlite ? c.primaryKey() : c.primaryKey().generatedByDefaultAsIdentity(),
    )
    .addColumn('name', 'text', (c) => c.notNull().unique())
    .addColumn('collected_by', 'text', (c) => c.notNull().check(collectedBy))
    .addColumn('mapping', 'text')
    .addColumn('created_at', bigint, (c) => c.notNull())
    .modifyEnd(strict)
    .execute()

  await db.schema
    .createTable('nps_import')
    .addColumn('id', 'integer', (c) =>
      sqlite ? c.primaryKey() : c.primaryKey().generatedByDefaultAsIdentity(),
    )
    .addColumn('source_id', 'integer', (c) => c.notNull().references('nps_source.id'))
    .addColumn('file_name', 'text', (c) => c.notNull())
    .addColumn('sha256', 'text')
    .addColumn('upload', 'text')
    .addColumn('options', 'text')
    .addColumn('state', 'text', (c) =>
      c
        .notNull()
        .check(sql`state in ('uploaded', 'queued', 'running', 'done', 'refused', 'dropped')`),
    )
    .addColumn('rows_read', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('rows_added', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('rows_unchanged', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('rows_skipped', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('rows_wrong', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('progress', float, (c) => c.notNull().defaultTo(0))
    .addColumn('refusal', 'text')
    .addColumn('created_by', 'text', (c) => c.references('people_employee.id'))
    .addColumn('created_at', bigint, (c) => c.notNull())
    .addColumn('ended_at', bigint)
    .modifyEnd(strict)
    .execute()
  await db.schema.createIndex('nps_import_created').on('nps_import').column('created_at').execute()

  await db.schema
    .createTable('nps_import_error')
    .addColumn('import_id', 'integer', (c) =>
      c.notNull().references('nps_import.id').onDelete('cascade'),
    )
    .addColumn('position', 'integer', (c) => c.notNull())
    .addColumn('line', 'integer', (c) => c.notNull())
    .addColumn('column_number', 'integer')
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('value', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('nps_import_error_key', ['import_id', 'position'])
    .modifyEnd(strict)
    .execute()

  await db.schema
    .createTable('nps_response')
    .addColumn('id', bigint, (c) =>
      sqlite ? c.primaryKey() : c.primaryKey().generatedByDefaultAsIdentity(),
    )
    .addColumn('source_id', 'integer', (c) => c.notNull().references('nps_source.id'))
    .addColumn('identity', 'text', (c) => c.notNull())
    .addColumn('import_id', 'integer', (c) => c.references('nps_import.id'))
    .addColumn('unit_id', 'text', (c) => c.notNull().references('people_unit.id'))
    .addColumn('touchpoint', 'text', (c) => c.notNull().defaultTo(''))
    .addColumn('score', 'integer', (c) => c.notNull().check(sql`score between 0 and 10`))
    .addColumn('answered_on', 'text', (c) => c.notNull().check(sql`length(answered_on) = 10`))
    .addColumn('why', 'text')
    .addColumn('improve', 'text')
    .addColumn('satisfaction', float)
    .addColumn('intent', float)
    .addColumn('visits', float)
    .addColumn('basket', float)
    .addUniqueConstraint('nps_response_identity', ['source_id', 'identity'])
    .modifyEnd(strict)
    .execute()
  // Only answers with words: the one page list that reads answers, and never more than a screenful.
  await db.schema
    .createIndex('nps_response_words')
    .on('nps_response')
    .columns(['unit_id', 'touchpoint', 'answered_on'])
    .where(sql<boolean>`why is not null or improve is not null`)
    .execute()

  await db.schema
    .createTable('nps_total')
    .addColumn('unit_id', 'text', (c) => c.notNull().references('people_unit.id'))
    .addColumn('touchpoint', 'text', (c) => c.notNull())
    .addColumn('month', 'text', (c) => c.notNull().check(sql`length(month) = 7`))
    .addColumn('collected_by', 'text', (c) => c.notNull().check(collectedBy))
    .addColumn('promoters', 'integer', (c) => c.notNull().check(sql`promoters >= 0`))
    .addColumn('passives', 'integer', (c) => c.notNull().check(sql`passives >= 0`))
    .addColumn('detractors', 'integer', (c) => c.notNull().check(sql`detractors >= 0`))
    .addColumn('score_sum', 'integer', (c) => c.notNull().check(sql`score_sum >= 0`))
    .addPrimaryKeyConstraint('nps_total_key', ['unit_id', 'touchpoint', 'month', 'collected_by'])
    .modifyEnd(sqlite ? sql`strict, without rowid` : sql``)
    .execute()
}
