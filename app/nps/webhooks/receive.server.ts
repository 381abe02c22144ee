import type { Db } from '../../../db/connect.ts'
import type { RowReason } from '../row.ts'
import { storing } from '../store.server.ts'
import { applyAnswer, knownSite } from './apply.server.ts'
import { delighted } from './delighted.ts'
import { formbricks, isKnock } from './formbricks.ts'
import type { DeliveryReason, Kind, Outcome } from './kinds.ts'
import { closeLine, lineOf, noteOf } from './log.server.ts'
import { isTold, seenIn, type NotTold, type Told } from './payload.ts'
import { plain } from './plain.ts'
import { heardIn, keyOfEvent } from './reading.server.ts'
import { secretsOf } from './secret.server.ts'
import { signatureFault, type HeaderOf } from './signature.server.ts'
import { typeform } from './typeform.ts'
import { keepWaiting, MOST_WAITING, waitingCount } from './waiting.server.ts'
import { canAskFor } from './words-asked.server.ts'
import { rememberSeen, webhook, type Webhook } from './webhook.server.ts'

const SHAPES: Record<Kind, (body: unknown) => Told | NotTold> = {
  ...{ delighted, typeform, formbricks, plain },
}

/** What the sender is told: `status` of HTTP, what became of it, and why. */
export interface Answered {
  status: 200 | 400 | 401 | 404 | 422 | 503
  outcome: Outcome | 'known' | 'unknown'
  reason: DeliveryReason | RowReason | null
}

export interface Receiving {
  db: Db
  portalSecret: string
  timeZone: string
  now: Date
}

/**
 * One delivery, from the signature to the stored answer: answered with 200 only once what it says is stored, known
 * already, or none of ours. What bears no right signature leaves a note and nothing else.
 */
export async function receive(
  { db, portalSecret, timeZone, now }: Receiving,
  id: string,
  body: Buffer,
  header: HeaderOf,
): Promise<Answered> {
  const hook = await webhook(db, id)
  if (!hook) return { status: 404, outcome: 'unknown', reason: null }
  const refuse = async (status: 400 | 401 | 422 | 503, reason: DeliveryReason, event = '') => {
    await noteOf(db, id, { event, outcome: 'refused', reason }, now)
    return { status, outcome: 'refused', reason } as const
  }
  const pass = async (event: string, reason: DeliveryReason) => {
    await noteOf(db, id, { event, outcome: 'passed', reason }, now)
    return { status: 200, outcome: 'passed', reason } as const
  }

  const secrets = await secretsOf(db, portalSecret, id, now)
  if (secrets === 'none') {
    // Formbricks shows its secret only after somebody has answered.
    const knocks = hook.kind === 'formbricks' && isKnock(parsed(body))
    return knocks ? pass('testEndpoint', 'event') : refuse(401, 'no-secret')
  }
  // The fault is ours: the sender should come again.
  if (secrets === 'lost') return refuse(503, 'secret-lost')
  const fault = signatureFault(hook.kind, body, header, secrets, now)
  if (fault !== null) return refuse(401, fault)
  if (hook.pausedAt !== null) return refuse(503, 'paused')

  const json = parsed(body)
  if (json === undefined) return refuse(400, 'json')
  const told = SHAPES[hook.kind](json)
  if (!isTold(told)) {
    return told.reason === 'shape'
      ? refuse(422, 'shape', told.event)
      : pass(told.event, told.reason)
  }
  await rememberSeen(db, hook, seenIn(told))
  const eventId = told.eventId || (header('webhook-id') ?? '')
  return takeIn({ db, portalSecret, timeZone, now }, hook, told, eventId)
}

async function takeIn(
  { db, portalSecret, timeZone, now }: Receiving,
  hook: Webhook,
  told: Told,
  eventId: string,
): Promise<Answered> {
  const read = await heardIn(db, hook, told, eventId, { now, timeZone })
  return storing<Answered>(db, async (trx) => {
    const line = await lineOf(trx, hook.id, keyOfEvent(eventId), told.event, now)
    if (line.outcome !== 'refused') return { status: 200, outcome: 'known', reason: null }
    const place = { id: line.id, webhookId: hook.id }
    if ('outcome' in read) {
      await closeLine(trx, portalSecret, place, read, now)
      const { outcome, reason } = read
      return { status: outcome === 'passed' ? 200 : 422, outcome, reason }
    }
    const { heard, open } = read
    const known = open.site === '' ? await knownSite(trx, hook.source.id, heard.row.identity) : null
    if (known !== null) {
      heard.row.unitId = known
      open.site = null
    }
    const { site, word } = open
    if (word !== null && !(await canAskFor(trx, portalSecret, hook, word))) {
      const odd = { outcome: 'refused', reason: 'score', value: word } as const
      await closeLine(trx, portalSecret, place, odd, now)
      return { status: 422, outcome: 'refused', reason: 'score' }
    }
    if (site !== null || word !== null) {
      if ((await waitingCount(trx, hook.id)) >= MOST_WAITING) {
        const full = { outcome: 'refused', reason: 'full' } as const
        await closeLine(trx, portalSecret, place, full, now)
        return { ...full, status: 503 }
      }
      await keepWaiting(trx, portalSecret, place, { heard, site, word }, now)
      return { status: 200, outcome: 'waiting', reason: word === null ? null : 'word' }
    }
    const outcome = await applyAnswer(trx, hook.source, heard, now)
    await closeLine(trx, portalSecret, place, { outcome, reason: null }, now)
    return { status: 200, outcome, reason: null }
  })
}

/** JSON in UTF-8 and nothing else; undefined for what is not. */
function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body))
  } catch {
    return undefined
  }
}
