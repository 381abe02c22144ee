import { expect } from 'vitest'
import { eraseAged, eraseAsked } from '../../../app/nps/erasure.server.ts'
import { contactOf } from '../../../app/nps/contact.server.ts'
import { wrongTotals } from '../../../app/nps/recount.server.ts'
import { deliveries, KEPT_DAYS, KEPT_LINES } from '../../../app/nps/webhooks/log.server.ts'
import { receive } from '../../../app/nps/webhooks/receive.server.ts'
import { tendWebhooks } from '../../../app/nps/webhooks/tending.server.ts'
import {
  deleteWebhook,
  makeWebhook,
  pauseWebhook,
  resumeWebhook,
} from '../../../app/nps/webhooks/webhook.server.ts'
import { onBothDatabases } from '../../support/database.ts'
import { connected, fromDelighted, newSecretOf, NOW, PORTAL_SECRET, ZONE } from './tools.ts'

const later = (ms: number) => new Date(NOW.getTime() + ms)
const HOUR = 3_600_000

/** An answer in our own shape. */
const told = (data: object, timestamp = '2026-11-30T09:00:00Z') => ({
  ...{ type: 'answer.updated', timestamp },
  data: { id: '1', site: 'Site', ...data },
})

onBothDatabases('the same event again changes nothing, whatever it says', async ({ db }) => {
  const { id, deliver, answers } = await connected(db, 'plain')
  expect((await deliver(told({ score: 2 }), { id: 'msg_1' })).outcome).toBe('stored')
  for (const score of [2, 9]) {
    const again = await deliver(told({ score }), { id: 'msg_1' })
    expect(again).toEqual({ status: 200, outcome: 'known', reason: null })
  }
  expect(await answers()).toMatchObject([{ score: 2 }])
  expect(await deliveries(db, PORTAL_SECRET, id)).toMatchObject([{ outcome: 'stored', times: 3 }])

  // Many at once, as a tool sends that got no answer in time.
  const at = Array.from({ length: 8 }, () => deliver(told({ id: '2', score: 7 }), { id: 'msg_2' }))
  const outcomes = (await Promise.all(at)).map(({ outcome }) => outcome)
  expect(outcomes.toSorted()).toEqual([...Array(7).fill('known'), 'stored'])
  expect(await answers()).toHaveLength(2)
  expect(await wrongTotals(db)).toEqual([])
})

onBothDatabases(
  'news that comes late does not undo what is newer, and what a delivery leaves out stays',
  async ({ db }) => {
    const { deliver, answers } = await connected(db, 'plain')
    await deliver(told({ score: 4, comment: 'second', touchpoint: 'advice', at: '2026-11-28' }))
    const old = await deliver(told({ score: 9, comment: 'first' }, '2026-11-30T08:59:59Z'))
    expect(old).toEqual({ status: 200, outcome: 'older', reason: null })
    const half = { unit_id: 'site', touchpoint: 'advice', answered_on: '2026-11-28', why: 'second' }
    expect(await answers()).toMatchObject([{ ...half, score: 4 }])
    const { site: _, ...placeless } = told({ score: 6, improve: 'a bench' }).data
    const next = { ...told({}, '2026-11-30T09:30:00Z'), data: placeless }
    // It names no site: of an answer that is known this is no question.
    expect((await deliver(next)).outcome).toBe('updated')
    expect(await answers()).toMatchObject([{ ...half, score: 6, improve: 'a bench' }])
    const same = await deliver(told({ score: 6 }, '2026-11-30T09:31:00Z'))
    expect(same.outcome).toBe('unchanged')
    await deliver(told({ score: 10, site: 'Other site' }, '2026-11-30T09:32:00Z'))
    expect(await answers()).toMatchObject([{ unit_id: 'other', score: 10 }])
    expect(await wrongTotals(db)).toEqual([])
    // A clock that runs ahead must not shut the door to what follows.
    await deliver(told({ score: 9 }, '2036-01-01T00:00:00Z'))
    const after = await deliver(told({ score: 8 }, '2026-11-30T10:00:01Z'), { now: later(1000) })
    expect(after.outcome).toBe('updated')
  },
)

onBothDatabases(
  'news of one answer that come at once leave one answer and right totals',
  async ({ db }) => {
    const { deliver, answers } = await connected(db, 'plain')
    const scores = [0, 7, 9, 10, 3, 8]
    await Promise.all(scores.map((score, i) => deliver(told({ score }, `2026-11-30T09:0${i}:00Z`))))
    expect(await answers()).toMatchObject([{ score: 8 }])
    expect(await wrongTotals(db)).toEqual([])
  },
)

