import { stat } from 'node:fs/promises'
import path from 'node:path'
import type { Db } from '../../db/connect.ts'
import { columnIndex, CsvError, openCsv, type Csv, type CsvFault } from '../files/csv.server.ts'
import { unitTree } from '../people/unit.server.ts'
import { touchpoints } from '../touchpoints/touchpoint.server.ts'
import { dayIn, orderEvidence, type DateOrder } from './day.ts'
import { FIELDS, type Field, type Mapping } from './mapping.ts'
import { remembered } from './inspect.server.ts'
import type { CollectedBy } from './response.ts'
import { stretchesAside, type Reading } from './reading.server.ts'
import { NEW_SITE, type Row, type RowError, type Rules } from './row.ts'
import { plain, type Scale } from './score.ts'
import { sourceNamed, storeResponses, storing, takeBack } from './store.server.ts'
import { rootUnit, siteNamed, unitNames } from './unit-finder.server.ts'

export interface ImportOptions {
  /** Where the answers come from; a file is known again within its source. */
  source: string
  /** Settled when the source is first used; 'import' where absent. */
  collectedBy?: CollectedBy
  mapping: Mapping
  scale?: Scale
  /** YYYY-MM-DD for rows without a date of their own. */
  atDefault?: string
  /** Name or code of the site for rows without one; the whole company where no site is named at all. */
  unitDefault?: string
  touchpointDefault?: string
  /** Makes a site of every name that is not known yet. */
  createUnits?: boolean
  encoding?: string
  /** Told by the file where absent; day first where it does not tell. */
  dateOrder?: DateOrder
  /** Reads and judges everything, stores nothing. */
  dryRun?: boolean
  /** For a look at the beginning: stop after so many rows. */
  rows?: number
  /** The run's record, made beforehand for an upload; made here otherwise. */
  importId?: number
  fileName?: string
}

/** Why nothing of a file was taken; each has its words in messages/nps. */
export type RefusalReason =
  'file' | 'column' | 'score-missing' | 'day-missing' | 'day' | 'unit' | 'sites'

export interface Refusal {
  reason: RefusalReason
  line: number | null
  column: number | null
  /** The name that was not found, or the reader's own words about the file. */
  value: string
  /** Which kind of fault, where the file itself is broken. */
  fault?: CsvFault
}

export interface ImportReport {
  importId: number | null
  read: number
  added: number
  unchanged: number
  /** Rows without a score. */
  skipped: number
  wrong: number
  /** The first thousand of the wrong rows. */
  errors: RowError[]
  /** Set where the file was turned away as a whole; then nothing of it is stored. */
  refusal: Refusal | null
  /** Of a dry run: the first answers as they were understood. */
  sample: Row[]
}

export interface Progress {
  read: number
  added: number
  /** 0…1 of the file's bytes. */
  share: number
}

/** More new sites than that are a sign of the wrong column. */
const MOST_NEW_SITES = 300

/**
 * Reads a file of customers' answers and stores those that are not there yet, with the totals that
 * pages read. Streams: memory does not grow with the file but for some bytes a row. The same file
 * again, at once or after a crash, adds nothing; identical rows of one file stay different people. A
 * file that is broken further down leaves nothing behind. `by` is null for the command line. Throws
 * what `signal` was aborted with; the same call again then goes on.
 */
