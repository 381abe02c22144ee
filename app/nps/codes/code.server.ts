import { compiled, type Given } from '../../../db/compiled.ts'
import type { Db } from '../../../db/connect.ts'
import { randomFew } from '../../auth/hash.ts'
import type { Locale } from '../../i18n/locale.ts'
import { openSites } from '../../people/unit.ts'
import { unitTree } from '../../people/unit.server.ts'
import { touchpointByCode } from '../../touchpoints/touchpoint.server.ts'
import { keepContacts } from '../contact.server.ts'
import { identityOf } from '../identity.server.ts'
import { Ordinals } from '../ordinals.server.ts'
import { RETENTION } from '../retention.server.ts'
import { sourceNamed, storeResponses, storing } from '../store.server.ts'
import { SYMBOLS, type Told } from './code.ts'

/** Where answers by codes are counted: scanned by customers, or handed over by staff. */
const SOURCES = { code: 'Codes', staff: 'Asked by staff' } as const
export type Asked = keyof typeof SOURCES

function symbols(length: number): string {
  return [...randomFew(length)].map((byte) => SYMBOLS[byte % SYMBOLS.length]).join('')
}

/** A number for one form that is opened; sent twice, the answer is one, and its customer can name it later. */
export function newReceipt(): string {
  return symbols(10)
}

export interface Code {
  id: string
  unitId: string
  unit: string
  /** The name on the paper, where that unit was merged into this one. */
  printedFor: string | null
  /** '' for the visit as a whole. */
  touchpoint: string
  asked: Asked
  answers: number
  /** YYYY-MM-DD of the latest answer. */
  answeredOn: string | null
  madeAt: number
  retiredAt: number | null
}

const codes = (db: Db) =>
  db
    .selectFrom('nps_code as c')
    .innerJoin('people_unit as u', 'u.id', 'c.unit_id')
    .innerJoin('nps_source as s', 's.id', 'c.source_id')
    .select(['c.id', 'c.unit_id as unitId', 'u.name as unit', 'c.touchpoint', 'c.answers'])
    .leftJoin('people_unit as p', 'p.id', 'c.printed_for')
    .select(['c.answered_on as answeredOn', 'c.made_at as madeAt', 'c.retired_at as retiredAt'])
    .select(['s.collected_by as asked', 'p.name as printedFor'])

/** All codes, those in use first, by site. */
export async function allCodes(db: Db): Promise<Code[]> {
  const rows = await codes(db).orderBy('u.name').orderBy('c.touchpoint').orderBy('c.id').execute()
  const list = rows.map((row) => ({ ...row, asked: row.asked as Asked }))
  return [...list.filter((code) => !code.retiredAt), ...list.filter((code) => code.retiredAt)]
}

/**
 * A code for a place and a way of asking; the one in use where there is one already. 'unknown' for what
 * is no site or no touchpoint.
 */
export async function makeCode(
  db: Db,
  place: { unitId: string; touchpoint: string; asked: Asked },
  by: string,
  now: Date,
): Promise<{ id: string } | 'unknown'> {
  const site = openSites(await unitTree(db)).find(({ id }) => id === place.unitId)
  if (!site || (place.touchpoint !== '' && !touchpointByCode(place.touchpoint))) return 'unknown'
  const source = await sourceNamed(db, SOURCES[place.asked], place.asked, now)
  await db
    .insertInto('nps_code')
    .values({
      id: symbols(8),
      source_id: source.id,
      unit_id: site.id,
      touchpoint: place.touchpoint,
      answered_on: null,
      made_by: by,
      made_at: now.getTime(),
      retired_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return db
    .selectFrom('nps_code')
    .where('unit_id', '=', site.id)
    .where('touchpoint', '=', place.touchpoint)
    .where('source_id', '=', source.id)
    .where('retired_at', 'is', null)
    .where('printed_for', 'is', null)
    .select('id')
    .executeTakeFirstOrThrow()
}

/** Takes a code out of use; what came by it stays. */
export async function retireCode(
  db: Db,
  id: string,
  now: Date,
): Promise<'retired' | 'too-late' | 'missing'> {
  const { numUpdatedRows } = await db
    .updateTable('nps_code')
    .where('id', '=', id)
    .where('retired_at', 'is', null)
    .set({ retired_at: now.getTime() })
    .executeTakeFirst()
  if (numUpdatedRows === 1n) return 'retired'
  const known = await db.selectFrom('nps_code').where('id', '=', id).select('id').executeTakeFirst()
  return known ? 'too-late' : 'missing'
}

export interface OpenCode {
  unitId: string
  unit: string
  touchpoint: string
  sourceId: number
  source: string
  asked: Asked
  /** How many days a contact is kept at most. */
  contactDays: number
}

const openRows = compiled((db: Db, given: Given<{ id: string }>) =>
  db
    .selectFrom('nps_code as c')
    .innerJoin('people_unit as u', 'u.id', 'c.unit_id')
    .innerJoin('nps_source as s', 's.id', 'c.source_id')
    .where('c.id', '=', given.id)
    .where('c.retired_at', 'is', null)
    .select(['c.unit_id as unitId', 'u.name as unit', 'c.touchpoint'])
    .select(['s.id as sourceId', 's.name as source', 's.collected_by as asked'])
    .select((eb) =>
      eb.selectFrom('nps_retention').where('id', '=', 1).select('contact_days').as('contactDays'),
    ),
)

/** The place of a code in use; null for any other. */
export async function openCode(db: Db, id: string): Promise<OpenCode | null> {
  const [row] = await openRows(db, { id })
  const days = row?.contactDays ?? RETENTION.contactDays
  return row ? { ...row, asked: row.asked as Asked, contactDays: days } : null
}

/** The identity of an answer by its receipt, in the source of its code. */
export function identityOfReceipt(receipt: string): string {
  return identityOf([], `form ${receipt}`, new Ordinals())
}

/** Stores an answer, its contact and the code's count together; 'known' for a form that was sent before. */
export async function storeTold(
  db: Db,
  codeId: string,
  code: OpenCode,
  told: Told,
  about: { locale: Locale; day: string },
  now: Date,
): Promise<'stored' | 'known'> {
  const identity = identityOfReceipt(told.receipt)
  const source = { id: code.sourceId, name: code.source, collectedBy: code.asked }
  const row = {
    ...{ identity, unitId: code.unitId, touchpoint: code.touchpoint, answeredOn: about.day },
    ...{ score: told.score, why: told.why, improve: told.improve },
    ...{ satisfaction: null, intent: null, visits: null, basket: null },
  }
  return storing(db, async (trx) => {
    if ((await storeResponses(trx, source, null, [row], now)) === 0) return 'known'
    await trx
      .updateTable('nps_code')
      .where('id', '=', codeId)
      .set((eb) => ({ answers: eb('answers', '+', 1), answered_on: about.day }))
      .execute()
    if (told.contact === null) return 'stored'
    const { id } = await trx
      .selectFrom('nps_response')
      .where('source_id', '=', source.id)
      .where('identity', '=', identity)
      .select('id')
      .executeTakeFirstOrThrow()
    const consent = { locale: about.locale, consentedAt: now.getTime() }
    await keepContacts(trx, [{ responseId: id, contact: told.contact }], consent, now)
    return 'stored'
  })
}
