import { expect } from 'vitest'
import { writeDigests } from '../../app/impact/digest.server.ts'
import { stopReminders } from '../../app/mail/unwanted.server.ts'
import { onBothDatabases } from '../support/database.ts'
import { garden, log, NOON } from '../feedback/garden.ts'
import { customers } from '../nps/customers.ts'

const PLACE = {
  company: { name: 'Garden', timeZone: 'Asia/Jerusalem' },
  publicOrigin: 'https://garden.example',
}

onBothDatabases(
  'a leader’s week comes as one letter in their language, with counts and no customer’s word',
  async ({ db }) => {
    const { dana, oakLeader, figLeader, northLeader } = await garden(db)
    for (const [who, locale] of [
      [oakLeader, 'he'],
      [figLeader, 'en'],
      [northLeader, 'ru'],
    ] as const) {
      await db
        .updateTable('people_employee')
        .set({ email: `${who.name}@garden.example`, locale })
        .where('id', '=', who.id)
        .execute()
    }
    await customers(db, [
      { score: 10, why: 'Carried my pots' },
      { score: 9, why: 'Quick' },
      { score: 2, why: 'Secret words 052-555-0134' },
    ])
    await log(db, dana, { note: 'A note of Dana' })
    await stopReminders(db, northLeader.id)
    await writeDigests(db, PLACE, NOON)
    await writeDigests(db, PLACE, new Date(NOON.getTime() + 60_000))
    const mails = await db.selectFrom('mail_message').selectAll().execute()
    // Nothing happened at the fig; the leader of the north stopped it.
    expect(mails.map((mail) => mail.employee_id)).toEqual([oakLeader.id])
    expect(mails[0]).toMatchObject({ kind: 'impact.digest.reminder', locale: 'he' })
    expect(mails[0]!.body).toMatch(/שני לקוחות שיבחו/)
    expect(mails[0]!.body).not.toMatch(/pots|Quick|Secret|0134|Dana/)
    const week = new Date(NOON.getTime() + 7 * 24 * 60 * 60_000)
    await customers(db, [{ score: 10, why: 'Again', answeredOn: '2026-11-16' }])
    await writeDigests(db, PLACE, week)
    expect(await db.selectFrom('mail_message').selectAll().execute()).toHaveLength(2)
  },
)
