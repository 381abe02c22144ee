import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { note } from '../audit/note.server.ts'
import { isEncoding } from '../files/encoding.server.ts'
import { CsvError } from '../files/csv-fault.ts'
import { isSpreadsheet, sheetAsCsv } from '../files/xlsx-in.server.ts'
import { askForLink } from '../impact/link.server.ts'
import { DATE_ORDERS, dayIn, type DateOrder } from '../nps/day.ts'
import type { ImportOptions, ImportReport, Progress } from '../nps/import.ts'
import { importCustomers } from '../nps/import.server.ts'
import { inspect } from '../nps/inspect.server.ts'
import { mappingFrom, type Mapping } from '../nps/mapping.ts'
import { COLLECTED_BY, type CollectedBy } from '../nps/response.ts'
import { placedRefusal, rowWords } from '../nps/words.server.ts'
import { importPeopleCommand } from './import-people.ts'
import { printable, toldPath, typedPath } from './input.ts'
import { InputError, type Io, UsageError } from './io.ts'
import { withDatabase } from './open.ts'
import { readScale } from './scale.ts'

// Rows are garbage within milliseconds: the nursery would else grow to more than all the rest together.
setFlagsFromString('--max-semi-space-size=8')
setFlagsFromString('--semi-space-growth-factor=1')

const SHOWN = 20

/** `zveno import customers FILE --source S …` */
export async function run(args: string[], io: Io): Promise<number> {
  const [what, ...rest] = args
  if (what === 'people') return importPeopleCommand(rest, io)
  if (what !== 'customers') {
    throw new UsageError('import knows two things: import customers FILE, import people FILE.')
  }
  const { values, positionals } = parseArgs({
    args: rest,
    allowPositionals: true,
    options: {
      source: { type: 'string' },
      map: { type: 'string' },
      scale: { type: 'string' },
      'at-default': { type: 'string' },
      'unit-default': { type: 'string' },
      'create-units': { type: 'boolean', default: false },
      'collected-by': { type: 'string', default: 'import' },
      'date-order': { type: 'string' },
      encoding: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  })
  const [typed] = positionals
  if (typed === undefined || positionals.length > 1) throw new UsageError('import needs one file.')
  if (!values.source?.trim()) throw new UsageError('import needs --source NAME.')
  const { encoding } = values
  if (encoding !== undefined && !isEncoding(encoding)) {
    throw new UsageError(`The encoding "${encoding}" is not known; try utf-8 or windows-1252.`)
  }
  const named = typedPath(typed, io)
  const options: ImportOptions = {
    source: values.source.trim(),
    mapping: values.map === undefined ? {} : given(values.map),
    fileName: path.basename(named),
    collectedBy: oneOf('--collected-by', values['collected-by'], COLLECTED_BY) as CollectedBy,
    createUnits: values['create-units'],
    dryRun: values['dry-run'],
    ...(values.scale === undefined ? {} : { scale: readScale(values.scale, io) }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(values['at-default'] === undefined ? {} : { atDefault: day(values['at-default']) }),
    ...(values['unit-default'] === undefined ? {} : { unitDefault: values['unit-default'] }),
    ...(values['date-order'] === undefined
      ? {}
      : { dateOrder: oneOf('--date-order', values['date-order'], DATE_ORDERS) as DateOrder }),
  }
  const report = await withDatabase(io, async (db) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'zveno-sheet-'))
    try {
      const file = await readable(named, path.join(folder, 'sheet.csv'))
      if (values.map === undefined) {
        const looked = await inspect(db, file, options.source, encoding)
        if (looked.mapping.score !== undefined) options.mapping = looked.mapping
        if (looked.remembered) options.scale ??= new Map(Object.entries(looked.words))
        if (looked.dateOrder) options.dateOrder ??= looked.dateOrder
      }
      const show = values.json ? undefined : progressLine()
      const report = await importCustomers(db, file, options, null, new Date(), show)
      if (!options.dryRun) {
        const detail = { name: options.source, n: report.added }
        await note(db, { by: null, action: 'customers.imported', detail }, new Date())
        await askForLink(db, new Date())
      }
      return report
    } catch (error) {
      if (error instanceof CsvError) {
        throw new InputError(`${typed}, line ${error.line}: ${error.message}`)
      }
      throw toldPath(typed, error)
    } finally {
      await rm(folder, { recursive: true })
    }
  })
  if (!values.json && process.stderr.isTTY) process.stderr.write('\r\u001b[K')
  if (report.ambiguousDate !== null) {
    io.err(
      `${typed}: dates such as ${printable(report.ambiguousDate)} can be read in two ways; ` +
        'the first number was taken for the day. --date-order mdy reads them the other way.',
    )
  }
  if (values.json) io.out(JSON.stringify(asJson(report)))
  else tell(report, options, io)
  complain(report, typed, io)
  return report.refusal || report.wrong > 0 ? 1 : 0
}

