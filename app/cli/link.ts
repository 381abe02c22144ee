import { parseArgs } from 'node:util'
import { LINK_UNITS } from '../statistics/gate.ts'
import { rankLink } from '../statistics/rank.ts'
import {
  betweenSlope,
  type Observed,
  type Slope,
  unitMeans,
  withinSlope,
} from '../statistics/regression.ts'
import { aligned, cellsIn, columnsIn, openInput } from './input.ts'
import { type Io, UsageError } from './io.ts'
import { stepped } from './link-stepped.ts'

/**
 * `zveno link FILE --unit COL --x COL --y COL [--time COL] [--json]`; or, for a stepped comparison,
 * `zveno link FILE --unit COL --y COL --time COL --since COL --n COL [--json]`.
 */
export async function run(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      unit: { type: 'string' },
      x: { type: 'string' },
      y: { type: 'string' },
      time: { type: 'string' },
      since: { type: 'string' },
      n: { type: 'string' },
      encoding: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  })
  const [file] = positionals
  const { unit, x, y, time, since, n } = values
  if (file === undefined || positionals.length > 1) throw new UsageError('link needs one file.')
  if (since !== undefined || n !== undefined) {
    if (!unit || !y || !time || !since || !n || x !== undefined) {
      throw new UsageError(
        'A stepped comparison needs --unit, --y, --time, --since and --n COLUMN, and no --x.',
      )
    }
    return stepped(file, { unit, y, time, since, n }, values, io)
  }
  if (unit === undefined || x === undefined || y === undefined) {
    throw new UsageError('link needs --unit COLUMN, --x COLUMN and --y COLUMN.')
  }
  const csv = await openInput(file, io, values.encoding)
  const at = await columnsIn(file, csv, time === undefined ? [unit, x, y] : [unit, x, y, time])

  const rows: Observed[] = []
  const units = new Map<string, string>()
  let skipped = 0
  for await (const [name = '', cellX = '', cellY = '', when] of cellsIn(file, csv, at)) {
    const observed = {
      unit: units.get(name) ?? name,
      x: numberIn(cellX, csv.delimiter),
      y: numberIn(cellY, csv.delimiter),
    }
    if (isMissing(name) || observed.x === null || observed.y === null || isMissing(when)) skipped++
    else {
      units.set(name, name)
      rows.push(observed as Observed)
    }
  }

  const means = unitMeans(rows)
  const { kendall, spearman } = rankLink(
    means.map((mean) => mean.x),
    means.map((mean) => mean.y),
  )
  const result = {
    rows: rows.length,
    skipped,
    units: means.length,
    kendall: kendall ?? { tau: null, p: null },
    spearman: spearman ?? { rho: null, p: null, low: null, high: null },
    between: betweenSlope(means) ?? NO_SLOPE,
    ...(time === undefined ? {} : { within: withinSlope(rows) ?? NO_SLOPE }),
  }
  if (values.json) io.out(JSON.stringify(result))
  else for (const line of words(result)) io.out(line)
  return 0
}

const NO_SLOPE = { slope: null, se: null, t: null }

function isMissing(cell: string | undefined): boolean {
  return cell === '' || cell === 'NA'
}

/** A comma is a decimal comma only where it does not part the columns: "1,234" may be a thousand. */
function numberIn(cell: string, delimiter: string): number | null {
  const text = delimiter === ',' ? cell : cell.replace(',', '.')
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return null
  const value = Number(text)
  return Number.isFinite(value) ? value : null
}

type Result = {
  rows: number
  skipped: number
  units: number
  kendall: { tau: number | null; p: number | null }
  spearman: { rho: number | null; p: number | null; low: number | null; high: number | null }
  between: Slope | typeof NO_SLOPE
  within?: Slope | typeof NO_SLOPE
}

function words({ rows, skipped, units, kendall, spearman, between, within }: Result): string[] {
  const three = (value: number | null) => (value === null ? '–' : value.toFixed(3))
  const four = (value: number | null) => (value === null ? '–' : Number(value.toPrecision(4)) + '')
  const { low, high } = spearman
  const ranks = [
    ['over unit means', '', 'p', '95 % interval'],
    ['Kendall tau-b', three(kendall.tau), three(kendall.p), ''],
    [
      'Spearman rho',
      three(spearman.rho),
      three(spearman.p),
      low === null ? 'not known' : `${three(low)} … ${three(high)}`,
    ],
  ]
  const slopes = [
    ['least squares', 'slope', 'se', 't'],
    ['between units', ...[between.slope, between.se, between.t].map(four)],
    ...(within ? [['within units', ...[within.slope, within.se, within.t].map(four)]] : []),
  ]
  return [
    `${rows} rows, ${skipped} skipped, ${units} units`,
    ...aligned(ranks),
    ...aligned(slopes),
    verdict(units, spearman.p, kendall.p),
    ...(within && (between.slope ?? 0) * (within.slope ?? 0) < 0
      ? ['Between and within units the signs differ: read both sentences, not one.']
      : []),
  ]
}

function verdict(units: number, ...ps: (number | null)[]): string {
  if (units < LINK_UNITS) return `We cannot tell: a link needs at least ${LINK_UNITS} units.`
  return ps.every((p) => p !== null && p <= 0.05)
    ? 'The two go together. That does not prove that one makes the other.'
    : 'We cannot tell: this may be chance.'
}
