import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { auditPage, readWish } from '../../app/audit/list.server.ts'
import { note, noting } from '../../app/audit/note.server.ts'
import { auditFaults, auditMark } from '../../app/audit/verify.server.ts'
import { aboutWords, actionWords, whenWords, whoWords } from '../../app/audit/words.server.ts'
import { verify } from '../../app/cli/verify.ts'
import { deactivateEmployee } from '../../app/people/employee.server.ts'
import { connect, type Db } from '../../db/connect.ts'
import { dialectOf } from '../../db/dialect/name.ts'
import { onBothDatabases } from '../support/database.ts'
import { smallCompany } from '../support/portal.ts'

const AT = new Date('2026-11-30T10:00:00Z')
const ALL = { person: '', action: '', from: '', to: '' } as const

/** What somebody with the rights of the database's owner can do, whom no trigger stops. */
async function forced(db: Db, change: () => Promise<unknown>): Promise<void> {
  const sqlite = dialectOf(db) === 'sqlite'
  if (sqlite) {
    const { rows } = await sql<{ name: string }>`
      select name from sqlite_master where type = 'trigger' and name like 'audit%'`.execute(db)
    for (const { name } of rows) await sql`drop trigger ${sql.ref(name)}`.execute(db)
  } else
    for (const table of ['audit_entry', 'audit_anchor']) {
      await sql`alter table ${sql.table(table)} disable trigger user`.execute(db)
    }
  await change()
}

const noteSurveys = async (db: Db, by: string, ids: string[]) => {
  for (const id of ids) {
    await note(db, { by, action: 'survey.made', subject: { kind: 'survey', id } }, AT)
  }
}

onBothDatabases('an entry hangs on the one before it, from the first on', async ({ db }) => {
  const { hr } = await smallCompany(db)
  await noteSurveys(db, hr, ['spring', 'autumn'])
  const [first, second] = await db.selectFrom('audit_entry').orderBy('seq').selectAll().execute()
  expect([first?.seq, second?.seq]).toEqual([1, 2])
  expect(first?.previous).toBe('0'.repeat(64))
  expect(second?.previous).toBe(first?.hash)
  // Reckoned here as the README says it, not by the code that wrote it.
  const said = [2, AT.getTime(), second?.by_ref, 'survey.made', 'survey', 'autumn', '{}']
  const text = `${first?.hash}\n${JSON.stringify(said)}`
  expect(second?.hash).toBe(createHash('sha256').update(text).digest('hex'))
  expect(await auditFaults(db)).toEqual([])
})

onBothDatabases(
  'forty people who act at once leave forty entries without a gap',
  async ({ db, dataDir, databaseUrl }) => {
    const { hr, owner } = await smallCompany(db)
    // Two connections of one process would wait for each other on SQLite, whose wait lets nothing else run.
    const other = databaseUrl ? await connect({ dataDir, databaseUrl }) : db
    try {
      await Promise.all(
        Array.from({ length: 40 }, (_, i) =>
          note(i % 2 ? db : other, { by: i % 3 ? hr : owner, action: 'value.withdrawn' }, AT),
        ),
      )
    } finally {
      if (other !== db) await other.destroy()
    }
    const rows = await db.selectFrom('audit_entry').orderBy('seq').select('seq').execute()
    expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1))
    expect(await auditFaults(db)).toEqual([])
  },
)

onBothDatabases('what was undone is not noted, and what was noted was done', async ({ db }) => {
  const { hr } = await smallCompany(db)
  const rename = (name: string, fails: boolean) =>
    noting(
      db,
      async (trx) => {
        await trx.updateTable('people_unit').where('id', '=', 'team').set({ name }).execute()
      },
      () => {
        if (fails) throw new Error('the process died here')
        return { by: hr, action: 'survey.made' }
      },
      AT,
    )
  await expect(rename('Nobody', true)).rejects.toThrow('died')
  await rename('Team B', false)
  const unit = db.selectFrom('people_unit').where('id', '=', 'team').select('name')
  expect((await unit.executeTakeFirst())?.name).toBe('Team B')
  expect((await auditMark(db)).entries).toBe(1)
})

onBothDatabases('the database refuses to change, remove or slip in an entry', async ({ db }) => {
  const { hr } = await smallCompany(db)
  await noteSurveys(db, hr, ['one', 'two', 'three'])
  const entry = await db.selectFrom('audit_entry').selectAll().executeTakeFirstOrThrow()
  const tried = [
    db.updateTable('audit_entry').where('seq', '=', 2).set({ action: 'wave.closed' }),
    db.deleteFrom('audit_entry').where('seq', '=', 3),
    db.deleteFrom('audit_anchor'),
    db.updateTable('audit_anchor').set({ entries: 2 }),
    db.insertInto('audit_entry').values({ ...entry, seq: 9 }),
    db.insertInto('audit_entry').values({ ...entry, seq: 4 }),
  ]
  for (const query of tried) {
    await expect(query.execute(), query.compile().sql).rejects.toThrow(/only grows|goes on|follows/)
  }
  expect(await auditFaults(db)).toEqual([])
})

onBothDatabases('verify names the first entry that was changed', async ({ db, dataDir }) => {
  const { hr, owner } = await smallCompany(db)
  await noteSurveys(db, hr, ['one', 'two', 'three', 'four'])
  const log = async () =>
    (await verify(db, dataDir)).find(({ name }) => name === 'audit log') ?? { ok: null }
  expect((await log()).ok).toBe(true)
  await note(db, { by: owner, action: 'wave.closed' }, AT)
  await forced(db, () =>
    db
      .updateTable('audit_entry')
      .where('seq', 'in', [2, 4])
      .set({ action: 'survey.archived' })
      .execute(),
  )
  expect(await log()).toMatchObject({ ok: false, detail: 'entry 2 is not what was written' })
})

