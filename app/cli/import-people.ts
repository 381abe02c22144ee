import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { note } from '../audit/note.server.ts'
import { CsvError } from '../files/csv-fault.ts'
import { isEncoding } from '../files/encoding.server.ts'
import { isSpreadsheet, sheetAsCsv } from '../files/xlsx-in.server.ts'
import { company } from '../people/company.server.ts'
import { importPeople, rowsIn } from '../people/importing/import.server.ts'
import { faultWords, refusalWords } from '../people/importing/words.server.ts'
import { tendAssignments } from '../training/assigning/taking.server.ts'
import { printable, toldPath, typedPath } from './input.ts'
import { InputError, UsageError, type Io } from './io.ts'
import { withDatabase } from './open.ts'

/** `zveno import people FILE`: who works here and where; the staff number is the key. */
export async function importPeopleCommand(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      encoding: { type: 'string' },
      leavers: { type: 'string', default: '0' },
    },
  })
  const [file] = positionals
  if (!file || positionals.length > 1) throw new UsageError('import people needs one file.')
  const { encoding } = values
  if (encoding !== undefined && !isEncoding(encoding)) {
    throw new UsageError(`The encoding "${encoding}" is not known; try utf-8 or windows-1252.`)
  }
  if (!/^\d{1,7}$/.test(values.leavers)) throw new UsageError('--leavers is a number of people.')
  const folder = await mkdtemp(path.join(tmpdir(), 'zveno-people-'))
  try {
    const rows = await rowsIn(await readable(typedPath(file, io), folder), encoding)
    if ('reason' in rows) throw new InputError(`${file}: ${refusalWords(rows, 'en')}`)
    return await withDatabase(io, async (db) => {
      const now = new Date()
      const leavesConfirmed = Number(values.leavers)
      const report = await importPeople(db, rows, now, { by: null, leavesConfirmed })
      if ('reason' in report) {
        const how = report.reason === 'leaves' ? ` --leavers ${report.leaves} lets it.` : ''
        throw new InputError(`${file}: ${refusalWords(report, 'en')}${how}`)
      }
      const n = report.added + report.changed + report.left
      if (n > 0) await note(db, { by: null, action: 'people.imported', detail: { n } }, now)
      await tendAssignments(db, (await company(db)).timeZone, now)
      const errors = report.errors.map((fault) => ({
        ...{ line: fault.line, column: fault.place, reason: faultWords(fault, 'en') },
      }))
      if (values.json) io.out(JSON.stringify({ ...report, errors }))
      else {
        const { added, changed, unchanged, left } = report
        io.out(`${added} added, ${changed} changed, ${left} left, ${unchanged} unchanged`)
        for (const { line, column, reason } of errors) {
          io.err(`${file}, line ${line}, ${column}: ${printable(reason)}`)
        }
      }
      return errors.length > 0 ? 1 : 0
    })
  } catch (error) {
    if (error instanceof CsvError) {
      throw new InputError(`${file}, line ${error.line}: ${error.message}`)
    }
    throw toldPath(file, error)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A spreadsheet as the CSV that is read; any other file as it is. */
async function readable(file: string, folder: string): Promise<string> {
  if (!(await isSpreadsheet(file))) return file
  const sheet = path.join(folder, 'people.csv')
  await sheetAsCsv(file, sheet)
  return sheet
}
