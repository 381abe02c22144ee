import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { mailJobs, type NewMail, queueMail } from '../../app/mail/mail.server.ts'
import { mailState } from '../../app/mail/state.server.ts'
import { asHtml } from '../../app/mail/html.ts'
import { afterQuiet } from '../../app/mail/quiet.ts'
import {
  allowReminders,
  personOfStopToken,
  remindersStopped,
  stopReminders,
  stopToken,
} from '../../app/mail/unwanted.server.ts'
import { runDueJobs } from '../../app/jobs/job.server.ts'
import { addEmployee, deactivateEmployee } from '../../app/people/employee.server.ts'
import { addUnit } from '../../app/people/unit.server.ts'
import type { Db } from '../../db/connect.ts'
import { onBothDatabases, type TestDatabase } from '../support/database.ts'
import { mailServer, parsed } from '../support/smtp.ts'

const ZONE = 'Asia/Jerusalem'
const NOON = new Date('2026-03-02T10:00:00Z')
const LATER = new Date('2026-03-30T10:00:00Z')
const SECRET = 'only for this test, only for this test'
const minutes = (n: number, from = NOON) => new Date(from.getTime() + n * 60_000)

test('mail that falls into the night waits for the morning of the company’s clock', () => {
  const berlin = (time: string) => afterQuiet(new Date(time), 'Europe/Berlin').toISOString()
  expect(berlin('2026-01-15T19:59:00Z')).toBe('2026-01-15T19:59:00.000Z')
  expect(berlin('2026-01-15T20:00:00Z')).toBe('2026-01-16T07:00:00.000Z')
  expect(berlin('2026-01-15T23:30:00Z')).toBe('2026-01-16T07:00:00.000Z')
  expect(berlin('2026-01-16T06:59:00Z')).toBe('2026-01-16T07:00:00.000Z')
  expect(berlin('2026-01-16T07:00:00Z')).toBe('2026-01-16T07:00:00.000Z')
  // The clocks go forward in that night: its morning comes an hour earlier.
  expect(berlin('2026-03-28T22:00:00Z')).toBe('2026-03-29T06:00:00.000Z')
  expect(berlin('2026-12-31T22:00:00Z')).toBe('2027-01-01T07:00:00.000Z')
})

test('a mail in Hebrew is set from right to left, its links are links, and nothing in it is code', () => {
  const html = asHtml('שלום <b>\n\nhttps://zveno.example/a?b=1&c=2', 'he')
  expect(html).toContain('<div dir="rtl" lang="he"')
  expect(html).toContain('שלום &lt;b&gt;')
  expect(html).toContain('href="https://zveno.example/a?b=1&amp;c=2"')
  expect(asHtml('Hello', 'en')).toContain('<div dir="ltr" lang="en"')
})

async function people(db: Db) {
  await addUnit(db, { id: 'c', parentId: null, code: '0', name: 'Garden', kind: 'company' })
  const add = (staffNumber: string, name: string, email: string | null, locale: 'en' | 'he') =>
    addEmployee(db, { staffNumber, name, email, unitId: 'c', locale }, NOON)
  return {
    dana: await add('1', 'דנה', 'dana@example.org', 'he'),
    olga: await add('2', 'Olga', 'olga@example.org', 'en'),
    none: await add('3', 'Nobody', null, 'en'),
  }
}

function mailTo(employeeId: string, more: Partial<NewMail> = {}): NewMail {
  return {
    key: `test.note:${employeeId}`,
    kind: 'test.note',
    employeeId,
    locale: 'en',
    subject: 'A note',
    body: 'First.\n\nSecond.',
    sendAfter: NOON,
    expiresAt: LATER,
    ...more,
  }
}

function running(database: TestDatabase, smtpUrl?: string) {
  const settings = {
    smtpUrl,
    mailFrom: undefined,
    dataDir: database.dataDir,
    publicOrigin: 'https://zveno.example',
    secret: SECRET,
  }
  return (now: Date) => {
    const jobs = mailJobs(database.db, settings, { name: 'Garden & Co', timeZone: ZONE }, () => now)
    return runDueJobs(database.db, jobs, () => now)
  }
}

