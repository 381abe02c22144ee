import type { Db } from '../../db/connect.ts'
import { CsvError } from '../files/csv-fault.ts'
import { answerAt, type Answers } from './answers.ts'
import type { ImportOptions, ImportReport, Progress } from './import.ts'
import { type Plan, planFor } from './import-plan.server.ts'
import { begin, finish, newImport } from './import-record.server.ts'
import { Ordinals } from './ordinals.server.ts'
import { stretchesAside } from './reading.server.ts'
import { NEW_SITE } from './row.ts'
import { sourceNamed, storeAnswers, storing, takeBack } from './store.server.ts'
import { siteNamed } from './unit-finder.server.ts'

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
    ambiguousDate: null,
    sample: [],
  }
  const madeSites: string[] = []
  try {
    const plan = await planFor(db, file, options, now, madeSites)
    if (!('reason' in plan)) report.ambiguousDate = plan.ambiguousDate
    if ('reason' in plan) report.refusal = plan
    else if (options.dryRun) await rehearse(db, file, options, plan, report)
    else {
      const source = await sourceNamed(db, options.source, options.collectedBy ?? 'import', now)
      const importId = options.importId ?? (await newImport(db, source.id, file, options, by, now))
      report.importId = importId
      const before = await begin(db, importId)
      const keep = async (answers: Answers, share: number) => {
        signal?.throwIfAborted()
        const added = await storing(db, async (trx) => {
          const stored = await storeAnswers(trx, source, importId, answers, now)
          const unchanged = report.unchanged + answers.identities.length - stored - before
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
        report.unchanged += answers.identities.length - added
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

/** Reads the rows and hands on what is to be stored, a stretch at a time. */
async function walk(
  db: Db,
  file: string,
  options: ImportOptions,
  plan: Plan,
  report: ImportReport,
  keep: (answers: Answers, share: number) => Promise<void>,
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
    const { units } = stretch.answers
    units.texts = units.texts.map((unit) => sites.get(unit) ?? unit)
    await keep(stretch.answers, stretch.share)
  }
}

const SAMPLE = 3

/** A dry run: looks up what is known already. */
async function rehearse(
  db: Db,
  file: string,
  options: ImportOptions,
  plan: Plan,
  report: ImportReport,
): Promise<void> {
  // Two rows of one file may bear the same external id; the second would not be stored.
  const seen = new Ordinals()
  const twice = (identity: string) =>
    options.mapping.id !== undefined && !identity.includes('.') && seen.next(identity.slice(3)) > 0
  try {
    await walk(db, file, options, plan, report, async (answers) => {
      const { identities } = answers
      for (let i = 0; report.sample.length < SAMPLE && i < identities.length; i++) {
        report.sample.push(answerAt(answers, i))
      }
      const known = await storedAmong(db, options.source, identities)
      for (const identity of identities) {
        if (twice(identity) || known.has(identity)) report.unchanged++
        else report.added++
      }
    })
  } finally {
    seen.close()
  }
}

async function storedAmong(db: Db, source: string, identities: string[]): Promise<Set<string>> {
  const known = new Set<string>()
  for (let start = 0; start < identities.length; start += 500) {
    const rows = await db
      .selectFrom('nps_response as r')
      .innerJoin('nps_source as s', 's.id', 'r.source_id')
      .where('s.name', '=', source)
      .where('r.identity', 'in', identities.slice(start, start + 500))
      .select('r.identity')
      .execute()
    for (const { identity } of rows) known.add(identity)
  }
  return known
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
