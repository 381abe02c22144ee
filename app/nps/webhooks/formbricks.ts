import { z } from 'zod'
import { fieldsOf, momentIn, placesIn, type NotTold, type Told } from './payload.ts'

const Event = z.object({ event: z.string().min(1).max(100), data: z.unknown() })

const Answer = z.looseObject({
  id: z.string().min(1).max(200),
  updatedAt: z.string().optional(),
  createdAt: z.string().optional(),
  data: z.looseObject({}),
  variables: z.looseObject({}).nullish(),
  contactAttributes: z.looseObject({}).nullish(),
  personAttributes: z.looseObject({}).nullish(),
})

/**
 * Formbricks (formbricks.com/docs, webhooks): responseCreated with the first question, responseUpdated with each
 * further one, responseFinished. Questions bear ids that say nothing, so that HR names the one with the score. The
 * documentation shows each event in a list of one.
 */
export function formbricks(body: unknown): Told | NotTold {
  const parsed = Event.safeParse(Array.isArray(body) && body.length === 1 ? body[0] : body)
  if (!parsed.success) return { event: '', reason: 'shape' }
  const { event, data } = parsed.data
  if (!/^response(Created|Updated|Finished)$/.test(event)) return { event, reason: 'event' }
  const read = Answer.safeParse(data)
  if (!read.success) return { event, reason: 'shape' }
  const answer = read.data
  const fields = fieldsOf(answer.data, new Map(), 'data')
  fieldsOf(answer.variables ?? {}, fields, 'variables')
  fieldsOf(answer.contactAttributes ?? answer.personAttributes ?? {}, fields, 'contact')
  if (answer.createdAt) fields.set('createdAt', answer.createdAt)
  return {
    event,
    eventId: '',
    answerId: answer.id,
    toldAt: momentIn(answer.updatedAt ?? answer.createdAt),
    fields,
    labels: new Map(),
    found: {
      at: 'createdAt',
      ...(fields.has('contact.email') ? { contact: 'contact.email' } : {}),
      ...placesIn(fields),
    },
  }
}

/** What Formbricks sends to see whether somebody listens, before it gives away the secret. */
export function isKnock(body: unknown): boolean {
  return z.object({ event: z.literal('testEndpoint') }).safeParse(body).success
}
