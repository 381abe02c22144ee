import { stat } from 'node:fs/promises'
import type { Db } from '../../db/connect.ts'
import { columnIndex, openCsv, type Csv } from '../files/csv.server.ts'
import { unitTree } from '../people/unit.server.ts'
import { touchpoints } from '../touchpoints/touchpoint.server.ts'
import { dayIn, orderEvidence, type DateOrder } from './day.ts'
import type { ImportOptions, Refusal, RefusalReason } from './import.ts'
import { FIELDS, type Field } from './mapping.ts'
import type { Reading } from './reading.server.ts'
import { NEW_SITE, type Rules } from './row.ts'
import { plain } from './score.ts'
import { rootUnit, siteNamed, unitNames } from './unit-finder.server.ts'

export type Plan = Omit<Reading, 'file' | 'rows'>

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
