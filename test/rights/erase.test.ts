import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { note } from '../../app/audit/note.server.ts'
import { auditFaults } from '../../app/audit/verify.server.ts'
import { createSignInLink } from '../../app/auth/link.server.ts'
import { startSession } from '../../app/auth/session.server.ts'
import { verify } from '../../app/cli/verify.ts'
import { fillWithDemo } from '../../app/demo/company.server.ts'
import { employeeIdByStaffNumber } from '../../app/people/employee.server.ts'
import { CATALOGUE } from '../../app/rights/catalogue.ts'
import { dataOf, presentTables } from '../../app/rights/data.server.ts'
import { erasePerson } from '../../app/rights/erase.server.ts'
import { ask, requests } from '../../app/rights/request.server.ts'
import { writeLine } from '../../app/training/line.server.ts'
import type { Db } from '../../db/connect.ts'
import { onBothDatabases } from '../support/database.ts'
import { smallCompany } from '../support/portal.ts'

const NOW = new Date('2026-11-30T10:00:00Z')
const SECRET = 'a secret of the test, long enough for it'

/** Signs that stand in no other text. */
const WHO = { name: 'Quintilla Xarzanova', email: 'quintilla.x@example.org', number: 'ZQX-918273' }

const personalColumns = async (db: Db) => {
  const present = await presentTables(db)
  return Object.entries(CATALOGUE).flatMap(([table, { people = {} }]) =>
    present.has(table) ? Object.keys(people).map((column) => ({ table, column })) : [],
  )
}

/** Puts the person into one more column, by the first row there that lets them in. */
async function takePlace(db: Db, table: string, column: string, id: string): Promise<boolean> {
  const { rows } = await sql<Record<string, unknown>>`
    select * from ${sql.table(table)} limit 30`.execute(db)
  for (const row of rows) {
    const same = Object.entries(row)
      .filter(([, value]) => value !== null && !(value instanceof Uint8Array))
      .map(([name, value]) => sql`${sql.ref(name)} = ${value}`)
    try {
      const { numAffectedRows } = await sql`
        update ${sql.table(table)} set ${sql.ref(column)} = ${id}
        where ${sql.join(same, sql` and `)}`.execute(db)
      if (numAffectedRows) return true
    } catch {
      // A key that the person has there already, or a rule of the table: the next row.
    }
  }
  return false
}

