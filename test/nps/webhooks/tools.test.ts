import { expect } from 'vitest'
import { EXAMPLE } from '../../../app/nps/webhooks/plain.ts'
import { deliveries } from '../../../app/nps/webhooks/log.server.ts'
import { webhook } from '../../../app/nps/webhooks/webhook.server.ts'
import { openCases } from '../../../app/nps/cases/open.server.ts'
import { contactOf } from '../../../app/nps/contact.server.ts'
import { wrongTotals } from '../../../app/nps/recount.server.ts'
import { npsByTouchpoint } from '../../../app/nps/total.server.ts'
import { onBothDatabases } from '../../support/database.ts'
import {
  connected,
  fromDelighted,
  fromFormbricks,
  fromTypeform,
  NOW,
  PORTAL_SECRET,
} from './tools.ts'

onBothDatabases(
  'Delighted tells the score at once and the comment later: one answer, its site, its contact and its case',
  async ({ db }) => {
    const { id, deliver, answers } = await connected(db, 'delighted')
    const first = await deliver(fromDelighted({}, { event: 'survey_response.created' }))
    expect(first).toEqual({ status: 200, outcome: 'stored', reason: null })
    expect(await answers()).toMatchObject([
      { unit_id: 'site', score: 3, answered_on: '2025-11-30', why: null, touchpoint: '' },
    ])
    const late = await deliver(
      fromDelighted({ comment: 'Too long a wait', updated_at: 1764453900 }),
    )
    expect(late.outcome).toBe('updated')
    const [answer, ...more] = await answers()
    expect(more).toEqual([])
    expect(answer).toMatchObject({ score: 3, why: 'Too long a wait', answered_on: '2025-11-30' })
    expect(await contactOf(db, answer!.id)).toEqual({
      ...{ contact: 'dana@example.com', locale: null, consentedAt: null },
    })
    expect(await openCases(db)).toBe(1)
    const months = { from: '2025-11', to: '2025-11' }
    expect(await npsByTouchpoint(db, months)).toMatchObject([
      { detractors: 1, promoters: 0, collectedBy: 'import' },
    ])
    expect(await wrongTotals(db)).toEqual([])
    const seen = (await webhook(db, id))!.seen.map(({ name }) => name)
    expect(seen).toEqual(expect.arrayContaining(['score', 'person_properties.Location']))
  },
)

onBothDatabases(
  'of Delighted’s other events and scales nothing is stored, and the tool hears that all is well',
  async ({ db }) => {
    const { id, deliver, answers } = await connected(db, 'delighted')
    const csat = await deliver(fromDelighted({ survey_type: 'csat', score: 5 }))
    expect(csat).toEqual({ status: 200, outcome: 'passed', reason: 'not-nps' })
    const left = await deliver(fromDelighted({}, { event: 'unsubscribe.created' }))
    expect(left).toEqual({ status: 200, outcome: 'passed', reason: 'event' })
    const open = await deliver(fromDelighted({ score: null }))
    expect(open).toEqual({ status: 200, outcome: 'passed', reason: 'no-score' })
    expect(await answers()).toEqual([])
    const log = await deliveries(db, PORTAL_SECRET, id)
    expect(log.map(({ event, reason }) => [event, reason]).toSorted()).toEqual([
      ['survey_response.updated', 'no-score'],
      ['survey_response.updated', 'not-nps'],
      ['unsubscribe.created', 'event'],
    ])
  },
)

onBothDatabases(
  'a further question of Delighted can be mapped to what would make it a ten',
  async ({ db }) => {
    const improve = 'additional_answers.enum_z9EvYV'
    const { id, deliver, answers } = await connected(db, 'delighted', { fields: { improve } })
    const chosen = [
      { id: 'a', text: 'Shorter queue' },
      { id: 'b', text: 'A bench' },
    ]
    await deliver(
      fromDelighted({
        additional_answers: [
          {
            id: '4',
            value: { free_response: null, scale: null, select_one: null, select_many: chosen },
            question: { id: 'enum_z9EvYV', type: 'select_many', text: 'What would help?' },
          },
        ],
      }),
    )
    expect((await answers())[0]?.improve).toBe('Shorter queue, A bench')
    expect((await webhook(db, id))!.seen).toContainEqual({
      name: improve,
      label: 'What would help?',
    })
  },
)

