import { parseArgs } from 'node:util'
import { note } from '../audit/note.server.ts'
import { columnIndex } from '../files/csv.server.ts'
import { company } from '../people/company.server.ts'
import { importPeople, type PersonLine } from '../people/import.server.ts'
import { tendAssignments } from '../training/assigning/taking.server.ts'
import { columnsIn, openInput } from './input.ts'
import { InputError, UsageError, type Io } from './io.ts'
import { withDatabase } from './open.ts'

const COLUMNS = [
  ...(['staff_number', 'name', 'email', 'unit', 'roles', 'locale', 'status'] as const),
  ...(['hired', 'time_zone'] as const),
]
const NEEDED = ['staff_number', 'name', 'unit']

/** `zveno import people FILE`: who works here and where; the staff number is the key. */
export async function importPeopleCommand(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, encoding: { type: 'string' } },
  })
  const [file] = positionals
  if (!file || positionals.length > 1) throw new UsageError('import people needs one file.')
  const csv = await openInput(file, io, values.encoding)
  await columnsIn(file, csv, NEEDED)
  const at = COLUMNS.map((name) => columnIndex(csv.columns, name))
  const lines: PersonLine[] = []
  for await (const row of csv.rows) {
    const cells = at.map((index) => (index < 0 ? '' : (row.cells[index]?.trim() ?? '')))
    const named = Object.fromEntries(COLUMNS.map((name, index) => [name, cells[index]]))
    lines.push({ line: row.line, ...named } as PersonLine)
  }
  if (lines.length === 0) throw new InputError(`${file} names nobody.`)

  return withDatabase(io, async (db) => {
    const now = new Date()
    const report = await importPeople(db, lines, now)
    const n = report.added + report.changed + report.left
    if (n > 0) await note(db, { by: null, action: 'people.imported', detail: { n } }, now)
    await tendAssignments(db, (await company(db)).timeZone, now)
    if (values.json) io.out(JSON.stringify(report))
    else {
      const { added, changed, unchanged, left } = report
      io.out(`${added} added, ${changed} changed, ${left} left, ${unchanged} unchanged`)
      for (const { line, column, reason } of report.errors) {
        io.err(`${file}, line ${line}, ${column}: ${reason}`)
      }
    }
    return report.errors.length > 0 ? 1 : 0
  })
}
