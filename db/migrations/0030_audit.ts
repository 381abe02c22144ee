import { type Kysely, SqliteAdapter, sql } from 'kysely'

const NO_HASH = '0'.repeat(64)

/** Who did what in HR's and the owner's screens: a chain that the database itself lets only grow at its end. */
export async function up(db: Kysely<any>): Promise<void> {
  const sqlite = db.getExecutor().adapter instanceof SqliteAdapter
  const strict = sqlite ? sql`strict` : sql``
  const bigint = sqlite ? 'integer' : 'bigint'

  // Entries name people by a reference of their own: with this row goes what it stood for, and the chain stays whole.
  await db.schema
    .createTable('audit_person')
    .addColumn('employee_id', 'text', (c) =>
      c.primaryKey().notNull().references('people_employee.id').onDelete('cascade'),
    )
    .addColumn('ref', 'text', (c) => c.notNull().unique())
    .modifyEnd(strict)
    .execute()

  await db.schema
    .createTable('audit_entry')
    .addColumn('seq', bigint, (c) => c.primaryKey().notNull())
    .addColumn('at', bigint, (c) => c.notNull())
    // Null: the portal itself, or its command line.
    .addColumn('by_ref', 'text')
    .addColumn('action', 'text', (c) => c.notNull())
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('subject_id', 'text', (c) => c.notNull())
    .addColumn('detail', 'text', (c) => c.notNull())
    .addColumn('previous', 'text', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull())
    .modifyEnd(strict)
    .execute()
  for (const column of ['by_ref', 'subject_id', 'action', 'at']) {
    await db.schema
      .createIndex(`audit_entry_${column}`)
      .on('audit_entry')
      .columns([column, 'seq'])
      .execute()
  }

  // How many there are and the hash of the newest, so that a tail cut off is missed.
  await db.schema
    .createTable('audit_anchor')
    .addColumn('id', 'integer', (c) => c.primaryKey().check(sql`id = 1`))
    .addColumn('entries', bigint, (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull())
    .modifyEnd(strict)
    .execute()
  await db.insertInto('audit_anchor').values({ id: 1, entries: 0, hash: NO_HASH }).execute()

  await (sqlite ? guardSqlite(db) : guardPostgres(db))
}

async function guardSqlite(db: Kysely<any>): Promise<void> {
  for (const [table, event] of [
    ['audit_entry', 'update'],
    ['audit_entry', 'delete'],
    ['audit_anchor', 'delete'],
  ]) {
    await sql
      .raw(
        `create trigger ${table}_no_${event} before ${event} on ${table}
         begin select raise(abort, '${table} only grows'); end`,
      )
      .execute(db)
  }
  await sql`
    create trigger audit_entry_next before insert on audit_entry
    when not exists (
      select 1 from audit_anchor where new.seq = entries + 1 and new.previous = hash
    )
    begin select raise(abort, 'audit_entry goes on at its end'); end`.execute(db)
  await sql`
    create trigger audit_anchor_next before update on audit_anchor
    when new.id <> 1 or new.entries <> old.entries + 1 or not exists (
      select 1 from audit_entry where seq = new.entries and hash = new.hash
    )
    begin select raise(abort, 'audit_anchor follows audit_entry'); end`.execute(db)
}

async function guardPostgres(db: Kysely<any>): Promise<void> {
  await sql`
    create function audit_only_grows() returns trigger language plpgsql as $$
    begin raise exception '% only grows', tg_table_name; end $$`.execute(db)
  await sql`
    create function audit_entry_next() returns trigger language plpgsql as $$
    begin
      if not exists (
        select 1 from audit_anchor where new.seq = entries + 1 and new.previous = hash
      ) then raise exception 'audit_entry goes on at its end'; end if;
      return new;
    end $$`.execute(db)
  await sql`
    create function audit_anchor_next() returns trigger language plpgsql as $$
    begin
      if new.id <> 1 or new.entries <> old.entries + 1 or not exists (
        select 1 from audit_entry where seq = new.entries and hash = new.hash
      ) then raise exception 'audit_anchor follows audit_entry'; end if;
      return new;
    end $$`.execute(db)
  await sql`create trigger audit_entry_keep before update or delete on audit_entry
    for each row execute function audit_only_grows()`.execute(db)
  await sql`create trigger audit_entry_whole before truncate on audit_entry
    for each statement execute function audit_only_grows()`.execute(db)
  await sql`create trigger audit_anchor_keep before delete on audit_anchor
    for each row execute function audit_only_grows()`.execute(db)
  await sql`create trigger audit_anchor_whole before truncate on audit_anchor
    for each statement execute function audit_only_grows()`.execute(db)
  await sql`create trigger audit_entry_next before insert on audit_entry
    for each row execute function audit_entry_next()`.execute(db)
  await sql`create trigger audit_anchor_next before update on audit_anchor
    for each row execute function audit_anchor_next()`.execute(db)
}