onBothDatabases(
  'a form of Typeform is an answer without anybody mapping it: the recommendation, the words, the mail, the hidden site',
  async ({ db }) => {
    const { id, deliver, answers } = await connected(db, 'typeform')
    expect((await deliver(fromTypeform())).outcome).toBe('stored')
    const [answer] = await answers()
    expect(answer).toMatchObject({
      ...{ unit_id: 'site', score: 10, why: 'Kind people', answered_on: '2026-11-30' },
    })
    expect((await contactOf(db, answer!.id))?.contact).toBe('noa@example.com')
    const { seen } = (await webhook(db, id))!
    expect(seen).toContainEqual({
      ...{ name: 'answers.ref_nps', label: 'Would you recommend us?', found: 'score' },
    })
    expect(JSON.stringify(seen)).not.toMatch(/Kind people|noa@/)
    const partial = { ...fromTypeform({ eventId: 'x' }), event_type: 'form_response_partial' }
    expect((await deliver(partial)).outcome).toBe('passed')
    const scale = await deliver(fromTypeform({ token: 'b', eventId: 'y', score: 11 }))
    expect(scale).toEqual({ status: 422, outcome: 'refused', reason: 'score' })
  },
)

onBothDatabases(
  'Formbricks tells an answer question by question; HR says once which question holds the score',
  async ({ db }) => {
    const { id, deliver, answers } = await connected(db, 'formbricks', { unitId: 'other' })
    const begun = fromFormbricks({ q1: 9 }, { event: 'responseCreated' })
    const refused = await deliver(begun, { id: 'msg_1' })
    expect(refused).toEqual({ status: 422, outcome: 'refused', reason: 'no-score-field' })
    expect((await webhook(db, id))!.seen.map(({ name }) => name)).toContain('data.q1')
    await db
      .updateTable('nps_webhook')
      .set({ fields: JSON.stringify({ score: 'data.q1', comment: 'data.q2' }) })
      .execute()
    // The tool tries again what was refused, by the same number.
    expect((await deliver(begun, { id: 'msg_1' })).outcome).toBe('stored')
    const more = { q1: 9, q2: 'Good advice' }
    const finished = { event: 'responseFinished', updatedAt: '2026-11-30T09:01:00.000Z' }
    expect((await deliver([fromFormbricks(more, finished)])).outcome).toBe('updated')
    expect(await answers()).toMatchObject([
      { unit_id: 'other', score: 9, why: 'Good advice', answered_on: '2026-11-30' },
    ])
    const unanswered = fromFormbricks({ q2: 'only words' }, { id: 'clr2' })
    expect((await deliver(unanswered)).reason).toBe('no-score')
  },
)

onBothDatabases('our own shape is taken in as the page shows it', async ({ db }) => {
  const { deliver, answers } = await connected(db, 'plain')
  const example = { ...EXAMPLE, data: { ...EXAMPLE.data, site: 'Other site' } }
  expect((await deliver(example)).outcome).toBe('stored')
  const [answer] = await answers()
  expect(answer).toMatchObject({
    ...{ unit_id: 'other', touchpoint: 'advice', score: 9, answered_on: '2026-11-30' },
    ...{ why: 'Quick and kind.', improve: 'A bench outside.' },
    ...{ satisfaction: 5, intent: 4, visits: 12, basket: 84.5 },
  })
  expect((await contactOf(db, answer!.id))?.contact).toBe('dana@example.com')
  const wrong: [object, string][] = [
    [{ score: 11 }, 'score'],
    [{ score: '3-4' }, 'score'],
    [{ score: `likely, ${'x'.repeat(100)}` }, 'score'],
    [{ satisfaction: 'so so' }, 'figure'],
    [{ basket: 'twelve' }, 'figure'],
    [{ at: '31/02/2026' }, 'day'],
    [{ at: '2026-12-24' }, 'day-future'],
    [{ touchpoint: 'moon' }, 'touchpoint'],
    [{ comment: 'x'.repeat(10_001) }, 'comment-long'],
    [{ contact: 'x'.repeat(201) }, 'contact-long'],
    [{ site: 'x'.repeat(101) }, 'unit'],
  ]
  for (const [data, reason] of wrong) {
    const body = { ...EXAMPLE, data: { ...EXAMPLE.data, id: reason, site: 'Site', ...data } }
    expect(await deliver(body)).toEqual({ status: 422, outcome: 'refused', reason })
  }
  for (const body of [
    {},
    [],
    { type: 'answer.created' },
    { ...EXAMPLE, timestamp: 'now' },
    4,
    null,
  ])
    expect(await deliver(body)).toEqual({ status: 422, outcome: 'refused', reason: 'shape' })
  for (const body of [
    '',
    '{',
    '{"type":"answer.created",}',
    "{'type':1}",
    '\ufeff{}',
    '{} {}',
    'NaN',
  ])
    expect(await deliver(body)).toEqual({ status: 400, outcome: 'refused', reason: 'json' })
  expect(await deliver({ ...EXAMPLE, type: 'invoice.paid' })).toMatchObject({ outcome: 'passed' })
  expect(await answers()).toHaveLength(1)
  expect(NOW.toISOString().slice(0, 10)).toBe('2026-11-30')
})
