import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Db } from '../../db/connect.ts'
import { wallClock, zonedTime } from '../../app/i18n/zone.ts'
import { runDueJobs } from '../../app/jobs/job.server.ts'
import { stopReminders } from '../../app/mail/unwanted.server.ts'
import { assign, endAssignment } from '../../app/training/assigning/assignment.server.ts'
import { plusDays } from '../../app/training/assigning/day.ts'
import { assigningJobs, askForReminders } from '../../app/training/assigning/jobs.server.ts'
import { reminderLetter } from '../../app/training/assigning/letter.server.ts'
import { remindDue } from '../../app/training/assigning/reminder.server.ts'
import { LOCALES } from '../../app/i18n/locale.ts'
import { onBothDatabases } from '../support/database.ts'
import { asHr, asLeader, finish, nursery, wished, ZONE } from './nursery.ts'

const PLACE = { company: { name: 'Nursery', timeZone: ZONE }, publicOrigin: 'https://z.example' }
const made = new Date('2026-11-20T10:00:00Z')
const at = (day: string, hour = '10:00', zone = ZONE) => zonedTime(`${day}T${hour}`, zone)!

async function mails(db: Db) {
  const rows = await db
    .selectFrom('mail_message as m')
    .innerJoin('people_employee as e', 'e.id', 'm.employee_id')
    .orderBy('m.send_after')
    .orderBy('e.name')
    .select(['e.name', 'm.subject', 'm.body', 'm.send_after', 'm.expires_at', 'm.sent_at'])
    .execute()
  return rows.map((row) => ({ ...row, at: wallClock(row.send_after, ZONE) }))
}

/** All there is sent, as the mail job would. */
const sendAll = (db: Db, now: Date) =>
  db
    .updateTable('mail_message')
    .set({ sent_at: now.getTime() })
    .where('sent_at', 'is', null)
    .execute()

/** The hourly job, each hour of these days. */
async function hourly(db: Db, from: string, to: string) {
  for (let day = from; day <= to; day = plusDays(day, 1)) {
    for (const hour of ['00', '07', '08', '12', '20', '21']) {
      await remindDue(db, PLACE, at(day, `${hour}:05`))
    }
    await sendAll(db, at(day, '21:30'))
  }
}

onBothDatabases(
  'a reminder goes out seven days ahead, one day ahead and three days after, each once and by day',
  async ({ db }) => {
    const { hanna } = await nursery(db, made)
    await assign(db, 'one', wished({ unitId: 'till' }), asHr(hanna), ZONE, made)
    await hourly(db, '2026-12-04', '2026-12-31')
    expect((await mails(db)).map((mail) => mail.at)).toEqual([
      '2026-12-07T08:05',
      '2026-12-13T08:05',
      '2026-12-17T08:05',
    ])
  },
)

onBothDatabases('one mail a day says all that is due, whoever assigned it', async ({ db }) => {
  const { hanna, lev } = await nursery(db, made)
  const both = wished({ unitId: 'till', modules: ['chain', 'loyal-or-stuck'] })
  await assign(db, 'one', both, asHr(hanna), ZONE, made)
  const eve = wished({ unitId: 'till', due: { kind: 'on', on: '2026-12-08', days: null } })
  await assign(db, 'two', eve, asLeader(lev), ZONE, made)
  await hourly(db, '2026-12-07', '2026-12-07')
  const [mail, ...others] = await mails(db)
  expect(others).toEqual([])
  expect(mail?.subject).toBe('3 modules for you')
  expect(mail?.body).toContain('The chain: until 8 December 2026')
  expect(mail?.body).toContain('Assigned by lev, hanna.')
})

onBothDatabases(
  'it stops when it is done, also a mail that waits; what the same mail said of the rest is said again',
  async ({ db }) => {
    const { hanna, maya } = await nursery(db, made)
    const both = wished({ unitId: 'till', modules: ['chain', 'loyal-or-stuck'] })
    await assign(db, 'one', both, asHr(hanna), ZONE, made)
    await remindDue(db, PLACE, at('2026-12-07', '09:05'))
    expect((await mails(db)).map(({ subject }) => subject)).toEqual(['2 modules for you'])
    await finish(db, maya, 'chain', at('2026-12-07', '09:30'))
    expect(await mails(db)).toEqual([])
    await remindDue(db, PLACE, at('2026-12-07', '10:05'))
    const [mail] = await mails(db)
    expect(mail?.subject).not.toContain('modules')
    expect(mail?.body).not.toContain('The chain')
    await finish(db, maya, 'loyal-or-stuck', at('2026-12-07', '10:30'))
    await hourly(db, '2026-12-07', '2026-12-31')
    expect(await mails(db)).toEqual([])
  },
)

onBothDatabases(
  'nobody is reminded who stopped reminders, has no address, or of what has ended',
  async ({ db }) => {
    const { hanna, maya, lev, add } = await nursery(db, made)
    await add('paper', 'till', undefined, { email: null })
    await assign(db, 'one', wished(), asHr(hanna), ZONE, made)
    await stopReminders(db, maya)
    await hourly(db, '2026-12-07', '2026-12-08')
    expect((await mails(db)).map(({ name }) => name)).toEqual(['lev'])
    await endAssignment(db, 'one', at('2026-12-09'))
    await hourly(db, '2026-12-10', '2026-12-31')
    expect(await mails(db)).toHaveLength(1)
    expect(lev).toBeTruthy()
  },
)

