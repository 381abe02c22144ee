import type { Db } from '../../../db/connect.ts'
import type { Locale } from '../../i18n/locale.ts'
import { frozenTree, type Wave } from '../wave.server.ts'
import { columnsOf, heatRows, type HeatRow, sortedRows, unitsWithin } from './heat-map.ts'
import { measureName } from './names.server.ts'
import { waveCells } from './past.server.ts'
import { rootOf } from './reading.server.ts'

/** More rows than this nobody reads at once; the way down is by choosing a unit. */
const MOST_ROWS = 100
export const DEPTHS = [1, 2, 3] as const

export interface HeatMap {
  company: { id: string; name: string }
  columns: { id: string; name: string; of: 'points' | 'percent' | 'mean' }[]
  rows: HeatRow[]
  /** Units that would have stood here too. */
  left: number
}

export interface HeatMapView {
  unit: string | null
  depth: number
  /** A column's id; null in the order of the units. */
  sort: string | null
  down: boolean
}

/** The map of a published wave, from its cells alone; null where it shows nothing. */
export async function heatMap(
  db: Db,
  shown: Wave,
  view: HeatMapView,
  locale: Locale,
): Promise<HeatMap | null> {
  const tree = shown.outcome === 'published' ? await frozenTree(db, shown.id) : null
  if (!tree) return null
  const company = rootOf(tree)
  const { questions } = shown.survey
  const within = unitsWithin(tree.units, view.unit ?? company.id, view.depth)
  const placed = within.length > 0 ? within : unitsWithin(tree.units, company.id, view.depth)
  const some = placed.slice(0, MOST_ROWS)
  const columns = columnsOf(questions)
  const cellOf = await waveCells(db, shown.id, [company.id, ...some.map(({ unit }) => unit.id)])
  const rows = heatRows(some, columns, questions, company.id, cellOf)
  const by = columns.findIndex(({ id }) => id === view.sort)
  return {
    company,
    columns: columns.map((measure) => ({
      id: measure.id,
      name: measureName(measure, shown.survey, locale),
      of: measure.kind === 'enps' ? 'points' : measure.kind === 'item' ? 'percent' : 'mean',
    })),
    rows: by === -1 ? rows : sortedRows(rows, by, view.down),
    left: placed.length - some.length,
  }
}
