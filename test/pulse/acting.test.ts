import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { expect, onTestFinished, test } from 'vitest'
import { makeLog } from '../../app/http/log.ts'
import { readSettings } from '../../app/http/settings.ts'
import { addEmployee, employeeById, grantRole } from '../../app/people/employee.server.ts'
import { mailbox, MAILBOX_STEP } from '../../app/pulse/acting/mailbox.server.ts'
import {
  overduePromises,
  promiseFor,
  promisesRead,
  promisesToMe,
  unitPromises,
} from '../../app/pulse/acting/promise.server.ts'
import { dueFits, isOverdue } from '../../app/pulse/acting/promise.ts'
import {
  makePromise,
  removePromise,
  settlePromise,
  undoPromise,
} from '../../app/pulse/acting/promising.server.ts'
import { repliesFor } from '../../app/pulse/acting/replies.client.ts'
import { commentFor, commentsFor, replyToComment } from '../../app/pulse/acting/reply.server.ts'
import { threadFor } from '../../app/pulse/acting/thread.client.ts'
import { closeWave, waveReport } from '../../app/pulse/close.server.ts'
import { newReceipt, withdrawHash } from '../../app/pulse/receipt.ts'
import { issueToken, storeResponse } from '../../app/pulse/response.server.ts'
import { pulseProtocol } from '../../app/pulse/protocol.server.ts'
import { type Bytes, toBase64url } from '../../app/pulse/token.ts'
import { myPart } from '../../app/pulse/wave.server.ts'
import { onBothDatabases, type TestDatabase } from '../support/database.ts'
import {
  AFTER,
  answerOf,
  blindedMessage,
  companyOf,
  CLOSING,
  keyDirOf,
  LATER,
  launched,
  NOON,
} from './company.ts'

const DAY = '2026-03-17'
const SECRET = 'a secret that only this test has'
const day = (n: number) => new Date(AFTER.getTime() + n * 86_400_000)

/** 18, 14 and 4 comments: the company's 36 are shown, the 18 with their unit, the others with the company. */
async function commented(database: TestDatabase, sites = { haifa: 18, akko: 14, eilat: 4 }) {
  const { db } = database
  const keyDir = keyDirOf(database)
  const people = await companyOf(db, { haifa: 18, akko: 14, eilat: 6 })
  const waveId = await launched(db, keyDir)
  const receipts: { site: string; text: string; receipt: Bytes }[] = []
  for (const [site, ids] of Object.entries(people)) {
    for (const [i, id] of ids.entries()) {
      const receipt = newReceipt()
      const writes = i < sites[site as keyof typeof sites]
      const text = `${site} would like light ${i}`
      const comment = { question: 'comment', text, companyLevel: false }
      const thread = await threadFor(receipt, waveId, 'comment')
      await issueToken(db, keyDir, waveId, id, toBase64url(blindedMessage()), LATER)
      const { group } = (await myPart(db, waveId, id))!
      const comments = writes ? [{ ...comment, ...thread }] : []
      const said = { answers: { enps: 5 + (i % 6), can_grow: 1 + (i % 5) }, comments }
      const posted = await answerOf(db, keyDir, waveId, group, said, receipt)
      expect(await storeResponse(db, waveId, posted, LATER)).toBe('stored')
      if (writes) receipts.push({ site, text, receipt })
    }
  }
  expect(await closeWave(db, keyDir, waveId, AFTER)).toBe('published')
  const person = async (name: string, role?: 'leader' | 'hr', unit = '') => {
    const who = { staffNumber: name, name, unitId: unit || 'company' }
    const id = await addEmployee(db, { ...who, locale: 'en' }, NOON)
    if (role) await grantRole(db, id, role, unit)
    return (await employeeById(db, id))!
  }
  return {
    ...{ db, waveId, receipts, person },
    leader: await person('Lea', 'leader', 'haifa'),
    other: await person('Omer', 'leader', 'akko'),
    top: await person('Tara', 'leader', 'company'),
    hr: await person('Hanna', 'hr'),
    staff: (await employeeById(db, people.haifa![3]!))!,
    stranger: (await employeeById(db, people.akko![3]!))!,
  }
}

