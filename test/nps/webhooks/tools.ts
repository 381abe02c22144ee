import { createHmac, randomUUID } from 'node:crypto'
import type { Kind } from '../../../app/nps/webhooks/kinds.ts'
import { receive } from '../../../app/nps/webhooks/receive.server.ts'
import { changeSecret } from '../../../app/nps/webhooks/secret.server.ts'
import { chooseFields, makeWebhook } from '../../../app/nps/webhooks/webhook.server.ts'
import type { HookMapping } from '../../../app/nps/webhooks/kinds.ts'
import type { Db } from '../../../db/connect.ts'
import { smallCompany } from '../../support/portal.ts'

export const NOW = new Date('2026-11-30T10:00:00Z')
export const PORTAL_SECRET = 'a portal secret of more than 32 characters'
export const ZONE = 'Asia/Jerusalem'

/** The key a tool that makes its own secret would show. */
export const TYPED: Partial<Record<Kind, string>> = {
  delighted: 'delighted-api-key-4f2',
  formbricks: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
}

/** The headers the tool would send with this body. */
export function signed(
  kind: Kind,
  secret: string,
  body: string,
  { id = randomUUID(), at = NOW }: { id?: string; at?: Date } = {},
): Record<string, string> {
  if (kind === 'delighted' || kind === 'typeform') {
    const digest = createHmac('sha256', secret).update(body)
    return kind === 'delighted'
      ? { 'x-delighted-webhook-signature': `sha256=${digest.digest('hex')}` }
      : { 'typeform-signature': `sha256=${digest.digest('base64')}` }
  }
  const time = String(Math.floor(at.getTime() / 1000))
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${time}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': `v1,${signature}` }
}

interface Sending {
  with?: string
  headers?: Record<string, string>
  now?: Date
  signedAt?: Date
  id?: string
}

/** A connection with its secret in a small company, and a tool that sends to it. */
export async function connected(
  db: Db,
  kind: Kind,
  config: { fields?: HookMapping; unitId?: string; touchpoint?: string } = {},
) {
  const people = await smallCompany(db, NOW)
  const made = await makeWebhook(
    db,
    { name: 'Survey', kind, collectedBy: 'import' },
    people.hr,
    NOW,
  )
  if (made === 'taken') throw new Error('a fresh portal has no connection')
  await chooseFields(db, made.id, {
    fields: config.fields ?? {},
    unitId: config.unitId ?? '',
    touchpoint: config.touchpoint ?? '',
  })
  const secret = await newSecretOf(db, { id: made.id, kind })
  const deliver = (body: unknown, { with: key = secret, headers = {}, ...when }: Sending = {}) => {
    const { now = NOW, signedAt = now, id } = when
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const sent: Record<string, string> = {
      ...signed(kind, key, text, { at: signedAt, ...(id === undefined ? {} : { id }) }),
      ...headers,
    }
    const receiving = { db, portalSecret: PORTAL_SECRET, timeZone: ZONE, now }
    return receive(receiving, made.id, Buffer.from(text), (name) => sent[name])
  }
  const answers = () => db.selectFrom('nps_response').selectAll().orderBy('id').execute()
  return { people, id: made.id, secret, deliver, answers }
}

export async function newSecretOf(
  db: Db,
  hook: { id: string; kind: Kind },
  { leaked = false, now = NOW, typed = TYPED[hook.kind] ?? '' } = {},
): Promise<string> {
  const changed = await changeSecret(db, PORTAL_SECRET, hook, { typed, leaked }, now)
  if (changed === 'wrong') throw new Error('no secret')
  return changed.secret
}

/** Delighted's documented body; the person is invented. */
export function fromDelighted(
  data: Record<string, unknown> = {},
  { event = 'survey_response.updated', eventId = randomUUID() as string } = {},
) {
  return {
    event_type: event,
    event_id: eventId,
    event_data: {
      id: '5435',
      person: { id: '5975', email: 'dana@example.com', name: 'Dana', created_at: 1764400000 },
      survey_type: 'nps',
      score: 3,
      comment: null,
      permalink: 'https://app.delighted.com/r/abc',
      created_at: 1764453600, // 2025-11-29T22:00:00Z: the 30th in Jerusalem
      updated_at: 1764453600,
      person_properties: { Location: 'Site' },
      notes: [],
      tags: [],
      additional_answers: [],
      ...data,
    },
  }
}

/** Typeform's documented body, shortened to what an NPS form has. */
export function fromTypeform({
  token = 'a3a12ec67a13',
  eventId = 'LtWXD3crgy',
  score = 10 as unknown,
  site = 'Site',
} = {}) {
  const field = (id: string, ref: string, type: string) => ({ id, ref, type })
  return {
    event_id: eventId,
    event_type: 'form_response',
    form_response: {
      form_id: 'lT4Z3j',
      token,
      submitted_at: '2026-11-29T22:30:00Z',
      landed_at: '2026-11-29T22:20:00Z',
      calculated: { score: 0 },
      variables: [{ key: 'score', type: 'number', number: 4 }],
      hidden: { store: site },
      definition: {
        id: 'lT4Z3j',
        title: 'How was it?',
        fields: [
          { id: 'n1', ref: 'ref_nps', type: 'nps', title: 'Would you recommend us?' },
          { id: 't1', ref: 'ref_why', type: 'long_text', title: 'Why?' },
        ],
      },
      answers: [
        { type: 'number', number: score, field: field('n1', 'ref_nps', 'nps') },
        { type: 'text', text: 'Kind people', field: field('t1', 'ref_why', 'long_text') },
        {
          type: 'choices',
          choices: { labels: ['Price', 'Choice'] },
          field: field('c1', 'ref_what', 'multiple_choice'),
        },
        { type: 'email', email: 'noa@example.com', field: field('e1', 'ref_mail', 'email') },
      ],
    },
  }
}

/** Formbricks' documented body. */
export function fromFormbricks(
  said: Record<string, unknown>,
  { event = 'responseUpdated', updatedAt = '2026-11-30T09:00:00.000Z', id = 'clr1' } = {},
) {
  return {
    webhookId: 'clw1',
    event,
    data: {
      id,
      createdAt: '2026-11-30T08:55:00.000Z',
      updatedAt,
      surveyId: 'cls1',
      finished: event === 'responseFinished',
      contact: null,
      contactAttributes: { email: 'gal@example.com' },
      data: said,
      variables: {},
      ttc: { q1: 2154.7 },
      tags: [],
      meta: { url: 'https://example.com', country: 'IL' },
    },
  }
}
