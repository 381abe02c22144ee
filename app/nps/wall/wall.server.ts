import type { Db } from '../../../db/connect.ts'
import type { Locale } from '../../i18n/locale.ts'
import { peopleOf } from '../../people/list.server.ts'
import { subtreeOf, type Unit } from '../../people/unit.ts'
import { WHOLE_VISIT } from '../../touchpoints/touchpoint.ts'
import { redact } from '../redact.ts'
import type { CollectedBy } from '../response.ts'
import { type Band, BANDS, type Place, placeText, SCORES } from './wall.ts'

/** A customer's words as staff read them: without what tells who the customer is, or who of staff was meant. */
export interface Said {
  id: number
  unitId: string
  /** A code; '' for the visit as a whole. */
  touchpoint: string
  band: Band
  score: number
  answeredOn: string
  why: string
  improve: string
  collectedBy: CollectedBy
}

/** Whose wall: a site and the touchpoints that are served, the whole visit always among them. */
export interface Wall {
  /** The site and all units below it, where answers may hang. */
  unitIds: string[]
  /** Null: whichever; only where answers are asked for by their ids. */
  touchpoints: string[] | null
  /** Names of people at the site, which are hidden too. */
  staff: string[]
  locale: Locale
  /** The oldest day shown, 'YYYY-MM-DD'. */
  since: string
}

/** The wall of a site for who serves these touchpoints there. */
export async function wallOf(
  db: Db,
  units: Unit[],
  siteId: string,
  served: readonly string[],
  since: string,
  locale: Locale,
): Promise<Wall> {
  const unitIds = subtreeOf(units, siteId)
  const people = await peopleOf(db, unitIds)
  return {
    unitIds,
    touchpoints: [...served, WHOLE_VISIT],
    staff: people.map(({ name }) => name),
    locale,
    since,
  }
}

export const WALL_PAGE = 20

/** A page of what customers wrote, praise first, newest first in each band; `next` continues, null at the end. */
export async function wallPage(
  db: Db,
  wall: Wall,
  after: Place | null,
  size = WALL_PAGE,
): Promise<{ said: Said[]; next: string | null }> {
  const found: Said[] = []
  for (const band of BANDS.slice(after ? BANDS.indexOf(after.band) : 0)) {
    const behind = after?.band === band ? after : null
    const rows = await rowsOf(db, wall, band, behind, size + 1 - found.length)
    found.push(...rows.map((row) => shown(row, band, wall)))
    if (found.length > size) break
  }
  const said = found.slice(0, size)
  const last = said.at(-1)
  return { said, next: found.length > size && last ? placeText(last) : null }
}

/** The newest praise, at most one of a touchpoint while there are others, for a talk. */
export async function praiseFor(db: Db, wall: Wall, most: number): Promise<Said[]> {
  const rows = await rowsOf(db, wall, 'praise', null, 40)
  const said = rows.filter(({ why }) => why).map((row) => shown(row, 'praise', wall))
  const first = said.filter(
    (one, i) => said.findIndex((other) => other.touchpoint === one.touchpoint) === i,
  )
  return [...first, ...said.filter((one) => !first.includes(one))].slice(0, most)
}

/** These answers as far as they hang on this wall and still have words, in the order asked for. */
export async function saidByIds(db: Db, wall: Wall, ids: readonly number[]): Promise<Said[]> {
  if (ids.length === 0) return []
  const rows = await written(db, { ...wall, since: '0000-01-01' })
    .where('r.id', 'in', ids)
    .execute()
  const bandOf = (score: number) =>
    BANDS.find((band) => score >= SCORES[band][0] && score <= SCORES[band][1]) ?? 'low'
  return ids.flatMap((id) => {
    const row = rows.find((one) => one.id === id)
    return row ? [shown(row, bandOf(row.score), wall)] : []
  })
}

/** How much was written in these days, by band: for Today and the weekly letter. */
export async function wallCounts(db: Db, wall: Wall): Promise<Record<Band, number>> {
  const counts = { praise: 0, middling: 0, low: 0 }
  for (const band of BANDS) {
    const [from, to] = SCORES[band]
    const { n } = await narrowed(db, wall)
      .where('r.score', '>=', from)
      .where('r.score', '<=', to)
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    counts[band] = Number(n)
  }
  return counts
}

/** Those of these answers whose words are gone: erased, or taken back with their file. */
export async function withoutWords(db: Db, ids: readonly number[]): Promise<number[]> {
  const gone: number[] = []
  for (let start = 0; start < ids.length; start += 500) {
    const some = ids.slice(start, start + 500)
    const rows = await db
      .selectFrom('nps_response')
      .where('id', 'in', some)
      .where('improve', 'is not', null)
      .select('id')
      .execute()
    const kept = new Set(rows.map(({ id }) => id))
    gone.push(...some.filter((id) => !kept.has(id)))
  }
  return gone
}

/** Answers with words that hang on this wall, found by the index of those alone. */
function narrowed(db: Db, wall: Wall) {
  return db
    .selectFrom('nps_response as r')
    .where('r.unit_id', 'in', wall.unitIds)
    .$if(wall.touchpoints !== null, (query) =>
      query.where('r.touchpoint', 'in', wall.touchpoints as string[]),
    )
    .where('r.answered_on', '>=', wall.since)
    .where((eb) => eb.or([eb('r.why', 'is not', null), eb('r.improve', 'is not', null)]))
}

function written(db: Db, wall: Wall) {
  return narrowed(db, wall)
    .innerJoin('nps_source as s', 's.id', 'r.source_id')
    .select(['r.id', 'r.unit_id as unitId', 'r.touchpoint', 'r.score'])
    .select(['r.answered_on as answeredOn', 'r.why', 'r.improve', 's.collected_by as collectedBy'])
}

type Row = Awaited<ReturnType<ReturnType<typeof written>['execute']>>[number]

async function rowsOf(
  db: Db,
  wall: Wall,
  band: Band,
  after: Place | null,
  limit: number,
): Promise<Row[]> {
  const [from, to] = SCORES[band]
  let query = written(db, wall).where('r.score', '>=', from).where('r.score', '<=', to)
  if (after) {
    query = query.where((eb) =>
      eb.or([
        eb('r.answered_on', '<', after.answeredOn),
        eb.and([eb('r.answered_on', '=', after.answeredOn), eb('r.id', '<', after.id)]),
      ]),
    )
  }
  return query.orderBy('r.answered_on', 'desc').orderBy('r.id', 'desc').limit(limit).execute()
}

function shown(row: Row, band: Band, { locale, staff }: Wall): Said {
  return {
    ...row,
    band,
    why: redact(row.why ?? '', locale, staff),
    improve: redact(row.improve ?? '', locale, staff),
  }
}
