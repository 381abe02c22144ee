import type { Db } from '../../../db/connect.ts'
import type { Locale } from '../../i18n/locale.ts'
import { m } from '../../i18n/messages.ts'
import type { DriverRank } from '../report.ts'
import { frozenTree, type FrozenTree, type Wave } from '../wave.server.ts'
import { driverItems, type Gap } from './driver.ts'
import { extremes, gapOf, type Measure, type Shown, shownOf, toldApart } from './figure.ts'
import { driverName, measureName } from './names.server.ts'
import { pastWaves } from './past.server.ts'
import { type Point, type Since, trends } from './trend.ts'

type Named = { id: string; name: string }

/** One measure of one unit, as it came out and as it went. */
export interface Reading extends Pick<Measure, 'id' | 'kind' | 'driver'> {
  name: string
  shown: Shown
  company: Shown
  /** The unit beside the company, told among the drivers or among the statements; null for the company itself. */
  against: Gap['outcome'] | null
  change: Since | null
  /** Oldest first, this wave the last. */
  points: Point[]
}

export interface UnitReading {
  unit: Named
  company: Named
  readings: Reading[]
  /** Drivers by id, at most three of each; `apart` where the first and the last differ by more than chance. */
  strongest: string[]
  weakest: string[]
  apart: boolean
}

/**
 * What a published wave and those before it show of one unit, beside the company: the same for
 * everybody who asks. Null where the wave had no such unit or shows nothing.
 */
export async function unitReading(
  db: Db,
  shown: Wave,
  unitId: string,
  locale: Locale,
): Promise<UnitReading | null> {
  if (shown.outcome !== 'published' || !shown.endedAt) return null
  const tree = await frozenTree(db, shown.id)
  const unit = tree && namedIn(tree, unitId)
  if (!tree || !unit) return null
  const company = rootOf(tree)
  const waves = await pastWaves(db, shown.endedAt.getTime(), [unitId, company.id])
  const last = waves.at(-1)
  if (last?.id !== shown.id) return null
  const { questions } = shown.survey
  const found = trends(waves, unitId).map(({ measure, points }) => {
    const own = points.at(-1)!
    const whole = shownOf(measure, questions, (question) => last.cellOf(company.id, question))
    return { measure, points, own, whole }
  })
  const gaps = found.map(({ own, whole }) => gapOf(whole, own.shown))
  // What a leader looks at first is told apart among itself; the single statements are many more.
  const isMain = found.map(({ measure }) => measure.kind !== 'item' || measure.driver === null)
  const main = toldApart(gaps.map((gap, i) => (isMain[i] ? gap : null)))
  const single = toldApart(gaps.map((gap, i) => (isMain[i] ? null : gap)))
  const readings = found.map(({ measure, points, own, whole }, i) => ({
    id: measure.id,
    kind: measure.kind,
    driver: measure.driver,
    name: measureName(measure, shown.survey, locale),
    shown: own.shown,
    company: whole,
    against: unitId === company.id ? null : (isMain[i] ? main : single)[i]!,
    change: own.change,
    points,
  }))
  const ends = extremes(readings.filter(({ kind }) => kind === 'driver'))
  return {
    unit,
    company,
    readings,
    strongest: ends.strongest.map(({ id }) => id),
    weakest: ends.weakest.map(({ id }) => id),
    apart: ends.apart,
  }
}

export function namedIn(tree: FrozenTree, unitId: string): Named | null {
  const unit = tree.units.find(({ id }) => id === unitId)
  return unit ? { id: unit.id, name: unit.name } : null
}

export function rootOf(tree: FrozenTree): Named {
  const { id, name } = tree.units.find(({ parent }) => parent === null)!
  return { id, name }
}

/** From the root down to the unit; the root alone where there is no such unit. */
export function pathIn(tree: FrozenTree, unitId: string | null): Named[] {
  const byId = new Map(tree.units.map((unit) => [unit.id, unit]))
  const path: Named[] = []
  for (let at = unitId === null ? undefined : byId.get(unitId); at && path.length < 50;) {
    path.unshift({ id: at.id, name: at.name })
    at = at.parent === null ? undefined : byId.get(at.parent)
  }
  if (path.length > 0) return path
  const root = tree.units.find(({ parent }) => parent === null)!
  return [{ id: root.id, name: root.name }]
}

/** Where a unit stands in a wave's tree and what lies below; null where there is no such wave. */
export async function unitsAround(
  db: Db,
  waveId: string,
  unitId: string | null,
): Promise<{ path: Named[]; below: Named[] } | null> {
  const tree = await frozenTree(db, waveId)
  if (!tree) return null
  const path = pathIn(tree, unitId)
  const last = path.at(-1)!
  return {
    path,
    below: tree.units.flatMap(({ id, name, parent }) => (parent === last.id ? [{ id, name }] : [])),
  }
}

export interface DriverOverview extends Omit<UnitReading, 'readings'> {
  readings: Omit<Reading, 'points'>[]
  /** Drivers by their link with eNPS, company-wide; empty below a hundred answers. */
  ranking: { id: string; name: string; n: number; rho: number; low: number; high: number }[]
  how: string
}

/** A unit's index and drivers for one page; null where every driver stands on one statement, which says it better. */
export async function driverOverview(
  db: Db,
  shown: Wave,
  unitId: string,
  ranking: readonly DriverRank[],
  locale: Locale,
): Promise<DriverOverview | null> {
  const items = [...driverItems(shown.survey.questions).values()]
  if (!items.some((asked) => asked.length > 1)) return null
  const reading = await unitReading(db, shown, unitId, locale)
  if (!reading) return null
  return {
    ...reading,
    readings: reading.readings
      .filter(({ kind }) => kind === 'index' || kind === 'driver')
      .map(withoutPoints),
    ranking: ranking.map(({ driver, ...link }) => ({
      id: driver,
      name: driverName(driver, locale),
      ...link,
    })),
    how: m.pulse_results_driver_know({}, { locale }),
  }
}

/** A reading for a page that shows no trend: eight waves of every driver are much of a page. */
export function withoutPoints(reading: Reading): Omit<Reading, 'points'> {
  const { id, kind, driver, name, shown, company, against, change } = reading
  return { id, kind, driver, name, shown, company, against, change }
}
