import { type Stepped, type SteppedUnit, steppedComparison } from '../statistics/stepped.ts'
import { cellsIn, columnsIn, openInput } from './input.ts'
import { InputError, type Io } from './io.ts'

/** Names of columns: month and beginning are whole numbers on one calendar, the beginning empty where there was none. */
export interface SteppedColumns {
  unit: string
  y: string
  time: string
  since: string
  n: string
}

/** Months a file may span; beyond, something else stands in its column of months. */
const MOST_MONTHS = 1200

/** The part of `zveno link` that compares units where something began earlier with those where it began later. */
export async function stepped(
  file: string,
  columns: SteppedColumns,
  options: { json: boolean; encoding?: string | undefined },
  io: Io,
): Promise<number> {
  const csv = await openInput(file, io, options.encoding)
  const { unit, y, time, since, n } = columns
  const at = await columnsIn(file, csv, [unit, y, time, since, n])
  const seen = new Map<string, { since: number | null; months: Map<number, Month> }>()
  let rows = 0
  let skipped = 0
  for await (const [name = '', score = '', when = '', began = '', count = ''] of cellsIn(
    file,
    csv,
    at,
  )) {
    const month = whole(when)
    const answers = whole(count)
    const never = began === '' || began === 'NA'
    const begun = whole(began)
    const value = score === '' || score === 'NA' ? null : Number(score)
    const known = value === null ? answers === 0 : Number.isFinite(value)
    if (name === '' || month === null || answers === null || !known || (begun === null && !never)) {
      skipped++
      continue
    }
    rows++
    const own = seen.get(name) ?? { since: begun, months: new Map<number, Month>() }
    seen.set(name, own)
    own.months.set(month, { n: answers, score: value ?? 0 })
  }
  const found = steppedComparison(unitsOf(file, [...seen.values()]))
  const result = { rows, skipped, units: seen.size, stepped: found }
  if (options.json) io.out(JSON.stringify(result))
  else for (const line of words(result)) io.out(line)
  return 0
}

type Month = { n: number; score: number }

function unitsOf(
  file: string,
  seen: readonly { since: number | null; months: ReadonlyMap<number, Month> }[],
): SteppedUnit[] {
  const known = seen.flatMap(({ months }) => [...months.keys()])
  const first = known.reduce((least, month) => Math.min(least, month), Infinity)
  const last = known.reduce((most, month) => Math.max(most, month), -Infinity)
  if (last - first >= MOST_MONTHS) {
    throw new InputError(
      `${file}: the months are numbered from ${first} to ${last}, that is too many`,
    )
  }
  const length = known.length === 0 ? 0 : last - first + 1
  return seen.map(({ since, months }) => ({
    since: since === null ? null : since - first,
    months: Array.from({ length }, (_, at) => months.get(first + at) ?? { n: 0, score: 0 }),
  }))
}

function whole(cell: string): number | null {
  return /^\d{1,9}$/.test(cell) ? Number(cell) : null
}

function words(result: { rows: number; skipped: number; units: number; stepped: Stepped }) {
  const { rows, skipped, units, stepped } = result
  const { outcome, difference, low, high, p, begun } = stepped
  const two = (value: number | null) => (value === null ? 'not known' : value.toFixed(2))
  return [
    `${rows} rows, ${skipped} skipped, ${units} units`,
    `${begun} units where it began against those where it began later: ${stepped.units} compared`,
    ...(difference === null
      ? []
      : [`difference ${two(difference)} (${two(low)} … ${two(high)}), p ${p?.toFixed(3)}`]),
    outcome === 'too-few'
      ? 'We cannot tell: a comparison needs at least 8 units with enough answers.'
      : outcome === 'cannot-tell'
        ? 'We cannot tell: this may be chance.'
        : 'Where it began the score moved otherwise than elsewhere. That does not prove that it is the reason.',
  ]
}
