import { expect } from 'vitest'
import { queueMail } from '../../app/mail/mail.server.ts'
import { keepMail, mailKept, removeAgedMail } from '../../app/mail/retention.server.ts'
import type { Db } from '../../db/connect.ts'
import { onBothDatabases } from '../support/database.ts'
import { smallCompany } from '../support/portal.ts'

const DAY = 86_400_000
const NOW = new Date('2026-11-30T03:13:00Z')
const ago = (days: number) => NOW.getTime() - days * DAY

/** Mails to Emma, each as it stands tonight: when it was sent, and from when on it was of no use. */
async function written(db: Db, mails: Record<string, { sent?: number; useless: number }>) {
  const { employee } = await smallCompany(db, NOW)
  const email = { email: 'emma@example.org' }
  await db.updateTable('people_employee').set(email).where('id', '=', employee).execute()
  const about = {
    kind: 'test',
    employeeId: employee,
    locale: 'en',
    subject: 's',
    body: 'b',
  } as const
  for (const [key, { sent, useless }] of Object.entries(mails)) {
    const times = { sendAfter: new Date(useless - DAY), expiresAt: new Date(useless) }
    await queueMail(db, 'UTC', [{ key, ...about, ...times }])
    if (sent === undefined) continue
    await db.updateTable('mail_message').set({ sent_at: sent }).where('key', '=', key).execute()
  }
}

const left = async (db: Db) =>
  (await db.selectFrom('mail_message').select('key').orderBy('key').execute()).map(({ key }) => key)
const told = (db: Db) =>
  db.selectFrom('audit_entry').select(['action', 'by_ref', 'detail']).execute()

onBothDatabases(
  'each night mail goes that was sent, or of no use any more, longer ago than HR keeps it; the log says how many',
  async ({ db }) => {
    await written(db, {
      'sent long ago': { sent: ago(91), useless: ago(60) },
      'sent lately': { sent: ago(89), useless: ago(60) },
      'never sent, long useless': { useless: ago(91) },
      'never sent, useless lately': { useless: ago(89) },
      'waits to be sent': { useless: NOW.getTime() + DAY },
    })
    await keepMail(db, 90)
    await removeAgedMail(db, NOW)
    const kept = ['never sent, useless lately', 'sent lately', 'waits to be sent']
    expect(await left(db)).toEqual(kept)
    const once = [{ action: 'mail.removed', by_ref: null, detail: '{"n":2}' }]
    expect(await told(db)).toEqual(once)

    // A night that removes nothing says nothing.
    await removeAgedMail(db, NOW)
    expect([await left(db), await told(db)]).toEqual([kept, once])
  },
)

onBothDatabases('until HR chooses, mail is kept for a year', async ({ db }) => {
  expect(await mailKept(db)).toBe(365)
  await written(db, {
    'a year and a day': { sent: ago(366), useless: ago(366) },
    'a day less than a year': { sent: ago(364), useless: ago(364) },
  })
  await removeAgedMail(db, NOW)
  expect(await left(db)).toEqual(['a day less than a year'])
  await keepMail(db, 30)
  await keepMail(db, 180)
  expect(await mailKept(db)).toBe(180)
})
