import type { Db } from '../../db/connect.ts'
import { openSites } from '../people/unit.ts'
import { unitTree } from '../people/unit.server.ts'
import { openAnswers, columnOf } from './layout.server.ts'
import { isMissing, plain } from './score.ts'
import { likeliest } from './spelling.ts'
import { unitNames } from './unit-finder.server.ts'

/** More names than that on one page nobody confirms: it is another column. */
export const MOST_UNKNOWN = 100

export interface UnknownSite {
  /** As it first stands in the file. */
  name: string
  rows: number
  /** The site whose name is spelt most alike; null where none is near. */
  suggestion: string | null
  /** The site this name was said to mean, where it is asked about again. */
  said: string | null
}

/** The sites that names of this source were confirmed to mean: plain(name) → unit. */
export async function aliasesOf(db: Db, source: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('nps_alias as a')
    .innerJoin('nps_source as s', 's.id', 'a.source_id')
    .where('s.name', '=', source)
    .select(['a.name', 'a.unit_id'])
    .execute()
  return new Map(rows.map((row) => [row.name, row.unit_id]))
}

/** Units by name and code, and by what the source calls them; a name of two sites is the alias's to settle. */
export async function unitsFor(db: Db, source: string): Promise<Map<string, string | null>> {
  const units = unitNames(await unitTree(db))
  for (const [name, unit] of await aliasesOf(db, source))
    if (!units.get(name)) units.set(name, unit)
  return units
}

interface Asked {
  source: string
  column: string
  encoding?: string | undefined
  /** Names that somebody explained before as well: they may have been mistaken. */
  again?: boolean
}

/** Names in a column that mean no site yet, as a person is asked about them; reads the whole file. */
export async function unknownSites(
  db: Db,
  file: string,
  { source, column, encoding, again = false }: Asked,
): Promise<UnknownSite[] | 'too-many'> {
  const known = again ? unitNames(await unitTree(db)) : await unitsFor(db, source)
  const said = await aliasesOf(db, source)
  const answers = await openAnswers(file, encoding)
  const index = columnOf(answers, column)
  const unknown = new Map<string, { name: string; rows: number }>()
  for await (const { cells } of answers.rows) {
    const cell = cells[index] ?? ''
    if (isMissing(cell)) continue
    const key = plain(cell)
    if (known.get(key)) continue
    const seen = unknown.get(key)
    if (seen) seen.rows++
    // By itself: a cell is a view of the block it was cut from.
    else unknown.set(key, { name: cell.trim().slice(0, 100).split('').join(''), rows: 1 })
    if (unknown.size > MOST_UNKNOWN) return 'too-many'
  }
  const sites = openSites(await unitTree(db))
  return [...unknown.values()].map(({ name, rows }) => ({
    name,
    rows,
    suggestion: likeliest(name, sites)?.id ?? null,
    said: said.get(plain(name)) ?? null,
  }))
}

/** Forgets what names of the source were said to mean. */
export async function forgetAliases(db: Db, sourceId: number, names: string[]): Promise<void> {
  if (names.length === 0) return
  await db
    .deleteFrom('nps_alias')
    .where('source_id', '=', sourceId)
    .where('name', 'in', names.map(plain))
    .execute()
}

/** Remembers for the source which site each name means. Only sites count; anything else is passed over. */
export async function confirmAliases(
  db: Db,
  sourceId: number,
  meanings: ReadonlyMap<string, string>,
  by: string,
  now: Date,
): Promise<void> {
  const sites = new Set(openSites(await unitTree(db)).map(({ id }) => id))
  const rows = [...meanings]
    .filter(([, unit]) => sites.has(unit))
    .map(([name, unit]) => ({
      source_id: sourceId,
      name: plain(name),
      unit_id: unit,
      confirmed_by: by,
      confirmed_at: now.getTime(),
    }))
  if (rows.length === 0) return
  await db
    .insertInto('nps_alias')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['source_id', 'name']).doUpdateSet((eb) => ({
        unit_id: eb.ref('excluded.unit_id'),
        confirmed_by: eb.ref('excluded.confirmed_by'),
        confirmed_at: eb.ref('excluded.confirmed_at'),
      })),
    )
    .execute()
}
