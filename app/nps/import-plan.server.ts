import { stat } from 'node:fs/promises'
import type { Db } from '../../db/connect.ts'
import { unitTree } from '../people/unit.server.ts'
import { touchpoints } from '../touchpoints/touchpoint.server.ts'
import { dayIn, orderEvidence, type DateOrder } from './day.ts'
import type { ImportOptions, Refusal, RefusalReason } from './import.ts'
import { unitsFor } from './alias.server.ts'
import { columnOf, openAnswers, type AnswerFile } from './layout.server.ts'
import { FIELDS, type Field } from './mapping.ts'
import type { Reading } from './reading.server.ts'
import { NEW_SITE, type Rules } from './row.ts'
import { plain } from './score.ts'
import { rootUnit, siteNamed } from './unit-finder.server.ts'

export interface Plan extends Omit<Reading, 'file' | 'rows'> {
  /** A date that could be read in two ways, where nothing and nobody said which. */
  ambiguousDate: string | null
}

/** Everything that can be settled before the first row. */
export async function planFor(
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
  const csv = await openAnswers(file, options.encoding)
  try {
    const at: Partial<Record<Field, number>> = {}
    for (const field of FIELDS) {
      const name = options.mapping[field]
      if (name === undefined) continue
      const index = columnOf(csv, name)
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
    const units = await unitsFor(db, options.source)
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
    const order = options.dateOrder
      ? { order: options.dateOrder, ambiguous: null }
      : await dateOrderOf(csv, at.at)
    const rules: Rules = {
      at,
      columns: csv.names.length,
      scale: options.scale ?? new Map(),
      dateOrder: order.order,
      dayDefault,
      lastDay: new Date(now.getTime() + EASTMOST).toISOString().slice(0, 10),
      unitDefault,
      units,
      createUnits: options.createUnits ?? false,
      leftOut: new Set(options.leftOut?.map(plain)),
      touchpoints: new Map(names),
      touchpointDefault: options.touchpointDefault ?? '',
    }
    const { encoding, delimiter, skip } = csv
    return { rules, encoding, delimiter, skip, size, ambiguousDate: order.ambiguous }
  } finally {
    await csv.close()
  }
}

const EASTMOST = 14 * 60 * 60_000

interface Order {
  order: DateOrder
  /** The first date that can be read in two ways, where none of the file settles it. */
  ambiguous: string | null
}

/** Reads on until one date can only be read one way; day first where none is. */
async function dateOrderOf(answers: AnswerFile, index: number | undefined): Promise<Order> {
  let ambiguous: string | null = null
  if (index === undefined) return { order: 'dmy', ambiguous }
  for await (const { cells } of answers.rows) {
    const cell = cells[index]?.trim() ?? ''
    const evidence = orderEvidence(cell)
    if (evidence === 'dmy' || evidence === 'mdy') return { order: evidence, ambiguous: null }
    if (evidence === 'either') ambiguous ??= cell.slice(0, 40)
    else if (dayIn(cell, 'dmy') !== null) return { order: 'dmy', ambiguous: null }
  }
  return { order: 'dmy', ambiguous }
}

/** A date of the column that can be read in two ways, where every one of them can; null where one settles it. */
export async function ambiguousDate(
  file: string,
  column: string,
  encoding?: string,
): Promise<string | null> {
  const answers = await openAnswers(file, encoding)
  const { ambiguous } = await dateOrderOf(answers, columnOf(answers, column))
  await answers.close()
  return ambiguous
}