onBothDatabases(
  'a mail leaves once, in the person’s language, however often it is asked for',
  async (database) => {
    const { db } = database
    const { dana, olga, none } = await people(db)
    const server = await mailServer()
    const run = running(database, server.url)
    try {
      const hebrew = { locale: 'he', subject: 'סקר אנונימי', body: 'שלום דנה' } as const
      const mails = [mailTo(dana, hebrew), mailTo(olga), mailTo(none)]
      await queueMail(db, ZONE, mails)
      await queueMail(db, ZONE, mails)
      await run(NOON)
      await queueMail(db, ZONE, mails)
      await run(minutes(20))
      await Promise.all([run(minutes(40)), run(minutes(40))])
      expect(server.received.map(({ to }) => to[0]).sort()).toEqual([
        'dana@example.org',
        'olga@example.org',
      ])
      const [her] = server.received.filter(({ to }) => to[0] === 'dana@example.org')
      expect(her!.from).toBe('zveno@zveno.example')
      expect(her!.headers.subject).toBe('סקר אנונימי')
      expect(her!.headers['content-language']).toBe('he')
      expect(her!.headers['message-id']).toMatch(/^<[0-9a-f]{32}@zveno\.example>$/)
      expect(her!.headers['list-unsubscribe']).toBeUndefined()
      expect(her!.text.trim()).toBe('שלום דנה')
      expect(her!.html).toContain('dir="rtl"')
      expect(await mailState(db, NOON)).toEqual({
        ...{ waiting: 0, failed: 0, reasons: [] },
        lastSentAt: NOON.getTime(),
      })
    } finally {
      await server.close()
    }
  },
)

onBothDatabases('without a mail server each mail is one file in the outbox', async (database) => {
  const { db, dataDir } = database
  const { dana, olga } = await people(db)
  const run = running(database)
  await queueMail(db, ZONE, [mailTo(dana), mailTo(olga)])
  await run(NOON)
  const outbox = path.join(dataDir, 'outbox')
  const files = readdirSync(outbox)
  expect(files).toHaveLength(2)
  const letters = files.map((file) => parsed(readFileSync(path.join(outbox, file), 'latin1')))
  expect(letters.map(({ headers }) => headers.to).join()).toContain('olga@example.org')
  expect(letters[0]!.text.trim()).toBe('First.\n\nSecond.')
})

onBothDatabases(
  'a server that is away loses nothing; the same mail leaves when it is back',
  async (database) => {
    const { db } = database
    const { dana, olga } = await people(db)
    const server = await mailServer()
    const run = running(database, server.url)
    try {
      server.trouble = '451 come back later'
      await queueMail(db, ZONE, [mailTo(dana), mailTo(olga)])
      await run(NOON)
      await run(minutes(1))
      await run(minutes(3))
      expect(server.received).toEqual([])
      expect(await mailState(db, minutes(3))).toEqual({
        ...{ waiting: 2, failed: 0, lastSentAt: null },
        reasons: [{ code: 'EMESSAGE 451', n: 2 }],
      })
      server.trouble = null
      await run(minutes(120))
      expect(server.received).toHaveLength(2)
      expect(await mailState(db, minutes(120))).toEqual({
        ...{ waiting: 0, failed: 0, reasons: [] },
        lastSentAt: minutes(120).getTime(),
      })
    } finally {
      await server.close()
    }
  },
)