export async function importCustomers(
  db: Db,
  file: string,
  options: ImportOptions,
  by: string | null,
  now: Date,
  onProgress?: (progress: Progress) => void,
  signal?: AbortSignal,
): Promise<ImportReport> {
  const report: ImportReport = {
    // A look at an upload must leave it waiting.
    importId: options.dryRun ? null : (options.importId ?? null),
    read: 0,
    added: 0,
    unchanged: 0,
    skipped: 0,
    wrong: 0,
    errors: [],
    refusal: null,
    sample: [],
  }
  const madeSites: string[] = []
  try {
    const plan = await planFor(db, file, options, now, madeSites)
    if ('reason' in plan) report.refusal = plan
    else if (options.dryRun)
      await walk(db, file, options, plan, report, lookUp(db, options, report))
    else {
      const source = await sourceNamed(db, options.source, options.collectedBy ?? 'import', now)
      const importId = options.importId ?? (await newImport(db, source.id, file, options, by, now))
      report.importId = importId
      const before = await begin(db, importId)
      const keep = async (answers: Row[], share: number) => {
        signal?.throwIfAborted()
        const added = await storing(db, async (trx) => {
          const stored = await storeResponses(trx, source, importId, answers)
          const unchanged = report.unchanged + answers.length - stored - before
          await trx
            .updateTable('nps_import')
            .where('id', '=', importId)
            .set({
              rows_read: report.read,
              rows_added: report.added + stored + before,
              rows_unchanged: Math.max(0, unchanged),
              rows_skipped: report.skipped,
              rows_wrong: report.wrong,
              progress: share,
            })
            .execute()
          return stored
        })
        report.added += added
        report.unchanged += answers.length - added
        onProgress?.({ read: report.read, added: report.added + before, share })
      }
      await walk(db, file, options, plan, report, keep, madeSites)
      // What an earlier try of this same run had stored is new all the same.
      report.added += before
      report.unchanged -= before
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const { line, column, message, fault } = error
    report.refusal = { reason: 'file', line, column, value: message, fault }
  }
  if (report.refusal) {
    Object.assign(report, { added: 0, unchanged: 0, skipped: 0, wrong: 0, errors: [] })
    if (report.importId !== null) await takeBack(db, report.importId)
    await removeSites(db, madeSites)
  }
  if (report.importId !== null) await finish(db, report, options, now)
  return report
}

type Plan = Omit<Reading, 'file' | 'rows'>

/** Everything that can be settled before the first row. */
async function planFor(
  db: Db,
  file: string,
  options: ImportOptions,
  now: Date,
  madeSites: string[],
): Promise<Plan | Refusal> {
  const refusal = (reason: RefusalReason, value = ''): Refusal => ({
    reason,
    line: null,
    column: null,
    value,
  })
  const { size } = await stat(file)
  const csv = await openCsv(file, options.encoding ? { encoding: options.encoding } : {})
  try {
    const at: Partial<Record<Field, number>> = {}
    for (const field of FIELDS) {
      const name = options.mapping[field]
      if (name === undefined) continue
      const index = columnIndex(csv.columns, name)
      if (index === -1) return refusal('column', name)
      at[field] = index
    }
    if (at.score === undefined) return refusal('score-missing')
    const dayDefault = options.atDefault === undefined ? null : dayIn(options.atDefault, 'dmy')
    if (options.atDefault !== undefined && dayDefault === null) {
      return refusal('day', options.atDefault)
    }
    if (at.at === undefined && dayDefault === null) return refusal('day-missing')

    const tree = await unitTree(db)
    const units = unitNames(tree)
    let unitDefault: string | null = null
    if (options.unitDefault !== undefined) {
      unitDefault = units.get(plain(options.unitDefault)) ?? null
      if (unitDefault === null && options.createUnits && !options.dryRun) {
        const site = await siteNamed(db, options.unitDefault.trim())
        if (site.made) madeSites.push(site.id)
        unitDefault = site.id
        units.set(plain(options.unitDefault), site.id)
      } else if (unitDefault === null && options.createUnits)
        unitDefault = NEW_SITE + options.unitDefault
      if (unitDefault === null) return refusal('unit', options.unitDefault)
    } else if (at.unit === undefined) {
      unitDefault = options.dryRun ? (tree[0]?.id ?? NEW_SITE) : await rootUnit(db, tree)
    }

    const names = touchpoints().flatMap(({ code, name }) =>
      [code, ...Object.values(name)].map((word) => [plain(word), code] as const),
    )
    const rules: Rules = {
      at,
      columns: csv.columns.length,
      scale: options.scale ?? new Map(),
      dateOrder: options.dateOrder ?? (await dateOrderOf(csv, at.at)),
      dayDefault,
      lastDay: new Date(now.getTime() + EASTMOST).toISOString().slice(0, 10),
      unitDefault,
      units,
      createUnits: options.createUnits ?? false,
      touchpoints: new Map(names),
      touchpointDefault: options.touchpointDefault ?? '',
    }
    return { rules, encoding: csv.encoding, delimiter: csv.delimiter, size }
  } finally {
    await csv.close()
  }
}

const EASTMOST = 14 * 60 * 60_000

/** Reads on until one date can only be read one way; day first where none is. */
async function dateOrderOf(csv: Csv, index: number | undefined): Promise<DateOrder> {
  if (index === undefined) return 'dmy'
  for await (const { cells } of csv.rows) {
    const cell = cells[index]?.trim() ?? ''
    const evidence = orderEvidence(cell)
    if (evidence === 'dmy' || evidence === 'mdy') return evidence
    if (evidence === null && dayIn(cell, 'dmy') !== null) return 'dmy'
  }
  return 'dmy'
}

/** Reads the rows and hands on what is to be stored, a stretch at a time. */
async function walk(
  db: Db,
  file: string,
  options: ImportOptions,
  plan: Plan,
  report: ImportReport,
  keep: (answers: Row[], share: number) => Promise<void>,
  madeSites: string[] = [],
): Promise<void> {
  const reading = { ...plan, file, rows: options.rows }
  const sites = new Map<string, string>()
  for await (const stretch of stretchesAside(reading)) {
    report.read += stretch.read
    report.skipped += stretch.skipped
    report.wrong += stretch.wrong
    report.errors.push(...stretch.errors)
    for (const { name, line, column } of stretch.newSites) {
      if (sites.size === MOST_NEW_SITES) {
        report.refusal = { reason: 'sites', line, column, value: name }
        return
      }
      const site = options.dryRun ? { id: NEW_SITE + name, made: false } : await siteNamed(db, name)
      if (site.made) madeSites.push(site.id)
      sites.set(NEW_SITE + name, site.id)
    }
    if (sites.size > 0) {
      for (const answer of stretch.answers)
        answer.unitId = sites.get(answer.unitId) ?? answer.unitId
    }
    await keep(stretch.answers, stretch.share)
  }
}

const SAMPLE = 3

/** What a dry run does with a batch: looks up what is known already. */
function lookUp(db: Db, options: ImportOptions, report: ImportReport) {
  // Two rows of one file may bear the same external id; the second would not be stored.
  const seen = new Set<string>()
  return async (answers: Row[]) => {
    report.sample.push(...answers.slice(0, SAMPLE - report.sample.length))
    const known = new Set<string>()
    for (let start = 0; start < answers.length; start += 500) {
      const rows = await db
        .selectFrom('nps_response as r')
        .innerJoin('nps_source as s', 's.id', 'r.source_id')
        .where('s.name', '=', options.source)
        .where(
          'r.identity',
          'in',
          answers.slice(start, start + 500).map((answer) => answer.identity),
        )
        .select('r.identity')
        .execute()
      for (const { identity } of rows) known.add(identity)
    }
    for (const { identity } of answers) {
      const twice = options.mapping.id !== undefined && seen.has(identity)
      if (options.mapping.id !== undefined) seen.add(identity)
      if (twice || known.has(identity)) report.unchanged++
      else report.added++
    }
  }
}

async function newImport(
  db: Db,
  sourceId: number,
  file: string,
  options: ImportOptions,
  by: string | null,
  now: Date,
): Promise<number> {
  const { id } = await db
    .insertInto('nps_import')
    .values({
      source_id: sourceId,
      file_name: options.fileName ?? path.basename(file),
      sha256: null,
      upload: null,
      options: null,
      state: 'running',
      refusal: null,
      created_by: by,
      created_at: now.getTime(),
      ended_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Marks the run as begun and counts what an earlier try of it has stored. */
async function begin(db: Db, importId: number): Promise<number> {
  const { rows_read: read } = await db
    .selectFrom('nps_import')
    .where('id', '=', importId)
    .select('rows_read')
    .executeTakeFirstOrThrow()
  await db.deleteFrom('nps_import_error').where('import_id', '=', importId).execute()
  await db
    .updateTable('nps_import')
    .where('id', '=', importId)
    .set({ state: 'running', refusal: null })
    .execute()
  if (read === 0) return 0
  const { stored } = await db
    .selectFrom('nps_response')
    .where('import_id', '=', importId)
    .select(({ fn }) => fn.countAll<number>().as('stored'))
    .executeTakeFirstOrThrow()
  return stored
}

async function finish(
  db: Db,
  report: ImportReport,
  options: ImportOptions,
  now: Date,
): Promise<void> {
  const importId = report.importId as number
  await db.transaction().execute(async (trx) => {
    const rows = report.errors.map(({ line, column, reason, value }, position) => ({
      import_id: importId,
      position,
      line,
      column_number: column,
      reason,
      value,
    }))
    for (let start = 0; start < rows.length; start += 250) {
      await trx
        .insertInto('nps_import_error')
        .values(rows.slice(start, start + 250))
        .execute()
    }
    await trx
      .updateTable('nps_import')
      .where('id', '=', importId)
      .set({
        state: report.refusal ? 'refused' : 'done',
        refusal: report.refusal ? JSON.stringify(report.refusal) : null,
        rows_read: report.read,
        rows_added: report.added,
        rows_unchanged: report.unchanged,
        rows_skipped: report.skipped,
        rows_wrong: report.wrong,
        progress: 1,
        ended_at: now.getTime(),
      })
      .execute()
    if (!report.refusal) {
      await trx
        .updateTable('nps_source')
        .where('name', '=', options.source)
        .set({ mapping: remembered(options) })
        .execute()
    }
  })
}

/** Sites made for a file that was turned away, unless somebody uses them meanwhile. */
async function removeSites(db: Db, ids: string[]): Promise<void> {
  for (const id of ids) {
    await db
      .deleteFrom('people_unit')
      .where('id', '=', id)
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('nps_response').where('unit_id', '=', id).select('id'))),
      )
      .execute()
  }
}