/** Rows that the demo company has none of. */
async function fillWhatTheDemoLeavesOut(db: Db, id: string): Promise<void> {
  const one = async (table: 'nps_source' | 'people_unit') =>
    (await db.selectFrom(table).select('id').limit(1).executeTakeFirstOrThrow()).id
  const of = { module: 'chain', at: 0, by_id: id }
  const mine = { module: 'chain', employee_id: id }
  const other = (await employeeIdByStaffNumber(db, '1001'))!
  const version = await db
    .selectFrom('training_version')
    .select(['module', 'version'])
    .limit(1)
    .executeTakeFirstOrThrow()
  const asked = { question: 'q', wording: 'w', due_on: '2026-12-01' }
  const lines = { share: 'a', influence: 'b', growth: 'c' }
  await db
    .insertInto('nps_alias')
    .values({
      ...{ source_id: Number(await one('nps_source')), unit_id: String(await one('people_unit')) },
      ...{ name: 'somewhere', confirmed_by: id, confirmed_at: 0 },
    })
    .execute()
  await db
    .insertInto('nps_erasure')
    .values({ cause: 'asked', contacts: 0, comments: 0, erased_by: id, erased_at: 0 })
    .execute()
  await db
    .insertInto('nps_retention')
    .values({ id: 1, contact_days: 30, words_months: null, set_by: id, set_at: 0 })
    .execute()
  await db
    .insertInto('training_draft')
    .values({
      ...{ id: 'd', module: 'new-d', based_on: null, status: 'draft', body: '{}', revision: 1 },
      ...{ edits: 0, sent_by: id, created_at: 0, touched_at: 0 },
    })
    .execute()
  const draft = { draft_id: 'd', section: 'about' }
  await db.insertInto('training_draft_author').values({ draft_id: 'd', employee_id: id }).execute()
  await db
    .insertInto('training_draft_edit')
    .values({ ...draft, number: 1, changes: '[]', by_id: id, at: 0 })
    .execute()
  await db
    .insertInto('training_draft_comment')
    .values({ ...draft, id: 'c', text: 'well said', by_id: id, at: 0, done: 0 })
    .execute()
  await db
    .insertInto('training_publication')
    .values({ ...version, by_id: id, at: 0 })
    .execute()
  await db.insertInto('training_retired').values(of).execute()
  await db
    .insertInto('training_promise_card')
    .values({
      ...{ id: 'p', leader_id: other, language: 'en', ...lines, status: 'approved', reason: '' },
      ...{ sent_at: 0, decided_by: id, decided_at: 0 },
    })
    .execute()
  await db
    .insertInto('training_reminder')
    .values({ ...mine, due_on: '2026-12-01', stage: 'eve', day: '2026-11-30' })
    .execute()
  await db
    .insertInto('training_review')
    .values({
      ...{ ...mine, ...asked, ...version, day: '2026-11-30', position: 1, choice: 'a', correct: 1 },
      ...{ unsure: 0, answered_at: 0 },
    })
    .execute()
  await db
    .insertInto('training_sent')
    .values({ employee_id: id, id: 's', outcome: 'recorded', page: null, sent_at: 0 })
    .execute()
  await db
    .insertInto('training_statement')
    .values({
      ...{ id: 's', employee_id: id, kind: 'completed', subject: 'chain', happened_at: 0 },
      ...{ body: JSON.stringify({ actor: WHO }), sent_at: null, refused: null },
    })
    .execute()
  await db
    .insertInto('training_streak')
    .values({ employee_id: id, shifts: 3, shift_on: null, practised_on: null, paused: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await db
    .insertInto('people_import')
    .values({
      ...{ file_name: 'people.csv', sha256: 'x', upload: null, encoding: null, state: 'done' },
      ...{ look: JSON.stringify({ leaves: [WHO] }), refusal: null, created_by: id, created_at: 0 },
      ended_at: 0,
    })
    .execute()
  const file = await db.selectFrom('people_import').select('id').executeTakeFirstOrThrow()
  await db
    .insertInto('people_import_error')
    .values({ import_id: file.id, line: 2, place: 'email', reason: 'taken', value: WHO.email })
    .execute()
  await db.insertInto('auth_password').values({ employee_id: id, hash: 'x', set_at: 0 }).execute()
  await db.insertInto('auth_pin').values({ employee_id: id, hash: 'x', set_at: 0 }).execute()
  await db
    .insertInto('people_directory')
    .values({
      ...{ employee_id: id, user_name: WHO.email, user_key: WHO.email.toLowerCase() },
      ...{ external_id: 'x', given_name: WHO.name, family_name: null, formatted_name: WHO.name },
      ...{ told_name: WHO.name, deleted_at: null },
    })
    .execute()
  await db
    .insertInto('auth_factor')
    .values({ employee_id: id, sealed: 'x', made_at: 0, confirmed_at: 0 })
    .execute()
  await db.insertInto('auth_recovery').values({ employee_id: id, code_hash: 'x' }).execute()
  await db
    .insertInto('training_work')
    .values({ ...mine, block: 'b', body: '{}', touched_at: 0 })
    .execute()
}

const holds = async (db: Db, table: string, column: string, id: string) => {
  const { rows } = await sql`
    select 1 from ${sql.table(table)} where ${sql.ref(column)} = ${id} limit 1`.execute(db)
  return rows.length > 0
}

onBothDatabases(
  'whoever is erased is found nowhere again: no name, address, staff number or id in any table',
  async ({ db, dataDir }) => {
    const keyDir = path.join(dataDir, 'keys')
    mkdirSync(keyDir)
    await fillWithDemo(db, { dataDir, keyDir, secret: SECRET }, NOW, () => {})
    const id = (await employeeIdByStaffNumber(db, '1002'))!
    const owner = (await employeeIdByStaffNumber(db, '1004'))!
    await db
      .updateTable('people_employee')
      .where('id', '=', id)
      .set({
        ...{ name: WHO.name, search_name: WHO.name.toLowerCase() },
        ...{ email: WHO.email, staff_number: WHO.number },
      })
      .execute()

    // Everywhere a person can stand, this one stands.
    await createSignInLink(db, id, NOW)
    await startSession(db, false, id, NOW)
    await ask(db, id, 'correct', `I am ${WHO.name}`, NOW)
    await writeLine(db, SECRET, { employeeId: id, slug: 'chain' }, 'I will greet everybody', NOW)
    await note(db, { by: id, action: 'code.made' }, NOW)
    await note(db, { by: owner, action: 'link.made', subject: { kind: 'person', id } }, NOW)
    await db.insertInto('mail_unwanted').values({ employee_id: id }).execute()
    await db
      .insertInto('mail_message')
      .values({
        ...{ key: `welcome:${id}`, kind: 'welcome', employee_id: id, locale: 'en' },
        ...{ subject: 'Welcome', body: `Dear ${WHO.name}`, send_after: 0, expires_at: 0 },
        ...{ sent_at: null, attempts: 0, error: null },
      })
      .execute()
    await db
      .insertInto('job')
      .values({
        ...{ key: `remind:${id}`, kind: 'x', payload: JSON.stringify({ id }), run_at: 0 },
        ...{ lease_until: 0, attempts: 0, done_at: null, error: null },
      })
      .execute()
    await fillWhatTheDemoLeavesOut(db, id)
    const columns = await personalColumns(db)
    const without: string[] = []
    for (const { table, column } of columns) {
      if (await holds(db, table, column, id)) continue
      if (!(await takePlace(db, table, column, id))) without.push(`${table}.${column}`)
    }
    await db
      .updateTable('training_certificate')
      .where('employee_id', '=', id)
      .set({ name: WHO.name })
      .execute()
    expect(without).toEqual([])

    const count = async () => ({
      observations: await sizeOf(db, 'feedback_observation'),
      attempts: await sizeOf(db, 'training_attempt'),
      answers: await sizeOf(db, 'training_answer'),
      eligible: await sizeOf(db, 'pulse_eligible'),
      issued: await sizeOf(db, 'pulse_issued'),
      entries: await sizeOf(db, 'audit_entry'),
    })
    const before = await count()
    const by = { id: owner, roles: ['owner', 'hr'] as ('owner' | 'hr')[] }
    expect(await erasePerson(db, id, by)).toBe('erased')

    for (const table of await presentTables(db)) {
      const { rows } = await sql<object>`select * from ${sql.table(table)}`.execute(db)
      const text = JSON.stringify(rows)
      for (const trace of [id, ...Object.values(WHO), WHO.name.toLowerCase()]) {
        expect(text.includes(trace), `${table} holds ${trace}`).toBe(false)
      }
    }
    // What was learnt and seen stays, and no count of the pulse is changed.
    expect(await count()).toEqual(before)
    expect(await auditFaults(db)).toEqual([])
    const checks = await verify(db, keyDir)
    expect(checks.filter(({ ok }) => !ok)).toEqual([])
    expect(await erasePerson(db, id, by)).toBe('not-found')
  },
  120_000,
)

async function sizeOf(db: Db, table: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from ${sql.table(table)}`.execute(db)
  return Number(rows[0]?.n)
}

onBothDatabases('the turns of two waves lead to two strangers, not to one', async ({ db }) => {
  const { employee, hr } = await smallCompany(db)
  const wave = { survey_id: 's', survey_version: 1, status: 'open', issuing: 1 } as const
  for (const id of ['w1', 'w2']) {
    await db
      .insertInto('pulse_wave')
      .values({
        ...{ id, ...wave, launched_at: 0, closes_at: 0, ended_at: null, manifest: '{}', code: '' },
        ...{ frozen: '{}', outcome: null, report: null, cleaned: 0 },
      })
      .execute()
    await db.insertInto('pulse_group').values({ wave_id: id, id: 'g', spki: '' }).execute()
    const turn = { wave_id: id, employee_id: employee }
    await db
      .insertInto('pulse_eligible')
      .values({ ...turn, group_id: 'g' })
      .execute()
  }
  const token = { wave_id: 'w1', employee_id: employee, blinded_hash: new Uint8Array([7]) }
  await db.insertInto('pulse_issued').values(token).execute()
  expect(await erasePerson(db, employee, { id: hr, roles: ['hr'] })).toBe('erased')
  const turns = await db.selectFrom('pulse_eligible').selectAll().execute()
  expect(turns.map(({ wave_id }) => wave_id).sort()).toEqual(['w1', 'w2'])
  expect(new Set(turns.map(({ employee_id }) => employee_id)).size).toBe(2)
  const issued = await db.selectFrom('pulse_issued').selectAll().execute()
  expect(issued).toHaveLength(1)
  expect(issued[0]?.employee_id).toBe(turns.find((one) => one.wave_id === 'w1')?.employee_id)
})

onBothDatabases(
  'nobody erases themselves, and HR erases neither HR nor an owner',
  async ({ db }) => {
    const { hr, owner, leader, employee } = await smallCompany(db)
    const asHr = { id: hr, roles: ['hr'] as 'hr'[] }
    expect(await erasePerson(db, hr, asHr)).toBe('self')
    expect(await erasePerson(db, owner, asHr)).toBe('above')
    expect(await erasePerson(db, leader, asHr)).toBe('erased')
    expect(await erasePerson(db, 'nobody-here', asHr)).toBe('not-found')
    expect(await erasePerson(db, hr, { id: owner, roles: ['hr', 'owner'] })).toBe('erased')
    // The row on which things without an author hang is nobody to be erased.
    expect(await erasePerson(db, 'nobody', { id: employee, roles: ['hr', 'owner'] })).toBe(
      'not-found',
    )
  },
)

onBothDatabases(
  'what a person takes along is theirs, without secrets or other people',
  async ({ db }) => {
    const { hr, employee, leader, stranger } = await smallCompany(db)
    await createSignInLink(db, employee, NOW)
    await writeLine(db, SECRET, { employeeId: employee, slug: 'chain' }, 'I will ask first', NOW)
    const thanks = { sign: 'speed', words: 'Thank you for the rota', sent_at: 1 }
    await db
      .insertInto('feedback_thanks')
      .values({ id: 't', form_key: 'k', from_id: leader, to_id: employee, ...thanks })
      .execute()
    await note(db, { by: employee, action: 'code.made' }, NOW)
    await db
      .insertInto('impact_money')
      .values({ version: 1, inputs: '{"x":1}', entered_by: employee, entered_at: 1 })
      .execute()
    const shares = await dataOf(db, employee, SECRET)
    const text = JSON.stringify(shares)
    expect(text).toContain('Emma Floor')
    expect(text).toContain('I will ask first')
    expect(text).toContain('Thank you for the rota')
    for (const other of [hr, leader, stranger, 'token_hash', 'sealed', '"ref"']) {
      expect(text, other).not.toContain(other)
    }
    // What was done at work is counted, not handed over.
    expect(shares.find(({ table }) => table === 'impact_money')).toMatchObject({
      rows: [],
      times: 1,
    })
    expect(JSON.stringify(await dataOf(db, stranger, SECRET))).not.toContain('Emma')
  },
)

onBothDatabases(
  'a wish is asked once, however often it is pressed, and is due in thirty days',
  async ({ db }) => {
    const { employee } = await smallCompany(db)
    expect(await ask(db, employee, 'correct', '  ', NOW)).toBe('empty')
    await ask(db, employee, 'erase', '', NOW)
    await ask(db, employee, 'erase', '', new Date(NOW.getTime() + 1000))
    const open = await requests(db)
    expect(open).toHaveLength(1)
    expect(new Date(open[0]!.dueAt).toISOString()).toBe('2026-12-30T10:00:00.000Z')
  },
)
