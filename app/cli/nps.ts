import { parseArgs } from 'node:util'
import { gateFor } from '../statistics/gate.ts'
import { type Score, scoreOf } from '../statistics/interval.ts'
import { type Band, bandOf, BANDS, type Counts, noCounts } from '../statistics/scores.ts'
import { aligned, cellsIn, columnsIn, openInput, printable } from './input.ts'
import { type Io, UsageError } from './io.ts'
import { readScale, type Scale, scoreIn } from './scale.ts'

type Tally = Counts & { skipped: number }

/**
 * `zveno nps FILE --score COL [--by COL] [--times COL] [--scale words.yaml] [--encoding E] [--json]`; a cell may be the
 * band itself, promoter, passive or detractor, and `--times` says for how many answers a row stands.
 */
export async function run(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      score: { type: 'string' },
      by: { type: 'string' },
      times: { type: 'string' },
      scale: { type: 'string' },
      encoding: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  })
  const [file] = positionals
  if (file === undefined || positionals.length > 1) throw new UsageError('nps needs one file.')
  if (values.score === undefined) throw new UsageError('nps needs --score COLUMN.')

  const scale: Scale = values.scale === undefined ? new Map() : readScale(values.scale, io)
  const csv = await openInput(file, io, values.encoding)
  const named = [values.score, values.by, values.times]
  const names = named.filter((name) => name !== undefined)
  const at = await columnsIn(file, csv, names)

  const all = noTally()
  const groups = new Map<string, Tally>()
  const passedOver = new Map<string, number>()
  for await (const cells of cellsIn(file, csv, at)) {
    const cell = cells[0] ?? ''
    const group = values.by === undefined ? undefined : cells[1]
    const times = values.times === undefined ? 1 : timesIn(cells.at(-1) ?? '')
    const score = times === null ? null : bandIn(cell, scale)
    count(all, score, times ?? 1)
    if (group !== undefined) {
      const tally = groups.get(group) ?? noTally()
      count(tally, score, times ?? 1)
      groups.set(group, tally)
    }
    if (score === null && (passedOver.has(cell) || passedOver.size < 1000)) {
      passedOver.set(cell, (passedOver.get(cell) ?? 0) + 1)
    }
  }

  const order = new Intl.Collator('en').compare
  const scores = [...groups]
    .sort(([a], [b]) => order(a, b))
    .map(([group, tally]) => ({ group, ...result(tally) }))
  if (values.json) io.out(JSON.stringify({ ...result(all), groups: scores }))
  else {
    for (const line of table(result(all), scores)) io.out(line)
    const commonest = [...passedOver].sort(([, a], [, b]) => b - a).slice(0, 8)
    const shown = commonest.map(([cell, times]) => `"${printable(cell).slice(0, 40)}" ${times}`)
    if (shown.length > 0) io.out(`Skipped, no score from 0 to 10: ${shown.join(', ')}`)
  }
  return 0
}

function noTally(): Tally {
  return { ...noCounts(), skipped: 0 }
}

/** The band of a score, or the band's own name where it stands in the cell. */
function bandIn(cell: string, scale: Scale): Band | null {
  const score = scoreIn(cell, scale)
  if (score !== null) return bandOf(score)
  return BANDS.find((band) => band === cell.toLowerCase()) ?? null
}

/** A whole number of answers; null for anything else. */
function timesIn(cell: string): number | null {
  return /^\d{1,15}$/.test(cell) ? Number(cell) : null
}

function count(tally: Tally, band: Band | null, times: number): void {
  if (band === null) tally.skipped += times
  else tally[`${band}s`] += times
}

type Result = Score & { skipped: number }

function result({ skipped, ...counts }: Tally): Result {
  const { n, ...score } = scoreOf(counts)
  return { n, skipped, ...score }
}

function table(all: Result, groups: (Result & { group: string })[]): string[] {
  const head = ['', 'n', 'skipped', 'promoters', 'passives', 'detractors', 'NPS', '95 % interval']
  const row = (name: string, score: Result) => {
    const gate = gateFor(score.n)
    return [
      name,
      ...[score.n, score.skipped, score.promoters, score.passives, score.detractors].map(String),
      gate === 'value' ? points(score.nps) : '–',
      gate === 'value' || gate === 'interval'
        ? `${points(score.low)} … ${points(score.high)}`
        : 'too few',
    ]
  }
  const rows = groups.map(({ group, ...score }) => row(printable(group) || '(none)', score))
  return [
    ...aligned([head, ...rows, row('all', all)]),
    'A score is shown from 30 answers, its interval alone from 10. The order is no ranking.',
  ]
}

function points(value: number | null): string {
  return value === null ? '–' : value.toFixed(1)
}
