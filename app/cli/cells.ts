import { parseArgs } from 'node:util'
import { CsvError } from '../files/csv-fault.ts'
import { columnIndex, openCsv, surplusOf, type Csv } from '../files/csv.server.ts'
import {
  holds,
  plantTree,
  reasonOf,
  suppress,
  totals,
  TreeError,
  type Reason,
  type Tree,
} from '../pulse/disclosure.ts'
import { InputError, UsageError, type Io } from './io.ts'

const COLUMNS = ['unit', 'parent', 'n'] as const
const MOST = 1_000_000_000

/** As `--json` prints it; `n` is null where the unit is hidden. */
type Cells = {
  cells: { unit: string; n: number | null; shown: boolean; reason: Reason }[]
  audit: 'pass' | 'fail'
}

/**
 * What may be shown of a tree of counts: the suppression pass on a CSV `unit,parent,n`, where n are
 * the unit's own answers without its children's and an empty n is 0. One tree with one root: a
 * second unit without a parent is refused, since it is most often a forgotten parent and would be
 * left out of the total that protects the others.
 */
export async function run(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { k: { type: 'string', default: '6' }, json: { type: 'boolean', default: false } },
  })
  const [file] = positionals
  if (file === undefined || positionals.length !== 1) throw new UsageError('cells needs one file')
  const k = /^\d{1,3}$/.test(values.k) ? Number(values.k) : 0
  if (k < 1 || k > 100) throw new UsageError('--k is a whole number from 1 to 100')

  const { tree, own } = await readTree(file)
  const published = suppress(tree, own, k)
  const n = totals(tree, own)
  const result: Cells = {
    cells: tree.ids.map((unit, v) => {
      const shown = published[v]!
      return { unit, n: shown ? n[v]! : null, shown, reason: reasonOf(n[v]!, shown, k) }
    }),
    audit: holds(tree, own, published, k) ? 'pass' : 'fail',
  }
  if (values.json) io.out(JSON.stringify(result))
  else lines(result, k).forEach((line) => io.out(line))
  return result.audit === 'pass' ? 0 : 1
}

function lines({ cells, audit }: Cells, k: number): string[] {
  const words = {
    few: `hidden: fewer than ${k}`,
    complement: 'hidden: it would give others away',
  }
  const figures = cells.map((cell) => (cell.reason === null ? String(cell.n) : words[cell.reason]))
  const width = Math.max(...cells.map((cell) => cell.unit.length))
  return [
    ...cells.map((cell, i) => `${cell.unit.padEnd(width)}  ${figures[i]}`),
    '',
    audit === 'pass'
      ? `audit: pass; no group of fewer than ${k} can be reckoned from what is shown`
      : `audit: fail; a group of fewer than ${k} can be reckoned from what is shown`,
  ]
}

async function readTree(file: string): Promise<{ tree: Tree; own: number[] }> {
  let csv: Csv | undefined
  try {
    csv = await openCsv(file)
    return await treeOf(csv)
  } catch (error) {
    if (error instanceof CsvError) throw refusal(error.line, error.column, error.message)
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new InputError(`there is no file ${file}`)
    if (code === 'EISDIR') throw new InputError(`${file} is a folder, not a file`)
    if (code === 'EACCES') throw new InputError(`${file} may not be read`)
    throw error
  } finally {
    await csv?.close()
  }
}

async function treeOf({ columns, rows }: Csv): Promise<{ tree: Tree; own: number[] }> {
  const places = COLUMNS.map((name) => columnIndex(columns, name))
  const missing = COLUMNS.find((_, i) => places[i] === -1)
  if (missing !== undefined) {
    throw refusal(1, null, `there is no column "${missing}"; the first line must be unit,parent,n`)
  }
  const [atUnit, atParent, atN] = places as [number, number, number]
  const units: { id: string; code: string; parent: string | null }[] = []
  const own: number[] = []
  const lineOf: number[] = []
  for await (const row of rows) {
    const surplus = surplusOf(row, columns)
    if (surplus !== null) throw surplus
    const cell = (place: number) => (row.cells[place] ?? '').trim()
    const unit = cell(atUnit)
    if (unit === '') throw refusal(row.line, atUnit + 1, 'the unit has no name')
    units.push({ id: unit, code: unit, parent: cell(atParent) || null })
    lineOf.push(row.line)
    const given = cell(atN)
    if (given !== '' && !/^\d+$/.test(given)) {
      throw refusal(row.line, atN + 1, `n is "${given}"; it must be a whole number from 0`)
    }
    if (Number(given) > MOST) {
      throw refusal(row.line, atN + 1, `n is ${given}; more than ${MOST} is not read`)
    }
    own.push(Number(given))
  }
  try {
    return { tree: plantTree(units), own }
  } catch (error) {
    if (!(error instanceof TreeError)) throw error
    const column = error.fault === 'duplicate' ? atUnit : atParent
    if (error.unit === -1) throw refusal(2, null, 'there are no units below the first line')
    throw refusal(lineOf[error.unit]!, column + 1, error.message)
  }
}

function refusal(line: number, column: number | null, reason: string): InputError {
  return new InputError(`line ${line}${column === null ? '' : `, column ${column}`}: ${reason}`)
}
