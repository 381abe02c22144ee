import { z } from 'zod'
import { EXTRAS } from '../fields.ts'
import { fieldsOf, momentIn, placesIn, type NotTold, type Told } from './payload.ts'

const Event = z.object({
  type: z.string().min(1).max(100),
  timestamp: z.iso.datetime({ offset: true }).optional(),
  data: z.looseObject({}),
})

/**
 * Our own shape, for any tool that can send JSON: what Standard Webhooks recommends around the fields of an import.
 * Fields of other names can be mapped.
 */
export function plain(body: unknown): Told | NotTold {
  const parsed = Event.safeParse(body)
  if (!parsed.success) return { event: '', reason: 'shape' }
  const { type: event, timestamp, data } = parsed.data
  if (!/^answer\.(created|updated)$/.test(event)) return { event, reason: 'event' }
  const fields = fieldsOf(data)
  const named = [
    'score',
    'touchpoint',
    'comment',
    'improve',
    'contact',
    'at',
    'id',
    ...EXTRAS,
  ] as const
  return {
    event,
    ...{ eventId: '', answerId: '', fields, labels: new Map() },
    toldAt: momentIn(timestamp),
    found: {
      ...placesIn(fields),
      ...Object.fromEntries(named.filter((name) => fields.has(name)).map((name) => [name, name])),
      ...(fields.has('site') ? { unit: 'site' } : {}),
    },
  }
}

/** Shown to whoever connects another tool; a test sends it. */
export const EXAMPLE = {
  type: 'answer.created',
  timestamp: '2026-11-30T09:15:00Z',
  data: {
    id: '4711',
    score: 9,
    site: 'Haifa',
    touchpoint: 'advice',
    comment: 'Quick and kind.',
    improve: 'A bench outside.',
    contact: 'dana@example.com',
    at: '2026-11-30',
    satisfaction: 5,
    intent: 4,
    visits: 12,
    basket: 84.5,
  },
}
