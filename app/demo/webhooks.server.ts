import type { Db } from '../../db/connect.ts'
import { type Answered, receive } from '../nps/webhooks/receive.server.ts'
import { changeSecret } from '../nps/webhooks/secret.server.ts'
import { newSecret, signedHeaders } from '../nps/webhooks/signature.server.ts'
import { makeWebhook } from '../nps/webhooks/webhook.server.ts'
import { moment } from './day.ts'
import { COMPANY } from './staff.ts'

interface Sent {
  id: string
  /** How many days ago it came. */
  ago: number
  data: Record<string, string | number>
  /** Signed with another secret than the connection's. */
  foreign?: boolean
  outcome: Answered['outcome']
}

/** What the delivery service's survey has sent: answers, one that was brought up to date, and what is still open. */
const SENT: readonly Sent[] = [
  {
    id: 'd-101',
    ago: 9,
    data: { site: 'Fern Mill', score: 9 },
    outcome: 'stored',
  },
  { id: 'd-102', ago: 7, data: { site: 'Salzwiese', score: 7 }, outcome: 'stored' },
  {
    ...{ id: 'd-102', ago: 6, outcome: 'updated' },
    data: { site: 'Salzwiese', score: 7, comment: 'Came a day late, well wrapped.' },
  },
  { id: 'd-103', ago: 5, data: { site: 'Quellbach', score: 42 }, outcome: 'refused' },
  { id: 'd-104', ago: 4, data: { site: 'Salzwiese', score: 3 }, foreign: true, outcome: 'refused' },
  { id: 'd-105', ago: 3, data: { site: 'Lindenhoff', score: 8 }, outcome: 'waiting' },
  { id: 'd-106', ago: 2, data: { site: 'Birkensee', score: 'Excellent' }, outcome: 'waiting' },
  { id: 'd-107', ago: 1, data: { site: 'Birkensee', score: '🙁' }, outcome: 'waiting' },
]

/** A connection from another tool, with what came by it. */
export async function fillWebhook(db: Db, secret: string, by: string, now: Date): Promise<void> {
  const made = await makeWebhook(
    db,
    { name: 'Home delivery', kind: 'plain', collectedBy: 'import' },
    by,
    moment(now, 30),
  )
  if (made === 'taken') throw new Error('the demo’s connection is there already')
  const hook = { id: made.id, kind: 'plain' } as const
  const none = { typed: '', leaked: false }
  const set = await changeSecret(db, secret, hook, none, moment(now, 30))
  if (set === 'wrong') throw new Error('the demo’s connection has no secret')
  for (const { id, ago, data, foreign, outcome } of SENT) {
    const when = moment(now, ago)
    const at = when.toISOString()
    const told = {
      type: 'answer.updated',
      timestamp: at,
      data: { id, at: at.slice(0, 10), ...data },
    }
    const body = Buffer.from(JSON.stringify(told))
    const key = foreign ? newSecret() : set.secret
    const headers = signedHeaders(key, `${id} ${ago}`, when, body)
    const receiving = { db, portalSecret: secret, timeZone: COMPANY.timeZone, now: when }
    const answered = await receive(receiving, made.id, body, (name) => headers[name])
    if (answered.outcome !== outcome)
      throw new Error(`the demo’s delivery ${id}: ${answered.outcome}`)
  }
}
