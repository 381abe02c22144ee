import { HOOK_FIELDS, type DeliveryReason, type HookMapping, type SeenField } from './kinds.ts'

/** An event as its tool tells it, before anybody says what its fields mean. */
export interface Told {
  event: string
  /** What the tool calls this event; '' where only the header does. */
  eventId: string
  /** What the tool calls the answer; '' where a field says it, or nothing. */
  answerId: string
  /** Milliseconds at which the answer stood like this; null where the tool does not say. */
  toldAt: number | null
  /** Everything that holds a value, by name. */
  fields: Map<string, string>
  /** The questions behind names that say nothing. */
  labels: Map<string, string>
  /** Where score, words and contact stand with this tool. */
  found: HookMapping
}

/** An event that is none of ours, or no event at all. */
export interface NotTold {
  event: string
  reason: Extract<DeliveryReason, 'event' | 'not-nps' | 'shape'>
}

export function isTold(payload: Told | NotTold): payload is Told {
  return 'fields' in payload
}

const LONGEST_NAME = 120
const MOST_FIELDS = 300
const DEEPEST = 6

/**
 * Every value of a delivery by its name ("person.email"), lists of plain values joined by commas. At most 300,
 * six levels deep: what is beyond belongs to no survey.
 */
export function fieldsOf(value: unknown, into = new Map<string, string>(), name = '', depth = 0) {
  if (into.size >= MOST_FIELDS || depth > DEEPEST || name.length > LONGEST_NAME) return into
  const text = textOf(value)
  if (text !== null) {
    if (name !== '') into.set(name, text)
    return into
  }
  if (typeof value !== 'object' || value === null) return into
  if (Array.isArray(value)) {
    const plain = value.map(textOf).filter((one) => one !== null)
    if (plain.length > 0 && name !== '') into.set(name, plain.join(', '))
    return into
  }
  for (const [key, inner] of Object.entries(value)) {
    const part = withoutNul(key).trim()
    if (part !== '') fieldsOf(inner, into, name === '' ? part : `${name}.${part}`, depth + 1)
  }
  return into
}

/** A plain value as text; null for what is none. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return withoutNul(value)
  // What a machine has reckoned may end in ...0000000001, which is no figure anybody wrote.
  if (typeof value === 'number') return String(Number(value.toFixed(6)))
  if (typeof value === 'boolean') return String(value)
  return null
}

/** PostgreSQL refuses NUL inside text. */
function withoutNul(text: string): string {
  return text.replaceAll('\0', '')
}

/** Milliseconds of a moment in ISO 8601 or of a number of seconds since 1970; null for anything else. */
export function momentIn(value: unknown): number | null {
  if (typeof value === 'number' && Number.isFinite(value)) return Math.round(value * 1000)
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d/.test(value)) return null
  const time = Date.parse(value)
  return Number.isNaN(time) ? null : time
}

const SITE =
  /(?:^|[._\s-])(?:site|store|shop|branch|location|магазин|филиал|точка|סניף|חנות)(?:[_\s-]?name)?$/i
const TOUCHPOINT = /(?:^|[._\s-])touch[_\s-]?point$/i

/** Site and touchpoint where a field is called so. */
export function placesIn(fields: ReadonlyMap<string, string>): HookMapping {
  const found: HookMapping = {}
  for (const name of fields.keys()) {
    if (found.unit === undefined && SITE.test(name)) found.unit = name
    if (found.touchpoint === undefined && TOUCHPOINT.test(name)) found.touchpoint = name
  }
  return found
}

/** What HR is shown to choose from: names and questions, never what stood in them. */
export function seenIn({ fields, labels, found }: Told): SeenField[] {
  return [...fields.keys()].slice(0, 100).map((name) => {
    const as = HOOK_FIELDS.find((field) => found[field] === name)
    const label = (labels.get(name) ?? '').slice(0, 200)
    return as === undefined ? { name, label } : { name, label, found: as }
  })
}