/** A spreadsheet as the CSV that is read; any other file as it is. */
async function readable(file: string, sheet: string): Promise<string> {
  if (!(await isSpreadsheet(file))) return file
  await sheetAsCsv(file, sheet)
  return sheet
}

function given(text: string): Mapping {
  const read = mappingFrom(text)
  if ('unclear' in read) {
    throw new UsageError(`--map: "${read.unclear}" is no FIELD=COLUMN, or the field comes twice.`)
  }
  if (read.mapping.score === undefined) throw new UsageError('--map needs score=COLUMN.')
  return read.mapping
}

function oneOf(flag: string, value: string, known: readonly string[]): string {
  if (known.includes(value)) return value
  throw new UsageError(`${flag} is one of ${known.join(', ')}.`)
}

function day(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && dayIn(text, 'dmy') !== null) return text
  throw new UsageError('--at-default needs a day such as 2026-03-31.')
}

/** One line on a terminal that is written over and over; nothing where nobody watches. */
function progressLine(): ((progress: Progress) => void) | undefined {
  if (!process.stderr.isTTY) return undefined
  return ({ read, added, share }) => {
    process.stderr.write(`\r\u001b[K${Math.round(100 * share)} %  read ${read}, new ${added}`)
  }
}

/** The counts of rows; `wrong` says how many errors there are where the list is cut off. */
function asJson({ read, added, unchanged, skipped, wrong, errors, refusal }: ImportReport) {
  const listed = refusal
    ? [{ line: refusal.line, column: refusal.column, reason: placedWords(refusal) }]
    : errors.map(({ line, column, reason, value }) => ({
        line,
        column,
        reason: rowWords({ reason, value }, 'en'),
      }))
  const more = wrong > errors.length ? { wrong } : {}
  return { read, added, unchanged, skipped, errors: listed, ...more }
}

function placedWords(refusal: NonNullable<ImportReport['refusal']>): string {
  return placedRefusal({ ...refusal, line: null }, 'en')
}

function tell(report: ImportReport, options: ImportOptions, io: Io): void {
  if (report.refusal) return
  const verb = options.dryRun ? 'would be added' : 'added'
  io.out(`read       ${report.read}`)
  io.out(`${verb.padEnd(10)} ${report.added}`)
  io.out(`unchanged  ${report.unchanged}`)
  io.out(`skipped    ${report.skipped}  (no score)`)
  io.out(`errors     ${report.wrong}`)
}

function complain(report: ImportReport, file: string, io: Io): void {
  if (report.refusal) {
    const { line } = report.refusal
    const place = placedRefusal(report.refusal, 'en')
    const words = line === null ? place : place.charAt(0).toLowerCase() + place.slice(1)
    io.err(`${file}, ${printable(words)}. Nothing was stored.`)
    return
  }
  for (const { line, column, reason, value } of report.errors.slice(0, SHOWN)) {
    const at = column === null ? '' : `, column ${column}`
    io.err(`${file}, line ${line}${at}: ${printable(rowWords({ reason, value }, 'en'))}`)
  }
  if (report.wrong > SHOWN) io.err(`… and ${report.wrong - SHOWN} more`)
}