onBothDatabases(
  'a comment keeps its thread where it is shown and loses it where it is not; no report carries one',
  async (database) => {
    const { db, waveId, receipts } = await commented(database)
    const rows = await db.selectFrom('pulse_comment').selectAll().execute()
    expect(rows).toHaveLength(36)
    for (const { text, receipt } of receipts) {
      const { thread, key } = await threadFor(receipt, waveId, 'comment')
      const row = rows.find((one) => one.text === text)
      expect([row!.thread, row!.thread_key]).toEqual([thread, key])
    }
    const report = JSON.stringify(await waveReport(db, waveId))
    expect(report).toContain(receipts[0]!.text)
    expect(
      rows.some((row) => report.includes(row.thread!) || report.includes(row.thread_key!)),
    ).toBe(false)
  },
)

onBothDatabases('comments that too few wrote take their threads with them', async (database) => {
  const { db, waveId, receipts } = await commented(database, { haifa: 3, akko: 2, eilat: 0 })
  expect(await db.selectFrom('pulse_comment').selectAll().execute()).toEqual([])
  const everything = JSON.stringify(await everyValue(db))
  for (const { receipt } of receipts) {
    const { thread, key } = await threadFor(receipt, waveId, 'comment')
    expect(everything).not.toContain(thread)
    expect(everything).not.toContain(key)
  }
})

onBothDatabases(
  'no value of a thread stands in two tables, none of the receipt in any, and of a reply only its box',
  async (database) => {
    const { db, waveId, receipts, leader } = await commented(database)
    const [mine] = receipts
    const { id } = (await commentsFor(db, waveId, leader))!.find((one) => one.text === mine!.text)!
    const said = 'kumquat lamps come on Thursday'
    expect(await replyToComment(db, waveId, id, leader, said, DAY, day(1))).toBe('sealed')

    const tables = await everyValue(db)
    const where = (value: string) =>
      Object.keys(tables).filter((table) => JSON.stringify(tables[table]).includes(value))
    const { thread, key } = await threadFor(mine!.receipt, waveId, 'comment')
    expect(where(thread)).toEqual(['pulse_comment'])
    expect(where(key)).toEqual(['pulse_comment'])
    expect(where(Buffer.from(thread, 'base64url').toString('hex'))).toEqual([])
    expect(where(Buffer.from(await withdrawHash(mine!.receipt, waveId)).toString('hex'))).toEqual(
      [],
    )
    expect(where(toBase64url(await withdrawHash(mine!.receipt, waveId)))).toEqual([])
    expect(where('kumquat')).toEqual([])
    expect(where(Buffer.from('kumquat').toString('hex'))).toEqual([])
    const [reply, ...more] = await db.selectFrom('pulse_reply').selectAll().execute()
    expect(more).toEqual([])
    expect(Object.keys(reply!).sort()).toEqual([
      'box',
      'comment_id',
      'id',
      'wave_id',
      'written_at',
      'written_by',
    ])
    expect(Buffer.from(reply!.box).length).toBe(2048)
  },
)