onBothDatabases(
  'what bears no right signature leaves a line a day and nothing else, however often it comes',
  async ({ db }) => {
    const { id, deliver, answers } = await connected(db, 'plain')
    const foreign = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
    for (let times = 0; times < 3; times++) {
      const answered = await deliver(told({ score: 1, comment: 'forged' }), { with: foreign })
      expect(answered).toEqual({ status: 401, outcome: 'refused', reason: 'signature' })
    }
    const bare = await deliver(told({ score: 1 }), { headers: { 'webhook-signature': '' } })
    expect(bare).toEqual({ status: 401, outcome: 'refused', reason: 'unsigned' })
    const stale = await deliver(told({ score: 1 }), { now: later(301_000), signedAt: NOW })
    expect(stale).toEqual({ status: 401, outcome: 'refused', reason: 'clock' })
    expect(await answers()).toEqual([])
    const log = await db.selectFrom('nps_delivery').selectAll().execute()
    expect(JSON.stringify(log)).not.toContain('forged')
    expect(
      (await deliveries(db, PORTAL_SECRET, id)).map(({ reason, times }) => [reason, times]),
    ).toContainEqual(['signature', 3])
    const body = JSON.stringify(told({ score: 1 }))
    const receiving = { db, portalSecret: PORTAL_SECRET, timeZone: ZONE, now: NOW }
    const nobody = await receive(receiving, crypto.randomUUID(), Buffer.from(body), () => 'x')
    expect(nobody.status).toBe(404)
  },
)

onBothDatabases(
  'for a day after a change the old secret holds as well, unless it leaked',
  async ({ db }) => {
    const { id, deliver, secret: first } = await connected(db, 'plain')
    const hook = { id, kind: 'plain' } as const
    const second = await newSecretOf(db, hook)
    const third = await newSecretOf(db, hook, { now: later(HOUR) })
    let n = 0
    const status = async (secret: string, now: Date) =>
      (await deliver(told({ id: String(n++), score: 9 }, now.toISOString()), { with: secret, now }))
        .status
    for (const secret of [first, second, third])
      expect(await status(secret, later(2 * HOUR))).toBe(200)
    expect(await status(first, later(24 * HOUR))).toBe(401)
    expect(await status(second, later(24 * HOUR))).toBe(200)
    expect(await status(second, later(25 * HOUR))).toBe(401)
    const fourth = await newSecretOf(db, hook, { now: later(26 * HOUR), leaked: true })
    expect(await status(third, later(26 * HOUR))).toBe(401)
    expect(await status(fourth, later(26 * HOUR))).toBe(200)
    const rows = JSON.stringify(await db.selectFrom('nps_webhook_secret').selectAll().execute())
    for (const secret of [first, second, third, fourth])
      expect(rows).not.toContain(secret.slice(6, 20))
    await tendWebhooks(db, PORTAL_SECRET, later(60 * HOUR))
    expect(await db.selectFrom('nps_webhook_secret').select('id').execute()).toHaveLength(1)
  },
)

onBothDatabases(
  'before its secret is known nothing comes in; the knock of Formbricks is answered',
  async ({ db }) => {
    const { people } = await connected(db, 'plain')
    const made = await makeWebhook(
      db,
      { name: 'Forms', kind: 'formbricks', collectedBy: 'import' },
      people.hr,
      NOW,
    )
    const { id } = made as { id: string }
    const receiving = { db, portalSecret: PORTAL_SECRET, timeZone: ZONE, now: NOW }
    const send = (body: object) =>
      receive(receiving, id, Buffer.from(JSON.stringify(body)), () => undefined)
    expect(await send({ event: 'testEndpoint' })).toMatchObject({ status: 200, outcome: 'passed' })
    expect(await send({ event: 'responseFinished', data: {} })).toMatchObject({
      ...{ status: 401, reason: 'no-secret' },
    })
    expect(
      await makeWebhook(db, { name: 'Forms', kind: 'plain', collectedBy: 'code' }, people.hr, NOW),
    ).toBe('taken')
  },
)