onBothDatabases(
  'a mailbox that refuses is counted as failed and not asked again',
  async (database) => {
    const { db } = database
    const { dana, olga } = await people(db)
    const server = await mailServer()
    const run = running(database, server.url)
    try {
      server.refuse.add('dana@example.org')
      await queueMail(db, ZONE, [mailTo(dana), mailTo(olga)])
      await run(NOON)
      expect(server.received.map(({ to }) => to[0])).toEqual(['olga@example.org'])
      server.refuse.clear()
      await run(minutes(300))
      expect(server.received).toHaveLength(1)
      expect(await mailState(db, minutes(300))).toEqual({
        ...{ waiting: 0, failed: 1 },
        reasons: [{ code: 'EENVELOPE 550', n: 1 }],
        lastSentAt: 1772445600000,
      })
    } finally {
      await server.close()
    }
  },
)

onBothDatabases(
  'a mail that was held by a process that died is sent by another, as the same message',
  async (database) => {
    const { db } = database
    const { olga } = await people(db)
    const server = await mailServer()
    const run = running(database, server.url)
    try {
      await queueMail(db, ZONE, [mailTo(olga)])
      // As the dead process left it: held for five minutes, accepted by the server, not noted.
      await run(NOON)
      const before = { sent_at: null, send_after: minutes(5).getTime() }
      await db.updateTable('mail_message').set(before).execute()
      await run(minutes(4))
      expect(server.received).toHaveLength(1)
      await db.updateTable('job').set({ done_at: null, attempts: 0 }).execute()
      await run(minutes(6))
      expect(server.received).toHaveLength(2)
      const [first, second] = server.received.map(({ headers }) => headers['message-id'])
      expect(second).toBe(first)
    } finally {
      await server.close()
    }
  },
)

onBothDatabases(
  'nothing leaves at night, and what is of no use any more stays',
  async (database) => {
    const { db } = database
    const { dana, olga } = await people(db)
    const server = await mailServer()
    const run = running(database, server.url)
    const night = new Date('2026-03-02T20:30:00Z')
    const morning = new Date('2026-03-03T06:00:00Z')
    try {
      await queueMail(db, ZONE, [
        mailTo(dana, { sendAfter: night }),
        mailTo(olga, { sendAfter: NOON, expiresAt: night }),
      ])
      await run(night)
      expect(server.received).toEqual([])
      await run(morning)
      expect(server.received.map(({ to }) => to[0])).toEqual(['dana@example.org'])
    } finally {
      await server.close()
    }
  },
)

onBothDatabases(
  'whoever stopped reminders gets none, and whoever left gets nothing',
  async (database) => {
    const { db } = database
    const { dana, olga } = await people(db)
    const server = await mailServer()
    const run = running(database, server.url)
    const reminder = (id: string) => mailTo(id, { key: `r:${id}`, kind: 'test.reminder' })
    try {
      await queueMail(db, ZONE, [reminder(dana), reminder(olga), mailTo(dana)])
      await stopReminders(db, dana)
      await stopReminders(db, dana)
      await stopReminders(db, 'nobody')
      await run(NOON)
      expect(server.received).toHaveLength(2)
      const [hers] = server.received.filter(({ to }) => to[0] === 'olga@example.org')
      const link = `https://zveno.example/mail/stop/${stopToken(SECRET, olga)}`
      expect(hers!.headers['list-unsubscribe']).toBe(`<${link}>`)
      expect(hers!.text).toContain(link)

      await allowReminders(db, dana)
      expect(await remindersStopped(db, dana)).toBe(false)
      await deactivateEmployee(db, olga)
      await queueMail(db, ZONE, [mailTo(olga)])
      await run(minutes(30))
      expect(server.received).toHaveLength(2)
    } finally {
      await server.close()
    }
  },
)

test('a link to stop reminders is made with the portal’s secret alone', () => {
  const token = stopToken(SECRET, 'some-id')
  expect(personOfStopToken(SECRET, token)).toBe('some-id')
  for (const wrong of ['', '.', 'some-id', `other-id.${token.split('.')[1]}`, `${token}x`]) {
    expect(personOfStopToken(SECRET, wrong)).toBeNull()
  }
  expect(personOfStopToken('another secret, another secret, another', token)).toBeNull()
})
