import { expect } from 'vitest'
import { connect } from '../../../db/connect.ts'
import { eraseAsked } from '../../../app/nps/erasure.server.ts'
import { wrongTotals } from '../../../app/nps/recount.server.ts'
import { setRetention } from '../../../app/nps/retention.server.ts'
import { deliveries } from '../../../app/nps/webhooks/log.server.ts'
import { tendWebhooks } from '../../../app/nps/webhooks/tending.server.ts'
import { nameSites, sitesAsked } from '../../../app/nps/webhooks/waiting.server.ts'
import { webhook, webhooks } from '../../../app/nps/webhooks/webhook.server.ts'
import { addUnit } from '../../../app/people/unit.server.ts'
import { plain } from '../../../app/nps/score.ts'
import { onBothDatabases } from '../../support/database.ts'
import { connected, fromDelighted, NOW, PORTAL_SECRET } from './tools.ts'

const at = (site: string | null, data: object = {}) =>
  fromDelighted({ person_properties: site === null ? null : { Location: site }, ...data })

onBothDatabases(
  'an answer from a site nobody knows waits; HR says once which it is, and it goes in with all that follows',
  async ({ db }) => {
    const { people, id, deliver, answers } = await connected(db, 'delighted')
    const first = await deliver(at('Sitte', { comment: null }))
    expect(first).toEqual({ status: 200, outcome: 'waiting', reason: null })
    const late = { comment: 'the queue', updated_at: 1764453900 }
    expect((await deliver(at('SITTE ', late))).outcome).toBe('waiting')
    await deliver(at('Moon base', { id: '7' }))
    expect(await answers()).toEqual([])
    const stored = JSON.stringify(await db.selectFrom('nps_delivery').selectAll().execute())
    // How to find a contact that is to be erased stands there as it does beside answers; nothing else of a person does.
    expect(stored.replaceAll('mail dana@example.com', '')).not.toMatch(/queue|dana|Sitte|Moon/i)
    expect(await sitesAsked(db, PORTAL_SECRET, id)).toMatchObject([
      { name: 'Sitte', rows: 2, suggestion: 'site' },
      { name: 'Moon base', rows: 1 },
    ])
    expect(await webhooks(db)).toMatchObject([{ waiting: 3 }])

    const said = { meanings: new Map([[plain('Sitte'), 'site']]), leftOut: ['Moon base'] }
    await nameSites(db, PORTAL_SECRET, (await webhook(db, id))!, said, people.hr, NOW)
    expect(await answers()).toMatchObject([{ unit_id: 'site', score: 3, why: 'the queue' }])
    expect(await db.selectFrom('nps_contact').select('contact').execute()).toHaveLength(1)
    expect(await sitesAsked(db, PORTAL_SECRET, id)).toEqual([])
    const log = await deliveries(db, PORTAL_SECRET, id)
    expect(log.map(({ outcome }) => outcome).toSorted()).toEqual(['passed', 'stored', 'updated'])
    expect(await wrongTotals(db)).toEqual([])

    expect((await deliver(at('sitte', { id: '8' }))).outcome).toBe('stored')
    expect(await deliver(at('moon BASE', { id: '9' }))).toMatchObject({
      ...{ status: 200, outcome: 'passed', reason: 'left-out' },
    })
  },
)

onBothDatabases(
  'what waits survives a restart, and goes in by itself once the site is there',
  async ({ db, dataDir, databaseUrl }) => {
    const { id, deliver, answers } = await connected(db, 'delighted')
    await deliver(at('Eilat', { comment: 'sunny' }))
    const after = await connect({ dataDir, databaseUrl })
    await addUnit(after, {
      id: 'eilat',
      parentId: 'region',
      code: 'E',
      name: 'Eilat',
      kind: 'site',
    })
    // With another secret of the portal nothing opens, and nothing is lost.
    await tendWebhooks(after, 'another secret of more than 32 letters', NOW)
    expect(await answers()).toEqual([])
    await tendWebhooks(after, PORTAL_SECRET, NOW)
    await after.destroy()
    expect(await answers()).toMatchObject([{ unit_id: 'eilat', why: 'sunny' }])
    expect(await sitesAsked(db, PORTAL_SECRET, id)).toEqual([])
  },
)

onBothDatabases(
  'answers that name no site ask for one as well, and what is said of them is not remembered',
  async ({ db }) => {
    const { people, id, deliver, answers } = await connected(db, 'delighted')
    await deliver(at(null))
    expect(await sitesAsked(db, PORTAL_SECRET, id)).toEqual([
      { name: '', rows: 1, suggestion: null },
    ])
    const said = { meanings: new Map([['', 'other']]), leftOut: [] }
    await nameSites(db, PORTAL_SECRET, (await webhook(db, id))!, said, people.hr, NOW)
    expect(await answers()).toMatchObject([{ unit_id: 'other' }])
    expect(await db.selectFrom('nps_alias').selectAll().execute()).toEqual([])
    expect((await deliver(at(null, { id: '2' }))).outcome).toBe('waiting')
  },
)

onBothDatabases(
  'who asks to be forgotten is forgotten where an answer waits, and it goes in without words',
  async ({ db }) => {
    const { people, id, deliver, answers } = await connected(db, 'delighted')
    await deliver(at('Haifa', { comment: 'I am Dana' }))
    expect(await eraseAsked(db, 'Dana@Example.com', people.hr, NOW)).toEqual({
      ...{ contacts: 1, comments: 1 },
    })
    const said = { meanings: new Map([['haifa', 'site']]), leftOut: [] }
    await nameSites(db, PORTAL_SECRET, (await webhook(db, id))!, said, people.hr, NOW)
    expect(await answers()).toMatchObject([{ score: 3, why: null, erased_at: NOW.getTime() }])
    await deliver(at('Haifa', { comment: 'I am Dana', updated_at: 1764454900 }))
    expect(await answers()).toMatchObject([{ why: null }])
    expect(await db.selectFrom('nps_contact').selectAll().execute()).toEqual([])
    expect(await eraseAsked(db, 'dana@example.com', people.hr, NOW)).toBe('unknown')
  },
)

onBothDatabases(
  'what nobody settles is given up once contacts or words are no longer kept',
  async ({ db }) => {
    const { people, id, deliver, answers } = await connected(db, 'delighted')
    await deliver(at('Haifa'))
    const days = (n: number) => new Date(NOW.getTime() + n * 86_400_000)
    await tendWebhooks(db, PORTAL_SECRET, days(89))
    expect(await webhooks(db)).toMatchObject([{ waiting: 1 }])
    await tendWebhooks(db, PORTAL_SECRET, days(91))
    expect(await deliveries(db, PORTAL_SECRET, id)).toMatchObject([
      { outcome: 'refused', reason: 'expired' },
    ])
    const [row] = await db.selectFrom('nps_delivery').selectAll().execute()
    expect(row).toMatchObject({ words: null, contact: null, contact_key: null, answer: null })
    expect(await answers()).toEqual([])

    await setRetention(db, { contactDays: 365, wordsMonths: 6 }, people.hr, NOW)
    await deliver(at('Haifa', { id: 'words' }))
    await tendWebhooks(db, PORTAL_SECRET, days(179))
    expect(await webhooks(db)).toMatchObject([{ waiting: 1 }])
    await tendWebhooks(db, PORTAL_SECRET, days(181))
    expect(await webhooks(db)).toMatchObject([{ waiting: 0 }])
  },
)