onBothDatabases(
  'while a connection is paused the tool is asked to come again; deleted, it is nowhere, and the answers stay',
  async ({ db }) => {
    const { id, deliver, answers } = await connected(db, 'plain')
    await pauseWebhook(db, id, NOW)
    expect(await deliver(told({ score: 9 }), { id: 'm' })).toMatchObject({
      ...{ status: 503, reason: 'paused' },
    })
    expect(await answers()).toEqual([])
    await resumeWebhook(db, id)
    expect((await deliver(told({ score: 9 }), { id: 'm' })).outcome).toBe('stored')
    await deleteWebhook(db, id)
    expect((await deliver(told({ score: 9 }))).status).toBe(404)
    expect(await answers()).toHaveLength(1)
    expect(await db.selectFrom('nps_webhook_secret').select('id').execute()).toEqual([])
    expect(await db.selectFrom('nps_delivery').select('id').execute()).toEqual([])
  },
)

onBothDatabases(
  'words and contact that were erased stay away, whatever news comes of their answer',
  async ({ db }) => {
    const { people, deliver, answers } = await connected(db, 'plain')
    const said = { score: 2, comment: 'my name is Dana', contact: 'dana@example.com' }
    await deliver(told(said))
    await eraseAsked(db, 'dana@example.com', people.hr, NOW)
    await deliver(told({ ...said, score: 3 }, '2026-11-30T09:10:00Z'))
    const [answer] = await answers()
    expect(answer).toMatchObject({ score: 3, why: null })
    expect(await contactOf(db, answer!.id)).toBeNull()

    await deliver(told({ ...said, id: 'b', contact: 'gal@example.com' }))
    const winter = later(100 * 24 * HOUR)
    await eraseAged(db, winter)
    const late = told(
      { ...said, id: 'b', contact: 'gal@example.com', at: '2026-11-30' },
      winter.toISOString(),
    )
    await deliver(late, { now: winter })
    expect(await db.selectFrom('nps_contact').selectAll().execute()).toEqual([])
  },
)

onBothDatabases(
  'an answer that came by a file is the same when its news comes by the webhook',
  async ({ db }) => {
    const { deliver, answers } = await connected(db, 'delighted')
    await deliver(fromDelighted())
    // As a file leaves it: nothing is known of how new it is.
    await db.deleteFrom('nps_response_news').execute()
    const outcome = await deliver(fromDelighted({ comment: 'now in words' }))
    expect(outcome.outcome).toBe('updated')
    expect(await answers()).toMatchObject([{ why: 'now in words' }])
  },
)

onBothDatabases(
  'the log tells why without repeating what a customer wrote, and stays short',
  async ({ db }) => {
    const { id, deliver } = await connected(db, 'plain', { fields: { score: 'comment' } })
    await deliver(told({ comment: 'call me on 052-1234567, Dana' }))
    const stored = JSON.stringify(await db.selectFrom('nps_delivery').selectAll().execute())
    expect(stored).not.toMatch(/1234567|Dana/)
    expect(await deliveries(db, PORTAL_SECRET, id)).toMatchObject([
      { outcome: 'refused', reason: 'score', value: 'call me on 052-1234567, Dana' },
    ])
    await tendWebhooks(db, PORTAL_SECRET, later((KEPT_DAYS * 24 - 1) * HOUR))
    expect(await deliveries(db, PORTAL_SECRET, id)).toHaveLength(1)
    await tendWebhooks(db, PORTAL_SECRET, later((KEPT_DAYS * 24 + 1) * HOUR))
    expect(await deliveries(db, PORTAL_SECRET, id)).toEqual([])

    const line = {
      webhook_id: id,
      event: 'answer.created',
      outcome: 'stored' as const,
      reason: null,
    }
    const rows = Array.from({ length: KEPT_LINES + 20 }, (_, i) => ({
      ...{ ...line, event_key: `k${i}`, value: null, came_at: NOW.getTime() + i, site: null },
      ...{ answer: null, words: null, contact: null, contact_key: null, identity: null },
      erased_at: null,
    }))
    for (let at = 0; at < rows.length; at += 100)
      await db
        .insertInto('nps_delivery')
        .values(rows.slice(at, at + 100))
        .execute()
    await tendWebhooks(db, PORTAL_SECRET, later(HOUR))
    const kept = await db.selectFrom('nps_delivery').select('event_key').execute()
    expect(kept).toHaveLength(KEPT_LINES)
    expect(kept.map((one) => one.event_key)).not.toContain('k19')
  },
)
