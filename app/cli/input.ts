import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { CsvError } from '../files/csv-fault.ts'
import { columnIndex, type Csv, openCsv, surplusOf } from '../files/csv.server.ts'
import { isEncoding } from '../files/encoding.server.ts'
import { InputError, type Io, UsageError } from './io.ts'

/** A path as typed; npm runs a command from the project's folder, not from where it was typed. */
export function typedPath(path: string, io: Io): string {
  if (existsSync(path) || io.env.INIT_CWD === undefined) return path
  return resolve(io.env.INIT_CWD, path)
}

/** The same file as in `openCsv`; what is wrong with it becomes an `InputError` with line and column. */
export async function openInput(file: string, io: Io, encoding?: string): Promise<Csv> {
  if (encoding !== undefined && !isEncoding(encoding)) {
    throw new UsageError(`The encoding "${encoding}" is not known; try utf-8 or windows-1252.`)
  }
  try {
    return await openCsv(typedPath(file, io), encoding === undefined ? {} : { encoding })
  } catch (error) {
    throw told(file, error)
  }
}

/** Walks the rows as cells of the given columns; '' where a row is short. */
export async function* cellsIn(file: string, csv: Csv, at: number[]): AsyncGenerator<string[]> {
  try {
    for await (const row of csv.rows) {
      const surplus = surplusOf(row, csv.columns)
      if (surplus !== null) throw surplus
      yield at.map((index) => row.cells[index]?.trim() ?? '')
    }
  } catch (error) {
    throw told(file, error)
  }
}

/** Where the columns stand; a name that is not there is refused with the names that are. */
export async function columnsIn(file: string, csv: Csv, names: string[]): Promise<number[]> {
  const at = names.map((name) => columnIndex(csv.columns, name))
  const missing = names.filter((_, index) => at[index] === -1)
  if (missing.length === 0) return at
  await csv.close()
  const shown = csv.columns.slice(0, 50).map((name) => `"${printable(name)}"`)
  const more = csv.columns.length > 50 ? ` and ${csv.columns.length - 50} more` : ''
  throw new InputError(
    `${file}, line 1: there is no column ${missing.map((name) => `"${name}"`).join(', ')}; ` +
      `the columns are ${shown.join(', ')}${more}`,
  )
}

function told(file: string, error: unknown): unknown {
  if (error instanceof CsvError) {
    const column = error.column === null ? '' : `, column ${error.column}`
    return new InputError(`${file}, line ${error.line}${column}: ${error.message}`)
  }
  return toldPath(file, error)
}

/** A file system error in words, anything else as it came. */
export function toldPath(file: string, error: unknown): unknown {
  const { code } = error as { code?: unknown }
  if (code === 'ENOENT') return new InputError(`${file}: there is no such file`)
  if (code === 'EISDIR') return new InputError(`${file}: this is a folder, not a file`)
  if (code === 'EACCES') return new InputError(`${file}: this file may not be read`)
  return error
}

/** Text of somebody's file on a terminal: no control characters, which could drive it. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').replace(/[\u202a-\u202e\u2066-\u2069]/gu, '')
}

/** Rows of words under each other; the first column starts left, the others end right. */
export function aligned(rows: string[][]): string[] {
  const width = (text: string) => [...text].length
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => width(row[column] ?? ''))),
  )
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const space = ' '.repeat((widths[column] ?? 0) - width(cell))
        return column === 0 ? cell + space : space + cell
      })
      .join('  ')
      .trimEnd(),
  )
}
