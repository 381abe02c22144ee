import { type Kysely, SqliteAdapter, sql } from 'kysely'

/**
 * How many people work in each unit and speak each language, kept by the database itself: to count 50,000 anew for every
 * page took longer than to draw it. A row says how many more or fewer there are than the others say; SQLite keeps one for
 * each unit and language. On PostgreSQL rows are only added, so that two who place people never wait for one another.
 */
export async function up(db: Kysely<any>): Promise<void> {
  const sqlite = db.getExecutor().adapter instanceof SqliteAdapter
  const table = db.schema
    .createTable('people_crowd')
    .addColumn('unit_id', 'text', (c) => c.notNull())
    .addColumn('locale', 'text', (c) => c.notNull())
    .addColumn('n', 'integer', (c) => c.notNull())
  if (sqlite) {
    await table
      .addPrimaryKeyConstraint('people_crowd_key', ['unit_id', 'locale'])
      .modifyEnd(sql`strict, without rowid`)
      .execute()
  } else await table.execute()
  await sql`
    insert into people_crowd (unit_id, locale, n)
    select unit_id, locale, count(*) from people_employee where status = 'active' group by 1, 2`.execute(
    db,
  )
  await (sqlite ? countOnSqlite(db) : countOnPostgres(db))
}

async function countOnSqlite(db: Kysely<any>): Promise<void> {
  const fewer = `update people_crowd set n = n - 1
    where old.status = 'active' and unit_id = old.unit_id and locale = old.locale`
  const more = `insert into people_crowd select new.unit_id, new.locale, 1 where new.status = 'active'
    on conflict (unit_id, locale) do update set n = n + 1`
  for (const [when, does] of [
    ['joins after insert', more],
    ['leaves after delete', fewer],
    ['changes after update of status, unit_id, locale', `${fewer}; ${more}`],
  ]) {
    await sql
      .raw(`create trigger people_crowd_${when} on people_employee begin ${does}; end`)
      .execute(db)
  }
}

async function countOnPostgres(db: Kysely<any>): Promise<void> {
  await sql`
    create function people_crowd_count() returns trigger language plpgsql as $$
    begin
      if tg_op = 'INSERT' then
        insert into people_crowd select unit_id, locale, count(*)
        from after_it where status = 'active' group by 1, 2;
      elsif tg_op = 'DELETE' then
        insert into people_crowd select unit_id, locale, -count(*)
        from before_it where status = 'active' group by 1, 2;
      else
        insert into people_crowd select unit_id, locale, sum(n) from (
          select unit_id, locale, 1 as n from after_it where status = 'active'
          union all select unit_id, locale, -1 from before_it where status = 'active'
        ) as changed group by 1, 2 having sum(n) <> 0;
      end if;
      return null;
    end $$`.execute(db)
  for (const [when, rows] of [
    ['joins after insert', 'new table as after_it'],
    ['leaves after delete', 'old table as before_it'],
    ['changes after update', 'old table as before_it new table as after_it'],
  ]) {
    await sql
      .raw(
        `create trigger people_crowd_${when} on people_employee
         referencing ${rows} for each statement execute function people_crowd_count()`,
      )
      .execute(db)
  }
}
