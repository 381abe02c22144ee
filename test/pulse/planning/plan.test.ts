import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { zonedTime } from '../../../app/i18n/zone.ts'
import { runDueJobs } from '../../../app/jobs/job.server.ts'
import { mailJobs } from '../../../app/mail/mail.server.ts'
import { stopReminders } from '../../../app/mail/unwanted.server.ts'
import { addEmployee } from '../../../app/people/employee.server.ts'
import { beginClosing } from '../../../app/pulse/close.server.ts'
import { codeWords } from '../../../app/pulse/manifest.ts'
import { planningJobs } from '../../../app/pulse/planning/jobs.server.ts'
import {
  cancelPlan,
  launchPlan,
  type NewPlan,
  plan,
  plansAhead,
  plansOf,
  planWave,
  restorePlan,
} from '../../../app/pulse/planning/plan.server.ts'
import { reminderTimes } from '../../../app/pulse/planning/reminder.ts'
import {
  nextRounds,
  pauseSchedule,
  resumeSchedule,
  schedule,
  startSchedule,
  tendSchedules,
} from '../../../app/pulse/planning/schedule.server.ts'
import { issueToken } from '../../../app/pulse/response.server.ts'
import { survey } from '../../../app/pulse/survey.server.ts'
import { toBase64url } from '../../../app/pulse/token.ts'
import { checkWaveKeys, wave, waves } from '../../../app/pulse/wave.server.ts'
import { WHOLE_COMPANY } from '../../../app/pulse/audience.ts'
import { onBothDatabases, type TestDatabase } from '../../support/database.ts'
import { mailServer } from '../../support/smtp.ts'
import {
  AFTER,
  blindedMessage,
  CLOSING,
  companyOf,
  keyDirOf,
  LATER,
  leads,
  NOON,
} from '../company.ts'

const ZONE = 'Asia/Jerusalem'
const MINUTE = 60_000
const at = (time: Date, minutes: number) => new Date(time.getTime() + minutes * MINUTE)

const planned = (more: Partial<NewPlan> = {}): NewPlan => ({
  survey: survey('chain')!,
  audience: WHOLE_COMPANY,
  opensAt: LATER,
  closesAt: CLOSING,
  reminders: 0,
  ...more,
})

/** The portal's jobs of planning and mail, run until nothing is due. */
function working(database: TestDatabase, smtpUrl?: string) {
  const company = { name: 'Garden', timeZone: ZONE }
  const settings = {
    keyDir: keyDirOf(database),
    publicOrigin: 'https://zveno.example',
    dataDir: database.dataDir,
    secret: 'only for this test, only for this test',
    smtpUrl,
    mailFrom: undefined,
  }
  return async (now: Date) => {
    const clock = () => now
    const handlers = {
      ...planningJobs(database.db, settings, company, clock),
      ...mailJobs(database.db, settings, company, clock),
    }
    const done = await runDueJobs(database.db, handlers, clock)
    expect(done.failed).toBe(0)
  }
}

onBothDatabases('a planned wave opens at its time and not before', async (database) => {
  const { db } = database
  await companyOf(db, { haifa: 8, eilat: 7 })
  const run = working(database)
  const id = await planWave(db, planned())
  await run(at(LATER, -1))
  expect(await waves(db)).toEqual([])
  expect((await plansAhead(db)).map((each) => each.id)).toEqual([id])
  await run(LATER)
  const [opened] = await waves(db)
  expect(opened!.launchedAt).toEqual(LATER)
  expect(opened!.closesAt).toEqual(CLOSING)
  expect(await plan(db, id)).toMatchObject({
    status: 'launched',
    waveId: opened!.id,
    keysMade: 2,
    keys: 2,
  })
  expect(await plansAhead(db)).toEqual([])
  await checkWaveKeys(db, keyDirOf(database))
  await run(at(LATER, 1))
  expect(await waves(db)).toHaveLength(1)
})