onBothDatabases('verify misses an entry from the middle and from the end', async ({ db }) => {
  const { hr } = await smallCompany(db)
  await noteSurveys(db, hr, ['one', 'two', 'three', 'four'])
  const remove = (seq: number) => db.deleteFrom('audit_entry').where('seq', '=', seq).execute()
  await forced(db, () => remove(4))
  expect(await auditFaults(db)).toEqual(['entry 4 and what came after it are missing'])
  await remove(2)
  expect(await auditFaults(db)).toEqual(['entry 2 is missing'])
})

onBothDatabases(
  'who writes the whole chain anew is found out by a mark kept elsewhere',
  async ({ db }) => {
    const { hr } = await smallCompany(db)
    await noteSurveys(db, hr, ['one', 'two'])
    const kept = await auditMark(db)
    expect(await auditFaults(db, kept)).toEqual([])
    await forced(db, async () => {
      await db.deleteFrom('audit_entry').execute()
      await db
        .updateTable('audit_anchor')
        .set({ entries: 0, hash: '0'.repeat(64) })
        .execute()
    })
    await noteSurveys(db, hr, ['one'])
    expect(await auditFaults(db)).toEqual([])
    expect(await auditFaults(db, kept)).toEqual([
      'only 1 entries are left of the 2 that were written down',
    ])
    await noteSurveys(db, hr, ['another'])
    expect(await auditFaults(db, kept)).toEqual(['entry 2 is not the one that was written down'])
  },
)

onBothDatabases('the log is found by person, by action and by day', async ({ db }) => {
  const { hr, owner, employee } = await smallCompany(db)
  const on = (day: string) => new Date(`${day}T12:00:00Z`)
  await note(db, { by: hr, action: 'wave.launched' }, on('2026-11-01'))
  const subject = { kind: 'person', id: employee } as const
  await note(db, { by: owner, action: 'link.made', subject }, on('2026-11-02'))
  await note(db, { by: null, action: 'wave.closed' }, on('2026-11-03'))
  const found = async (wish: Partial<Record<keyof typeof ALL, string>>) => {
    const asked = readWish(new URLSearchParams(wish))
    expect(asked.faults).toEqual([])
    return (await auditPage(db, asked.wish, 'UTC', null)).entries.map(({ seq }) => seq)
  }
  expect(await found({})).toEqual([3, 2, 1])
  expect(await found({ person: 'hanna' })).toEqual([1])
  expect(await found({ person: 'emma' }), 'to whom it was done').toEqual([2])
  expect(await found({ person: '4' }), 'a staff number').toEqual([2])
  expect(await found({ person: 'nobody' })).toEqual([])
  expect(await found({ action: 'wave.closed' })).toEqual([3])
  expect(await found({ from: '2026-11-02', to: '2026-11-02' })).toEqual([2])
  await deactivateEmployee(db, employee)
  expect(await found({ person: 'emma' }), 'who left is found').toEqual([2])
})

onBothDatabases('pages follow one another, and each entry stands on one', async ({ db }) => {
  const { hr } = await smallCompany(db)
  await noteSurveys(db, hr, ['a', 'b', 'c', 'd', 'e'])
  const seen: number[] = []
  for (let before: number | null = null; ;) {
    const page: Awaited<ReturnType<typeof auditPage>> = await auditPage(db, ALL, 'UTC', before, 2)
    seen.push(...page.entries.map(({ seq }) => seq))
    if (page.next === null) break
    before = page.next
  }
  expect(seen).toEqual([5, 4, 3, 2, 1])
})

onBothDatabases('an entry names whom it names only while they are known', async ({ db }) => {
  const { hr, employee } = await smallCompany(db)
  const subject = { kind: 'person', id: employee } as const
  await note(db, { by: hr, action: 'link.made', subject }, AT)
  const read = async () => {
    const [entry] = (await auditPage(db, ALL, 'UTC', null)).entries
    return [
      actionWords(entry!.action, 'en'),
      aboutWords(entry!, 'en'),
      whoWords(entry!.by, 'en'),
    ].join(': ')
  }
  expect(await read()).toBe('Made a sign-in link: Emma Floor: Hanna Resources')
  const { rows } = await sql<object>`select * from audit_entry`.execute(db)
  for (const trace of [employee, hr, 'Emma', 'Hanna']) {
    expect(JSON.stringify(rows)).not.toContain(trace)
  }
  await db.deleteFrom('people_employee').where('id', '=', employee).execute()
  expect(await read()).toBe('Made a sign-in link: somebody who was erased: Hanna Resources')
  expect(await auditFaults(db)).toEqual([])
})

test('an entry of another year says which, by the clock of the reader', () => {
  const turn = new Date('2026-12-31T22:30:00Z')
  const read = (at: string, timeZone: string, locale: 'en' | 'ru' | 'he' = 'en') =>
    whenWords(new Date(at).getTime(), turn, { locale, timeZone })
  expect(read('2026-01-02T10:00:00Z', 'UTC')).not.toContain('20')
  expect(read('2025-12-31T10:00:00Z', 'UTC')).toContain('31 December 2025')
  // Where it is the new year already, yesterday was another one.
  expect(read('2026-12-31T10:00:00Z', 'Asia/Jerusalem')).toContain('31 December 2026')
  expect(read('2025-12-31T10:00:00Z', 'UTC', 'ru')).toContain('31 декабря 2025')
  expect(read('2025-12-31T10:00:00Z', 'UTC', 'he')).toContain('2025')
})