onBothDatabases(
  'a leader reminds by hand: their own people, each at most once in three days',
  async ({ db }) => {
    const { hanna, lev, sam } = await nursery(db, made)
    const far = { kind: 'on', on: '2027-03-01', days: null } as const
    await assign(db, 'one', wished({ unitId: 'all', due: far }), asHr(hanna), ZONE, made)
    const press = async (now: Date, by = asLeader(lev)) => {
      const said = await askForReminders(db, 'one', by, ZONE, now)
      const jobs = assigningJobs(db, PLACE, PLACE.company, () => now)
      expect(await runDueJobs(db, jobs, () => now)).toMatchObject({ failed: 0 })
      return said
    }
    // lev and maya, and nobody of the other shop; at night it waits for the morning.
    expect(await press(at('2026-12-01', '22:00'))).toEqual({ ready: 2, resting: 0 })
    expect((await mails(db)).map(({ name, at: time }) => `${name} ${time}`)).toEqual([
      'lev 2026-12-02T08:00',
      'maya 2026-12-02T08:00',
    ])
    await sendAll(db, at('2026-12-02'))
    expect(await press(at('2026-12-01', '22:10'))).toEqual({ ready: 0, resting: 2 })
    expect(await press(at('2026-12-04'))).toEqual({ ready: 0, resting: 2 })
    // Somebody else's button is the same cap.
    expect(await press(at('2026-12-04'), asHr(hanna))).toEqual({ ready: 2, resting: 2 })
    expect(await mails(db)).toHaveLength(4)
    await finish(db, lev, 'chain', at('2026-12-04', '11:00'))
    expect(await press(at('2026-12-05'))).toEqual({ ready: 1, resting: 0 })
    expect(await press(at('2026-12-05', '10:01'))).toEqual({ ready: 0, resting: 1 })
    expect((await mails(db)).filter(({ name }) => name === 'sam')).toHaveLength(1)
    expect(sam).toBeTruthy()
  },
)

const ZONES = ['Europe/Berlin', 'America/New_York', 'Pacific/Auckland', 'Asia/Jerusalem', null]
/** Days about which clocks change in one of these zones, and others. */
const DUE = ['2026-03-29', '2026-03-10', '2026-10-25', '2026-11-02', '2026-09-28', '2027-01-01']

onBothDatabases(
  'whenever the job runs and whatever is finished: no stage twice, nothing by night, one mail a day, nothing after it is done',
  async ({ db }) => {
    const { hanna, add } = await nursery(db, made)
    let n = 0
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...ZONES),
        fc.constantFrom(...DUE),
        fc.array(fc.integer({ min: 0, max: 21 * 24 }), { minLength: 8, maxLength: 30 }),
        fc.option(fc.integer({ min: 0, max: 21 * 24 }), { nil: null }),
        async (timeZone, due, hours, doneAt) => {
          const person = await add(`p${n++}`, 'south', undefined, { timeZone })
          const zone = timeZone ?? ZONE
          const begin = at(plusDays(due, -9), '00:30', zone).getTime()
          const time = (hour: number) => new Date(begin + hour * 60 * 60_000)
          const limits = { unitId: 'south', modules: ['chain', 'loyal-or-stuck'] }
          const on = { kind: 'on' as const, on: due, days: null }
          await assign(db, person, wished({ ...limits, due: on }), asHr(hanna), ZONE, time(0))
          const events = [
            ...hours.map((hour) => ({ hour, done: false })),
            ...(doneAt === null ? [] : [{ hour: doneAt, done: true }]),
          ].sort((a, b) => a.hour - b.hour)
          for (const { hour, done } of events) {
            if (done) for (const slug of limits.modules) await finish(db, person, slug, time(hour))
            else await remindDue(db, PLACE, time(hour))
          }
          const rows = await db
            .selectFrom('mail_message')
            .where('employee_id', '=', person)
            .select(['send_after', 'expires_at'])
            .execute()
          const days = rows.map((row) => wallClock(row.send_after, zone))
          for (const day of days)
            expect(day.slice(11) >= '08:00' && day.slice(11) < '21:00').toBe(true)
          expect(new Set(days.map((day) => day.slice(0, 10))).size).toBe(days.length)
          expect(rows.length).toBeLessThanOrEqual(3)
          if (doneAt !== null) {
            for (const row of rows) expect(row.send_after).toBeLessThan(time(doneAt).getTime())
          }
          await db.deleteFrom('people_employee').where('id', '=', person).execute()
          await endAssignment(db, person, time(0))
        },
      ),
      { numRuns: 15 },
    )
  },
  120_000,
)

test('the letters are written in three languages, name the day and how to stop nothing by haste', () => {
  for (const locale of LOCALES) {
    const letter = (dueOn: string) =>
      reminderLetter(
        'Maya',
        [{ module: 'chain', title: 'The chain', dueOn, by: 'Hanna' }],
        locale,
        '2026-12-10',
        'https://z.example',
      )
    const [ahead, late] = [letter('2026-12-14'), letter('2026-12-07')]
    expect(ahead.subject).toMatch(/14/)
    expect(late.subject).not.toEqual(ahead.subject)
    expect(late.body).toMatch(/7/)
    for (const { body } of [ahead, late]) {
      expect(body).toContain('Maya')
      expect(body).toContain('Hanna')
      expect(body).toContain('The chain')
      expect(body).toContain('\nhttps://z.example/training/chain\n')
    }
  }
})