onBothDatabases(
  'two processes launch one plan: one wave, and no key of a second',
  async (database) => {
    const { db } = database
    const keyDir = keyDirOf(database)
    await companyOf(db, { haifa: 8, eilat: 7 })
    const id = await planWave(db, planned())
    const outcomes = await Promise.all([1, 2, 3].map(() => launchPlan(db, keyDir, id, ZONE, LATER)))
    expect(outcomes.filter((outcome) => outcome === 'launched')).toHaveLength(1)
    expect(await waves(db)).toHaveLength(1)
    expect(readdirSync(path.join(keyDir, 'waves'))).toHaveLength(1)
    expect(await launchPlan(db, keyDir, id, ZONE, LATER)).toBe('nothing-to-do')
  },
)

onBothDatabases(
  'a plan is cancelled before it opens, and the cancelling can be taken back',
  async (database) => {
    const { db } = database
    await companyOf(db, { haifa: 8 })
    const run = working(database)
    const id = await planWave(db, planned())
    expect(await cancelPlan(db, id)).toBe('cancelled')
    expect(await cancelPlan(db, id)).toBe('cancelled')
    await run(LATER)
    expect(await waves(db)).toEqual([])
    expect(await restorePlan(db, id, at(LATER, 5))).toBe('planned')
    await run(at(LATER, 5))
    expect(await waves(db)).toHaveLength(1)
    expect(await cancelPlan(db, id)).toBe('too-late')
    expect(await restorePlan(db, id, at(LATER, 6))).toBe('too-late')
    expect(await cancelPlan(db, 'nowhere')).toBe('not-found')
    expect(await restorePlan(db, 'nowhere', LATER)).toBe('not-found')
  },
)

onBothDatabases(
  'a plan that is cancelled while its keys are made opens nothing and keeps no key',
  async (database) => {
    const { db } = database
    const keyDir = keyDirOf(database)
    await companyOf(db, { a: 8, b: 8, c: 8, d: 8 })
    const id = await planWave(db, planned())
    const launching = launchPlan(db, keyDir, id, ZONE, LATER)
    while ((await plan(db, id))?.status !== 'making') await new Promise(setImmediate)
    await cancelPlan(db, id)
    expect(await launching).toBe('nothing-to-do')
    expect(await waves(db)).toEqual([])
    const folder = path.join(keyDir, 'waves')
    expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([])
  },
)

onBothDatabases(
  'a plan that fewer than six could answer is refused, and says so',
  async (database) => {
    const { db } = database
    const people = await companyOf(db, { haifa: 8, eilat: 3 })
    await leads(db, people.haifa![0]!, 'haifa')
    const run = working(database)
    const few = await planWave(db, planned({ audience: { units: ['eilat'], roles: 'everyone' } }))
    const one = await planWave(db, planned({ audience: { units: null, roles: 'leaders' } }))
    const late = await planWave(db, planned({ closesAt: LATER }))
    await run(LATER)
    expect(await waves(db)).toEqual([])
    expect(await plan(db, few)).toMatchObject({ status: 'refused', refusal: 'too-few' })
    expect(await plan(db, one)).toMatchObject({ status: 'refused', refusal: 'too-few' })
    expect(await plan(db, late)).toMatchObject({ refusal: 'ends-before-it-begins' })
  },
)

test('reminders lie evenly between opening and closing, in the morning, and never at night', () => {
  const times = (opens: string, closes: string, count: number) =>
    reminderTimes(zonedTime(opens, ZONE)!, zonedTime(closes, ZONE)!, count, ZONE).map((time) =>
      time.toISOString(),
    )
  expect(times('2026-03-02T09:00', '2026-03-16T18:00', 0)).toEqual([])
  expect(times('2026-03-02T09:00', '2026-03-16T18:00', 1)).toEqual(['2026-03-09T08:00:00.000Z'])
  expect(times('2026-03-02T09:00', '2026-03-16T18:00', 2)).toEqual([
    '2026-03-07T08:00:00.000Z',
    '2026-03-11T08:00:00.000Z',
  ])
  expect(times('2026-03-02T09:00', '2026-03-16T18:00', 5)).toHaveLength(2)
  // Summer time began on 27 March: ten o'clock is an hour earlier.
  expect(times('2026-03-25T09:00', '2026-04-01T18:00', 1)).toEqual(['2026-03-29T07:00:00.000Z'])
  // Open over one evening: the second would fall into the night, and after it the wave is closed.
  expect(times('2026-03-02T17:00', '2026-03-03T01:00', 2)).toEqual(['2026-03-02T17:40:00.000Z'])
})

