import type { Cell } from '../report.ts'
import type { Question } from '../survey.ts'
import type { Gap } from './driver.ts'
import {
  type Figure,
  gapOf,
  type Measure,
  measuresOf,
  plainValue,
  type Shown,
  shownOf,
  toldApart,
} from './figure.ts'

/** From coolest to warmest. */
export type Warmth = 0 | 1 | 2 | 3 | 4

type Placed = { id: string; code: string; name: string; parent: string | null }

export interface HeatRow {
  unit: { id: string; name: string }
  /** Steps below the unit the map begins with. */
  depth: number
  cells: { shown: Shown; against: Gap['outcome']; warmth: Warmth | null }[]
}

/** What the columns are: eNPS, the index, the drivers, and items of no driver. */
export function columnsOf(questions: readonly Question[]): Measure[] {
  return measuresOf(questions).filter(({ kind, driver }) => kind !== 'item' || driver === null)
}

/** The unit and those below it down to `depth` steps, each after its parent, by code among siblings. */
export function unitsWithin(
  units: readonly Placed[],
  from: string,
  depth: number,
): { unit: Placed; depth: number }[] {
  const children = new Map<string, Placed[]>()
  for (const unit of units) {
    if (unit.parent === null) continue
    children.set(unit.parent, [...(children.get(unit.parent) ?? []), unit])
  }
  const walk = (unit: Placed, at: number): { unit: Placed; depth: number }[] => [
    { unit, depth: at },
    ...(at < depth
      ? (children.get(unit.id) ?? [])
          .toSorted((a, b) => (a.code < b.code ? -1 : 1))
          .flatMap((child) => walk(child, at + 1))
      : []),
  ]
  const top = units.find(({ id }) => id === from)
  return top ? walk(top, 0) : []
}

/**
 * The rows of the map, each cell beside the company's. All differences of the map are looked at
 * together, so that of those it marks at most one in ten is chance.
 */
export function heatRows(
  within: readonly { unit: Placed; depth: number }[],
  columns: readonly Measure[],
  questions: readonly Question[],
  company: string,
  cellOf: (unit: string, question: string) => Cell,
): HeatRow[] {
  const shownAt = (unit: string, measure: Measure) =>
    shownOf(measure, questions, (question) => cellOf(unit, question))
  const whole = columns.map((measure) => shownAt(company, measure))
  const rows = within.map(({ unit, depth }) => ({
    unit: { id: unit.id, name: unit.name },
    depth,
    shown: columns.map((measure) => shownAt(unit.id, measure)),
  }))
  const gaps = rows.flatMap(({ unit, shown }) =>
    shown.map((one, i) => (unit.id === company ? null : gapOf(whole[i]!, one))),
  )
  const apart = toldApart(gaps)
  return rows.map(({ unit, depth, shown }, row) => ({
    unit,
    depth,
    cells: shown.map((one, i) => ({
      shown: one,
      against: apart[row * columns.length + i]!,
      warmth: one.shown === 'figure' ? warmthOf(one) : null,
    })),
  }))
}

/** By one column, cells without a figure last; the first row is what the map begins with, and stays. */
export function sortedRows(rows: readonly HeatRow[], column: number, down: boolean): HeatRow[] {
  const [first, ...others] = rows
  const valueOf = (row: HeatRow) => {
    const shown = row.cells[column]!.shown
    return shown.shown === 'figure' ? plainValue(shown) : null
  }
  others.sort((a, b) => {
    const [x, y] = [valueOf(a), valueOf(b)]
    if (x === null || y === null) return Number(x === null) - Number(y === null)
    return down ? y - x : x - y
  })
  return first ? [first, ...others] : []
}

/** Five steps of warmth, by the scale alone: the same figure has the same shade in every map. */
export function warmthOf(figure: Figure): Warmth {
  const { mean, percent, points } = {
    mean: [2.5, 3, 3.5, 4],
    percent: [20, 40, 60, 80],
    points: [-30, 0, 20, 50],
  }
  const steps = { mean, percent, points }[figure.of]
  const value = plainValue(figure)
  return steps.filter((step) => value >= step).length as Warmth
}
