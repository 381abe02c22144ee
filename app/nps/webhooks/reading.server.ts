import { hash } from 'node:crypto'
import type { Db } from '../../../db/connect.ts'
import { wallClock } from '../../i18n/zone.ts'
import { touchpoints } from '../../touchpoints/touchpoint.server.ts'
import { unitsFor } from '../alias.server.ts'
import { identityOf } from '../identity.server.ts'
import { Ordinals } from '../ordinals.server.ts'
import { isProblem, rowReader, type Row, type RowReason } from '../row.ts'
import { finds } from '../redact.ts'
import { isMissing, plain, unknownWord } from '../score.ts'
import { HOOK_FIELDS, type DeliveryReason } from './kinds.ts'
import { momentIn, type Told } from './payload.ts'
import type { Webhook } from './webhook.server.ts'

/** An answer as a delivery tells it; its site may still be a mere name. */
export interface Heard {
  row: Row
  /** Milliseconds; never ahead of our clock, or nothing newer could ever be told. */
  toldAt: number
  /** What the delivery itself says; the rest was filled in and does not change an answer that is known. */
  said: { unit: boolean; touchpoint: boolean; day: boolean }
}

/** What somebody has to say before an answer goes in; null where nobody has to. */
export interface Open {
  /** What the tool calls the site, where that means none of ours yet; '' where it says nothing. */
  site: string | null
  /** What stands where the score belongs. */
  word: string | null
}

export interface NotHeard {
  outcome: 'passed' | 'refused'
  reason: DeliveryReason | RowReason
  value: string
}

const EASTMOST = 14 * 60 * 60_000
const LONGEST_SITE = 100
/** What is longer is a comment in the wrong field. */
const LONGEST_WORD = 100
/** Stands where the site will be. */
const OPEN = '?'

/** Makes an answer of an event by what HR said its fields mean. */
export async function heardIn(
  db: Db,
  webhook: Webhook,
  told: Told,
  eventId: string,
  { now, timeZone }: { now: Date; timeZone: string },
): Promise<{ heard: Heard; open: Open } | NotHeard> {
  const mapping = { ...told.found, ...webhook.fields }
  if (mapping.score === undefined) {
    return { outcome: 'refused', reason: 'no-score-field', value: '' }
  }
  const cellOf = (field: (typeof HOOK_FIELDS)[number]) =>
    told.fields.get(mapping[field] ?? '') ?? ''
  const today = wallClock(now.getTime(), timeZone).slice(0, 10)
  const cells = HOOK_FIELDS.map((field) =>
    field === 'at' ? dayOf(cellOf('at'), timeZone) : cellOf(field),
  )
  const at = Object.fromEntries(HOOK_FIELDS.map((field, index) => [field, index]))
  delete at['unit']
  const word = wordIn(cellOf('score'), webhook.scale)
  // Whatever it will be worth, the rest must be right.
  const scale = word === null ? webhook.scale : new Map([[plain(word), 0]])
  const names = touchpoints().flatMap(({ code, name }) =>
    [code, ...Object.values(name)].map((word) => [plain(word), code] as const),
  )
  const outcome = rowReader({
    ...{ at, columns: cells.length, scale, dateOrder: 'dmy', dayDefault: today },
    lastDay: new Date(now.getTime() + EASTMOST).toISOString().slice(0, 10),
    ...{ unitDefault: OPEN, units: new Map(), createUnits: false, leftOut: new Set() },
    ...{ touchpoints: new Map(names), touchpointDefault: webhook.touchpoint },
  })(cells)
  if (outcome === 'skipped') return { outcome: 'passed', reason: 'no-score', value: '' }
  if (isProblem(outcome)) {
    return { outcome: 'refused', reason: outcome.reason, value: outcome.value }
  }

  const site = cellOf('unit').trim()
  const named = !isMissing(site)
  if (named && site.length > LONGEST_SITE) {
    return { outcome: 'refused', reason: 'unit', value: site.slice(0, 80) }
  }
  if (named && webhook.leftOut.includes(plain(site))) {
    return { outcome: 'passed', reason: 'left-out', value: site }
  }
  const unitId = named
    ? ((await unitsFor(db, webhook.source.name)).get(plain(site)) ?? null)
    : webhook.unitId
  const answerId = told.answerId || cellOf('id').trim() || `event ${eventId}`
  return {
    heard: {
      row: {
        ...outcome,
        identity: identityOf([], answerId.slice(0, 500), new Ordinals()),
        unitId: unitId ?? OPEN,
      },
      toldAt: Math.min(told.toldAt ?? now.getTime(), now.getTime()),
      said: {
        unit: named,
        touchpoint: !isMissing(cellOf('touchpoint')),
        day: !isMissing(cellOf('at')),
      },
    },
    open: { site: unitId !== null ? null : named ? site : '', word },
  }
}

/** A word whose worth somebody has to say: nothing that tells who a customer is, which would be shown to that person. */
function wordIn(cell: string, scale: Webhook['scale']): string | null {
  const word = unknownWord(cell, scale)
  return word !== null && word.length <= LONGEST_WORD && finds(word).length === 0 ? word : null
}

/** The company's day of a moment; a mere day as it is written. */
function dayOf(cell: string, timeZone: string): string {
  const text = cell.trim()
  const time = /^\d{10}$/.test(text)
    ? Number(text) * 1000
    : /^\d{4}-\d\d-\d\dT[^Z+]*(?:Z|[+-]\d\d:?\d\d)$/i.test(text)
      ? momentIn(text)
      : null
  return time === null ? text : wallClock(time, timeZone).slice(0, 10)
}

/** By this a delivery that comes again is known; nothing of the event can be read from it. */
export function keyOfEvent(eventId: string): string {
  return hash('sha256', `event ${eventId}`, 'base64url').slice(0, 27)
}