onBothDatabases(
  'everybody eligible with an address is invited and reminded, whether they answered or not',
  async (database) => {
    const { db } = database
    const keyDir = keyDirOf(database)
    await companyOf(db, { haifa: 8 })
    const add = (staffNumber: string, locale: 'en' | 'he' | 'ru') =>
      addEmployee(
        db,
        {
          staffNumber,
          name: staffNumber,
          email: `${staffNumber}@example.org`,
          unitId: 'haifa',
          locale,
        },
        NOON,
      )
    const [answered, silent, stopped] = [
      await add('anna', 'ru'),
      await add('dan', 'he'),
      await add('sue', 'en'),
    ]
    await stopReminders(db, stopped)
    const server = await mailServer()
    const run = working(database, server.url)
    const to = () =>
      server.received.splice(0).map((mail) => ({ ...mail, to: mail.to[0]!.split('@')[0] }))
    try {
      await planWave(db, planned({ opensAt: NOON, reminders: 2 }))
      await run(NOON)
      const [open] = await waves(db)
      const invited = to()
      expect(invited.map((mail) => mail.to).sort()).toEqual(['anna', 'dan', 'sue'])
      for (const [who, locale] of [
        ['anna', 'ru'],
        ['dan', 'he'],
        ['sue', 'en'],
      ] as const) {
        const mail = invited.find((each) => each.to === who)!
        expect(mail.headers['content-language']).toBe(locale)
        expect(mail.text).toContain(codeWords(open!.code, locale).join(' · '))
        expect(mail.text).toContain(`https://zveno.example/pulse/${open!.id}`)
      }
      const blinded = toBase64url(blindedMessage())
      expect(await issueToken(db, keyDir, open!.id, answered, blinded, LATER)).not.toBeTypeOf(
        'string',
      )

      const [first, second] = reminderTimes(NOON, CLOSING, 2, ZONE) as [Date, Date]
      await run(first)
      await run(at(first, 30))
      const reminded = to()
      expect(reminded.map((mail) => mail.to).sort()).toEqual(['anna', 'dan'])
      expect(reminded.every((mail) => mail.headers['list-unsubscribe'])).toBe(true)
      await run(second)
      expect(
        to()
          .map((mail) => mail.to)
          .sort(),
      ).toEqual(['anna', 'dan'])
      expect(silent).toBeTruthy()

      // What is written down of mail is the same for those who took a token and those who did not.
      const rows = await db
        .selectFrom('mail_message')
        .where('employee_id', 'in', [answered, silent])
        .select(['employee_id', 'kind', 'send_after', 'sent_at', 'attempts', 'error'])
        .orderBy('send_after')
        .execute()
      const of = (id: string) =>
        rows.flatMap(({ employee_id, ...row }) => (employee_id === id ? [row] : []))
      expect(of(answered)).toEqual(of(silent))
    } finally {
      await server.close()
    }
  },
)

onBothDatabases('a wave that is over invites and reminds nobody', async (database) => {
  const { db } = database
  const { haifa } = await companyOf(db, { haifa: 8 })
  await db
    .updateTable('people_employee')
    .set({ email: 'x@example.org' })
    .where('id', '=', haifa![0]!)
    .execute()
  const mails = () => db.selectFrom('mail_message').select('key').execute()
  const run = working(database)
  const night = new Date('2026-03-02T22:00:00Z')
  const id = await planWave(db, planned({ opensAt: night, reminders: 2 }))
  await run(night)
  expect(await mails()).toHaveLength(1)
  // HR closes it before the morning in which the invitation would leave.
  await beginClosing(db, (await plan(db, id))!.waveId!)
  expect(await mails()).toEqual([])
  await run(AFTER)
  expect(await mails()).toEqual([])
})

