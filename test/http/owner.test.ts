import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { note } from '../../app/audit/note.server.ts'
import { queueMail } from '../../app/mail/mail.server.ts'
import { mailState } from '../../app/mail/state.server.ts'
import { smallCompany, startPortal, type TestPortal } from '../support/portal.ts'
import { mailServer, type MailServer } from '../support/smtp.ts'

// In nobody's night, so that mail leaves.
const NOON = new Date('2026-11-30T12:00:00Z')
const began = performance.now()
const now = () => new Date(NOON.getTime() + Math.round(performance.now() - began))
const backups = path.join(mkdtempSync(path.join(tmpdir(), 'zveno-owner-')), 'backups')

let portal: TestPortal
let server: MailServer
let cookie: string
let people: Awaited<ReturnType<typeof smallCompany>>

beforeAll(async () => {
  server = await mailServer()
  const env = { SMTP_URL: server.url, BACKUP_DIR: backups, BACKUP_KEEP: '3' }
  portal = await startPortal({ env, now })
  people = await smallCompany(portal.portal.db, NOON)
  cookie = await portal.signIn(people.owner)
})
afterAll(async () => {
  await portal.remove()
  await server.close()
})

/** Opens the page until it says so: what is waited for is the portal's own work. */
async function until(address: string, says: RegExp): Promise<string> {
  for (;;) {
    const answer = await portal.fetch(address, { cookie })
    // Marks around what reads its own way are nobody's words.
    const page = (await answer.text()).replaceAll(/[\u2068\u2069]/g, '')
    if (says.test(page)) return page
  }
}

test('the owner sees version, database, disk, the last backup, and of every job how it went', async () => {
  const page = await until('/owner', /zveno-2026-11-\d\d-\d{4}Z\.sqlite/)
  for (const words of [/0\.1\.0/, /SQLite 3/, /WAL/, /Kept: 1 of 3/, /GB/]) {
    expect(page).toMatch(words)
  }
  const jobs = await until('/owner/jobs', /operation\.backup/)
  expect(jobs).toContain('mail.send')
  expect(jobs).toContain('nps.cases')
})

test('mail that the server refuses shows why and what to do, and goes out once the owner has it tried again', async () => {
  const { db } = portal.portal
  const address = { email: 'emma@example.org' }
  await db.updateTable('people_employee').set(address).where('id', '=', people.employee).execute()
  server.trouble = '550 5.7.1 not from you'
  const expiresAt = new Date(NOON.getTime() + 86_400_000)
  const text = { locale: 'en', subject: 'Hello', body: 'Hello' } as const
  const mail = { key: 'test:1', kind: 'test', employeeId: people.employee, ...text }
  await queueMail(db, 'UTC', [{ ...mail, sendAfter: now(), expiresAt }])

  const page = await until('/owner/mail', /EMESSAGE 550/)
  expect(page).toContain('MAIL_FROM')
  expect(page).not.toContain('emma@example.org')
  expect(await until('/owner', /1 mail does not get out/)).toContain('/owner/mail')

  server.trouble = null
  const again = await portal.fetch('/owner/mail', { method: 'POST', cookie })
  expect(again.headers.get('location')).toBe('/owner/mail?retried=yes')
  // While it is under way no trouble is known of it either.
  while ((await mailState(db, now())).lastSentAt === null) await until('/owner/mail', /Mail/)
  await until('/owner/mail', /No mail is in trouble/)
  expect(server.received.map(({ to }) => to)).toEqual([['emma@example.org']])
  expect(await mailState(db, now())).toMatchObject({ failed: 0, waiting: 0, reasons: [] })

  const nothing = await portal.fetch('/owner/mail', { method: 'POST', cookie })
  expect(nothing.headers.get('location')).toBe('/owner/mail?retried=none')
  const noted = db.selectFrom('audit_entry').where('action', '=', 'mail.retried').select('action')
  expect(await noted.execute()).toHaveLength(1)
})

test('a job that was given up can be tried again from the owner’s page', async () => {
  const { db } = portal.portal
  const row = { key: 'auth.sweep@gone', kind: 'auth.sweep', payload: 'null', run_at: 0 }
  const given = { lease_until: 0, attempts: 8, done_at: null, error: 'it hurt' }
  await db
    .insertInto('job')
    .values({ ...row, ...given })
    .execute()
  expect(await until('/owner', /1 job failed and was given up/)).toContain('/owner/jobs')
  const again = await portal.fetch('/owner/jobs', { method: 'POST', cookie })
  expect(again.headers.get('location')).toBe('/owner/jobs?retried=yes')
  const page = await until('/owner', /0 jobs failed and were given up/)
  expect(page).not.toContain('it hurt')
})

test('after a restore the owner reads what is missing, and whether a survey stands still or is void', async () => {
  const { db } = portal.portal
  const at = now()
  const wave = (id: string, status: 'open' | 'void') => ({
    ...{ id, status, survey_id: 's', survey_version: 1, launched_at: 0, outcome: null },
    ...({ issuing: 0, report: null, cleaned: 1 } as const),
    ...{ closes_at: at.getTime() + 86_400_000, ended_at: status === 'void' ? at.getTime() : null },
    ...{ manifest: '{"groups":[]}', code: '', frozen: '{}' },
  })
  await note(db, { by: null, action: 'portal.restored', detail: { name: 'kept.sqlite' } }, at)
  await db.insertInto('pulse_wave').values(wave('lost', 'void')).execute()
  const gone = await until('/owner', /from the backup kept\.sqlite/)
  expect(gone).toContain('its keys were gone')
  await db.insertInto('pulse_wave').values(wave('stopped', 'open')).execute()
  expect(await until('/owner', /It gives out no more tokens/)).not.toContain('its keys were gone')
  await db.deleteFrom('pulse_wave').execute()
  expect(await until('/owner', /from the backup kept\.sqlite/)).not.toContain('A survey was open')
})