/** Every row of every table of the pulse, bytes in hex. */
async function everyValue(db: TestDatabase['db']): Promise<Record<string, unknown[]>> {
  const tables = (await db.introspection.getTables())
    .map(({ name }) => name)
    .filter((name) => name.startsWith('pulse_'))
  const hex = (value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value
  const all: Record<string, unknown[]> = {}
  for (const table of tables) {
    const rows = await db
      .selectFrom(table as 'pulse_comment')
      .selectAll()
      .execute()
    all[table] = rows.map((row) => Object.values(row).map(hex))
  }
  return all
}

onBothDatabases(
  'a leader answers comments of the units they lead and those below, HR the company’s, and nobody else any',
  async (database) => {
    const { db, waveId, leader, other, top, hr, staff, stranger, person } =
      await commented(database)
    const counts = async (who: typeof leader) => (await commentsFor(db, waveId, who))!.length
    expect(await counts(leader)).toBe(18)
    expect(await counts(other)).toBe(0)
    expect(await counts(top)).toBe(36)
    expect(await counts(hr)).toBe(18)
    expect(await counts(staff)).toBe(0)
    expect(await counts(await person('Owen'))).toBe(0)

    const mine = (await commentsFor(db, waveId, leader))![0]!
    const company = (await commentsFor(db, waveId, hr))![0]!
    expect(mine.unit.name).toBe('haifa')
    expect(company.unit.id).toBe('company')
    const say = (who: typeof leader, id: string, wave = waveId, text = 'We heard you') =>
      replyToComment(db, wave, id, who, text, DAY, day(1))
    for (const who of [other, hr, staff, stranger])
      expect(await say(who, mine.id)).toBe('not-found')
    for (const who of [leader, other, staff]) expect(await say(who, company.id)).toBe('not-found')
    expect(await commentFor(db, waveId, mine.id, other)).toBeNull()
    expect(await say(leader, 'no-such-comment')).toBe('not-found')
    const elsewhere = await launched(db, keyDirOf(database), new Date(CLOSING.getTime() + 1e9))
    expect(await say(leader, mine.id, elsewhere)).toBe('not-found')
    expect(await say(leader, mine.id, crypto.randomUUID())).toBe('not-found')
    expect(await db.selectFrom('pulse_reply').selectAll().execute()).toEqual([])

    expect(await say(leader, mine.id, waveId, ' \n ')).toBe('empty')
    expect(await say(leader, mine.id, waveId, 'א'.repeat(751))).toBe('too-long')
    expect(await say(leader, mine.id, waveId, 'א'.repeat(750))).toBe('sealed')
    expect(await replyToComment(db, waveId, mine.id, top, 'And I', DAY, day(2))).toBe('sealed')
    expect(await say(hr, company.id)).toBe('sealed')
    const told = await commentFor(db, waveId, mine.id, leader)
    expect(told!.answered).toEqual([
      { at: day(1).getTime(), by: 'Lea' },
      { at: day(2).getTime(), by: 'Tara' },
    ])
    for (let i = 0; i < 3; i++) expect(await say(leader, mine.id)).toBe('sealed')
    expect(await say(leader, mine.id)).toBe('too-many')
    await db.updateTable('pulse_comment').set({ thread: null, thread_key: null }).execute()
    expect(await say(hr, company.id)).toBe('no-thread')
  },
)

onBothDatabases(
  'everybody downloads the same padded mailbox as nobody, and each opens their own replies alone',
  async (database) => {
    const { db, waveId, receipts, leader } = await commented(database)
    const app = express()
    app.use(
      pulseProtocol({
        db,
        settings: {
          ...readSettings({ NODE_ENV: 'test', DATA_DIR: database.dataDir, SECRET }),
          publicOrigin: 'http://zveno.test',
        },
        now: () => day(2),
        log: makeLog('silent'),
        company: { name: 'Garden', timeZone: 'UTC' },
      }),
    )
    const server = createServer(app)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const { port } = server.address() as AddressInfo
    const asked: { path: string; init: RequestInit }[] = []
    const ask = (path: string, init: RequestInit) => {
      asked.push({ path, init })
      return fetch(`http://127.0.0.1:${port}${path}`, init)
    }
    const [mine, theirs] = receipts
    const open = (receipt: Bytes | null) => repliesFor(ask, waveId, receipt, ['comment'])
    expect(await open(mine!.receipt)).toEqual([])

    const before = (await mailbox(db, SECRET, waveId))!
    const comments = (await commentsFor(db, waveId, leader))!
    const of = (text: string) => comments.find((one) => one.text === text)!.id
    await replyToComment(db, waveId, of(mine!.text), leader, 'Зеркало в четверг', DAY, day(1))
    await replyToComment(db, waveId, of(theirs!.text), leader, 'Thank you', DAY, day(1))
    expect(await open(mine!.receipt)).toEqual([
      { question: 'comment', text: 'Зеркало в четверг', by: 'Lea', on: DAY },
    ])
    expect(await open(theirs!.receipt)).toMatchObject([{ text: 'Thank you' }])
    expect(await open(receipts[5]!.receipt)).toEqual([])
    expect(await open(null)).toEqual([])

    // Whoever looks asks the same, receipt or none, and nothing else of anybody.
    expect(new Set(asked.map(({ path, init }) => JSON.stringify([path, init]))).size).toBe(1)
    expect(asked[0]!.init).toMatchObject({ credentials: 'omit', referrerPolicy: 'no-referrer' })

    const after = (await mailbox(db, SECRET, waveId))!
    for (const boxes of [before, after]) {
      expect(boxes).toHaveLength(MAILBOX_STEP)
      expect(boxes.map(({ thread }) => thread)).toEqual(
        boxes.map(({ thread }) => thread).toSorted(),
      )
      for (const { thread, box } of boxes) {
        expect(Buffer.from(thread, 'base64url').length).toBe(16)
        expect(Buffer.from(box, 'base64url').length).toBe(2048)
      }
    }
    expect(await mailbox(db, SECRET, waveId)).toEqual(after)
    expect(after.filter((one) => before.some((old) => old.box === one.box))).toHaveLength(14)
    for (const { id } of comments.slice(2)) {
      await replyToComment(db, waveId, id, leader, 'Thank you', DAY, day(1))
    }
    expect(await mailbox(db, SECRET, waveId)).toHaveLength(2 * MAILBOX_STEP)
    expect(await mailbox(db, SECRET, crypto.randomUUID())).toBeNull()

    const answer = await fetch(`http://127.0.0.1:${port}/pulse/${waveId}/mailbox`)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const telling: Record<string, string>[] = [
      { Cookie: 'x=1' },
      { Authorization: 'Basic YTpi' },
      { 'Remote-User': 'anna' },
    ]
    for (const headers of telling) {
      const told = await fetch(`http://127.0.0.1:${port}/pulse/${waveId}/mailbox`, { headers })
      expect(told.status).toBe(400)
    }
    const nowhere = `http://127.0.0.1:${port}/pulse/${crypto.randomUUID()}/mailbox`
    expect((await fetch(nowhere)).status).toBe(404)
  },
)

onBothDatabases(
  'three promises to a unit and no fourth, by who leads it; the owner and the question are of that unit and wave',
  async (database) => {
    const { db, waveId, leader, other, top, hr, staff, stranger } = await commented(database)
    const pledge = { heard: 'Too dark', deed: 'Lamps', owner: staff.id, due: '2026-04-01' }
    const make = (who: typeof leader, unit: string, more: object = {}, wave = waveId) =>
      makePromise(db, wave, unit, who, { ...pledge, ...more }, DAY, day(1))
    for (const who of [other, top, hr, staff]) expect(await make(who, 'haifa')).toBe('not-found')
    expect(await make(leader, 'akko')).toBe('not-found')
    expect(await make(leader, 'haifa', {}, crypto.randomUUID())).toBe('not-found')
    const open = await launched(db, keyDirOf(database), new Date(CLOSING.getTime() + 1e9))
    expect(await make(leader, 'haifa', {}, open)).toBe('not-found')
    expect(await make(leader, 'haifa', { owner: stranger.id })).toBe('owner')
    expect(await make(leader, 'haifa', { question: 'nothing_like_it' })).toBe('question')
    expect(await make(leader, 'haifa', { question: 'comment' })).toBe('question')
    expect(await make(leader, 'haifa', { due: '2026-03-16' })).toBe('due')
    expect(await make(leader, 'haifa', { due: '2027-03-20' })).toBe('due')

    expect(await make(leader, 'haifa', { question: 'can_grow' })).toBe('made')
    expect(await make(leader, 'haifa', { owner: leader.id, deed: 'Mirrors' })).toBe('made')
    expect(await make(leader, 'haifa', { deed: 'Ladders' })).toBe('made')
    expect(await make(leader, 'haifa')).toBe('full')
    expect(await make(hr, 'company', { owner: hr.id, deed: 'Rotas' })).toBe('made')

    const deeds = (found: { deed: string }[]) => found.map(({ deed }) => deed)
    expect(deeds(await unitPromises(db, 'haifa'))).toEqual(['Lamps', 'Mirrors', 'Ladders'])
    // The team reads its own and those above; a colleague elsewhere does not read the team's.
    const units = ['company', 'haifa', 'akko']
    expect(deeds(await promisesRead(db, staff, units)).sort()).toEqual([
      'Ladders',
      'Lamps',
      'Mirrors',
      'Rotas',
    ])
    expect(deeds(await promisesRead(db, stranger, units))).toEqual(['Rotas'])
    expect(deeds(await promisesToMe(db, stranger, 0))).toEqual(['Rotas'])
    expect(await promisesToMe(db, staff, 0)).toHaveLength(3)
  },
)

onBothDatabases(
  'a slip is taken away within a day and back within a minute; later a promise is kept or dropped in the open',
  async (database) => {
    const { db, waveId, leader, other, hr, staff } = await commented(database)
    const pledge = { heard: 'Too dark', deed: 'Lamps', owner: leader.id, due: '2026-04-01' }
    const later = (ms: number) => new Date(day(1).getTime() + ms)
    await makePromise(db, waveId, 'haifa', leader, pledge, DAY, day(1))
    const { id } = (await unitPromises(db, 'haifa'))[0]!

    expect((await removePromise(db, waveId, id, other, later(1))).outcome).toBe('not-found')
    expect((await removePromise(db, waveId, id, leader, later(5000))).outcome).toBe('removed')
    expect(await unitPromises(db, 'haifa')).toEqual([])
    expect(await promisesToMe(db, staff, 0)).toEqual([])
    expect(await promiseFor(db, waveId, id, leader)).toBeNull()
    expect((await undoPromise(db, waveId, id, other, later(6000))).outcome).toBe('not-found')
    expect((await undoPromise(db, waveId, id, leader, later(6000))).outcome).toBe('undone')
    expect(await unitPromises(db, 'haifa')).toHaveLength(1)
    expect((await removePromise(db, waveId, id, leader, day(3))).outcome).toBe('read-by-now')

    const kept = { status: 'kept', outcome: 'They shine' } as const
    expect((await settlePromise(db, waveId, id, other, kept, day(4))).outcome).toBe('not-found')
    expect((await settlePromise(db, crypto.randomUUID(), id, leader, kept, day(4))).outcome).toBe(
      'not-found',
    )
    expect((await settlePromise(db, waveId, id, leader, kept, day(4))).outcome).toBe('settled')
    expect((await settlePromise(db, waveId, id, leader, kept, day(4))).outcome).toBe(
      'settled-before',
    )
    expect(await promiseFor(db, waveId, id, leader)).toMatchObject(kept)
    expect((await undoPromise(db, waveId, id, leader, day(5))).outcome).toBe('too-late')

    // What was removed gives its place to the next.
    for (const deed of ['Mirrors', 'Ladders']) {
      await makePromise(db, waveId, 'haifa', leader, { ...pledge, deed }, DAY, day(4))
    }
    const mirrors = (await unitPromises(db, 'haifa')).find(({ deed }) => deed === 'Mirrors')!
    await removePromise(db, waveId, mirrors.id, leader, day(4))
    const next = { ...pledge, deed: 'Radios' }
    expect(await makePromise(db, waveId, 'haifa', leader, next, DAY, day(4))).toBe('made')
    expect((await undoPromise(db, waveId, mirrors.id, leader, day(4))).outcome).toBe('not-found')
    expect((await unitPromises(db, 'haifa')).map(({ deed }) => deed).sort()).toEqual([
      'Ladders',
      'Lamps',
      'Radios',
    ])

    const due = '2026-04-01'
    expect(await overduePromises(db, leader, due)).toEqual([])
    expect(await overduePromises(db, leader, '2026-04-02')).toEqual([
      { waveId, unitId: 'haifa', count: 2 },
    ])
    for (const who of [other, staff, hr]) {
      expect(await overduePromises(db, who, '2026-04-02')).toEqual([])
    }
    const company = { ...pledge, owner: hr.id }
    expect(await makePromise(db, waveId, 'company', hr, company, DAY, day(4))).toBe('made')
    expect(await overduePromises(db, hr, '2026-04-02')).toEqual([
      { waveId, unitId: 'company', count: 1 },
    ])
  },
)

onBothDatabases(
  'the next wave follows a promise’s question by what both waves publish, or says it cannot be told',
  async (database) => {
    const { db, waveId, leader } = await commented(database)
    const keyDir = keyDirOf(database)
    const pledge = { heard: 'No future', deed: 'Courses', owner: leader.id, due: '2026-09-01' }
    for (const [unit, question] of [
      ['haifa', 'can_grow'],
      ['haifa', 'leader_trust'],
    ] as const) {
      const made = await makePromise(db, waveId, unit, leader, { ...pledge, question }, DAY, day(1))
      expect(made).toBe('made')
    }
    expect((await unitPromises(db, 'haifa')).map(({ since }) => since)).toEqual([null, null])

    const closes = day(60)
    const next = await launched(db, keyDir, closes)
    let posts = 0
    const people = await db
      .selectFrom('pulse_eligible')
      .where('wave_id', '=', next)
      .selectAll()
      .execute()
    for (const { group_id, employee_id } of people) {
      await issueToken(db, keyDir, next, employee_id, toBase64url(blindedMessage()), LATER)
      const posted = await answerOf(db, keyDir, next, group_id, {
        answers: { enps: 8, can_grow: 3 + (posts++ % 3) },
      })
      expect(await storeResponse(db, next, posted, LATER)).toBe('stored')
    }
    expect(await closeWave(db, keyDir, next, closes)).toBe('published')
    const [growth, trust] = await unitPromises(db, 'haifa')
    expect(growth!.question!.id).toBe('can_grow')
    expect(growth!.since!.endedAt).toBe(closes.getTime())
    const { low, high, outcome, of } = growth!.since!.change!
    expect(of).toBe('favourable')
    expect(outcome).toBe(low > 0 ? 'higher' : high < 0 ? 'lower' : 'cannot-tell')
    // Nobody answered it in either wave: there is nothing to compare.
    expect(trust!.since!.change).toBeNull()
  },
)

test('a promise is due from today to a year ahead, and overdue from the day after', () => {
  expect(dueFits('2026-03-17', '2026-03-17')).toBe(true)
  expect(dueFits('2026-03-16', '2026-03-17')).toBe(false)
  expect(dueFits('2027-03-18', '2026-03-17')).toBe(true)
  expect(dueFits('2027-03-19', '2026-03-17')).toBe(false)
  const open = { status: 'promised', due: '2026-03-17' } as const
  expect(isOverdue(open, '2026-03-17')).toBe(false)
  expect(isOverdue(open, '2026-03-18')).toBe(true)
  expect(isOverdue({ ...open, status: 'kept' }, '2026-03-18')).toBe(false)
})