const WEEKLY = {
  surveyId: 'chain',
  frequency: 'weekly',
  audience: WHOLE_COMPANY,
  // Ten in the morning; the clocks go forward on 27 March.
  firstOpens: '2026-03-16T10:00',
  openMinutes: 4 * 24 * 60 + 8 * 60,
  items: 2,
  reminders: 1,
} as const

onBothDatabases(
  'rounds come back at the same hour of the company’s clock, each once, with their own questions',
  async (database) => {
    const { db } = database
    await companyOf(db, { haifa: 8 })
    const run = working(database)
    const id = await startSchedule(db, WEEKLY, ZONE)
    const expected = nextRounds((await schedule(db, id))!, survey('chain')!)
    for (const [i, { opens, closes, survey: asked }] of expected.entries()) {
      const time = zonedTime(opens, ZONE)!
      await run(at(time, -1))
      expect(await waves(db)).toHaveLength(i)
      await Promise.all([tendSchedules(db, ZONE, time), tendSchedules(db, ZONE, time)])
      await run(time)
      const [newest] = await waves(db)
      expect(await waves(db)).toHaveLength(i + 1)
      expect(newest!.launchedAt).toEqual(time)
      expect(newest!.closesAt).toEqual(zonedTime(closes, ZONE))
      expect(newest!.survey.questions).toEqual(asked.questions)
    }
    expect(expected.map(({ opens }) => zonedTime(opens, ZONE)!.toISOString())).toEqual([
      '2026-03-16T08:00:00.000Z',
      '2026-03-23T08:00:00.000Z',
      '2026-03-30T07:00:00.000Z',
    ])
    expect((await plansOf(db, id)).map((each) => each.schedule!.round)).toEqual([2, 1, 0])
  },
)

onBothDatabases(
  'a paused schedule opens nothing, and goes on with the next round and the next questions',
  async (database) => {
    const { db } = database
    await companyOf(db, { haifa: 8 })
    const run = working(database)
    const id = await startSchedule(db, WEEKLY, ZONE)
    await run(zonedTime('2026-03-16T10:00', ZONE)!)
    expect(await pauseSchedule(db, id)).toBe('paused')
    await run(zonedTime('2026-04-01T10:00', ZONE)!)
    expect(await waves(db)).toHaveLength(1)
    expect(await resumeSchedule(db, id, ZONE, zonedTime('2026-04-01T10:00', ZONE)!)).toBe('resumed')
    expect(await schedule(db, id)).toMatchObject({
      active: true,
      opens: '2026-04-06T10:00',
      round: 1,
    })
    await run(zonedTime('2026-04-06T10:00', ZONE)!)
    expect((await plansOf(db, id)).map((each) => each.schedule!.round)).toEqual([1, 0])
    expect(await pauseSchedule(db, 'nowhere')).toBe('not-found')
    expect(await resumeSchedule(db, 'nowhere', ZONE, NOON)).toBe('not-found')
  },
)

onBothDatabases(
  'after weeks without a server the latest round opens if it is not over, and none twice',
  async (database) => {
    const { db } = database
    await companyOf(db, { haifa: 8 })
    const run = working(database)
    const id = await startSchedule(db, WEEKLY, ZONE)
    // A Saturday: this week's round closed the day before.
    await run(zonedTime('2026-03-28T12:00', ZONE)!)
    expect(await waves(db)).toEqual([])
    expect(await schedule(db, id)).toMatchObject({ opens: '2026-03-30T10:00', round: 0 })
    await run(zonedTime('2026-04-15T12:00', ZONE)!)
    const [opened] = await waves(db)
    expect(await waves(db)).toHaveLength(1)
    expect(opened!.closesAt).toEqual(zonedTime('2026-04-17T18:00', ZONE))
    expect(await wave(db, opened!.id)).toMatchObject({ status: 'open' })
    expect(await schedule(db, id)).toMatchObject({ opens: '2026-04-20T10:00', round: 1 })
  },
)
