import type { Db } from '../../db/connect.ts'
import { gradeMonths, gradeTotals } from '../feedback/total.server.ts'
import { company } from '../people/company.server.ts'
import { siteOf } from '../people/unit.ts'
import { unitTree } from '../people/unit.server.ts'
import { type Counts, noCounts, sumOfCounts } from '../statistics/scores.ts'
import { touchpointByCode, touchpoints } from '../touchpoints/touchpoint.server.ts'
import { TOUCHPOINT_GROUPS } from '../touchpoints/touchpoint.ts'
import { answerPlaces, answerTotals } from './answer.server.ts'
import type { GradeCounts } from './link.ts'
import {
  type ChangeRow,
  type HeardTwice,
  mapChange,
  MONTHS,
  type Spans,
  spansOf,
} from './map-change.ts'
import { drawMonths, type MonthDrawing } from './month-drawing.server.ts'
import type { Scope } from './scope.ts'
import {
  countedTogether,
  gradesAsCounts,
  type Shown,
  shownGrades,
  shownScore,
  sumOfGrades,
} from './score.ts'
import { monthsTo } from './window.ts'

export interface MonthSeries {
  /** A touchpoint or a group of them. */
  touchpoint: string
  months: { month: string; customers: Shown; colleagues: Shown }[]
  drawing: MonthDrawing
}

export interface MapChange {
  spans: Spans
  /** How many sites are taken together, each compared with itself; null for one site. */
  sites: number | null
  /** Touchpoints that have a grade or an answer in either span, in the order of the journey. */
  rows: ChangeRow[]
  groups: ChangeRow[]
  /** Month by month: the one touchpoint asked for, else the four groups. */
  series: MonthSeries[]
}

/**
 * How the touchpoints of a site, or of several each compared with itself, have changed up to `now`: from stored totals,
 * in three queries for a site and eight for several, whatever the number of answers. `touchpoint`: the one to follow
 * month by month; null for the groups.
 */
export async function mapChanged(
  db: Db,
  scope: Scope,
  touchpoint: string | null,
  now: Date,
): Promise<MapChange> {
  const { timeZone } = await company(db)
  const months = monthsTo(now, timeZone, MONTHS)
  const window = { from: months[0] as string, to: months.at(-1) as string }
  const answers = await answerTotals(db, { ...window, unitIds: scope.unitIds })
  const grades = await gradeMonths(db, { ...window, siteIds: scope.siteIds })
  const spans = spansOf(
    months,
    [...answers, ...grades].some(({ month }) => month === window.from),
  )
  const said = byKey(answers)
  const noted = byKey(grades)
  const during = (codes: readonly string[], months: readonly string[]) => {
    const keys = codes.flatMap((code) => months.map((month) => keyOf(code, month)))
    return {
      answers: countedTogether(keys.flatMap((key) => said.get(key) ?? [])),
      grades: sumOfGrades(keys.flatMap((key) => noted.get(key) ?? [])),
    }
  }

  const codes = touchpoints().map(({ code }) => code)
  const inGroup = (group: string) => codes.filter((code) => touchpointByCode(code)?.group === group)
  const each = new Map(
    scope.site
      ? codes.map((code) => {
          const [earlier, later] = [during([code], spans.earlier), during([code], spans.later)]
          return [code, twice(code, [{ earlier, later }])] as const
        })
      : await placesHeard(db, scope, spans, codes),
  )
  const group = (name: string): HeardTwice => {
    const parts = inGroup(name).map((code) => each.get(code) as HeardTwice)
    const [answers, grades] = [
      parts.flatMap((part) => part.answers),
      parts.flatMap((part) => part.grades),
    ]
    return { touchpoint: name, answers, grades }
  }
  const followed = touchpoint
    ? [{ touchpoint, codes: [touchpoint] }]
    : TOUCHPOINT_GROUPS.map((name) => ({ touchpoint: name, codes: inGroup(name) }))
  return {
    spans,
    sites: scope.site ? null : scope.siteIds.length,
    rows: mapChange([...each.values()]).filter(saysSomething),
    groups: mapChange(TOUCHPOINT_GROUPS.map(group)),
    series: followed.map((one) => {
      const shown = months.map((month) => {
        const { answers, grades } = during(one.codes, [month])
        return { month, customers: shownScore(answers), colleagues: shownGrades(grades) }
      })
      return { touchpoint: one.touchpoint, months: shown, drawing: drawMonths(shown, spans) }
    }),
  }
}

function keyOf(touchpoint: string, month: string): string {
  return `${month} ${touchpoint}`
}

function byKey<Row extends { touchpoint: string; month: string }>(rows: readonly Row[]) {
  const found = new Map<string, Row[]>()
  for (const row of rows) {
    const key = keyOf(row.touchpoint, row.month)
    const known = found.get(key)
    if (known) known.push(row)
    else found.set(key, [row])
  }
  return found
}

interface Half {
  answers: Counts
  grades: GradeCounts
}

function twice(touchpoint: string, places: readonly { earlier: Half; later: Half }[]): HeardTwice {
  return {
    touchpoint,
    answers: places.map(({ earlier, later }) => ({
      before: earlier.answers,
      after: later.answers,
    })),
    grades: places.map(({ earlier, later }) => ({
      before: gradesAsCounts(earlier.grades),
      after: gradesAsCounts(later.grades),
    })),
  }
}

/** Every touchpoint of several sites, site by site: what hangs at a team belongs to its site. */
async function placesHeard(
  db: Db,
  { unitIds, siteIds }: Scope,
  spans: Spans,
  codes: readonly string[],
): Promise<(readonly [string, HeardTwice])[]> {
  const units = await unitTree(db)
  const sites = new Map(units.map(({ id }) => [id, siteOf(units, id)?.id ?? id]))
  const heard = new Map<string, { earlier: Half; later: Half }>()
  const places = new Map<string, Set<string>>()
  const at = (touchpoint: string, unitId: string) => {
    const place = sites.get(unitId) ?? unitId
    const known = places.get(touchpoint)
    if (known) known.add(place)
    else places.set(touchpoint, new Set([place]))
    const key = keyOf(touchpoint, place)
    const none = () => ({ answers: noCounts(), grades: sumOfGrades([]) })
    const found = heard.get(key) ?? { earlier: none(), later: none() }
    heard.set(key, found)
    return found
  }
  for (const half of ['earlier', 'later'] as const) {
    const window = { from: spans[half][0] as string, to: spans[half].at(-1) as string }
    for (const row of await answerPlaces(db, { ...window, unitIds })) {
      const place = at(row.touchpoint, row.unitId)[half]
      place.answers = sumOfCounts([place.answers, row])
    }
    for (const row of await gradeTotals(db, { ...window, siteIds })) {
      const place = at(row.touchpoint, row.siteId)[half]
      place.grades = sumOfGrades([place.grades, row])
    }
  }
  return codes.map((code) => {
    const here = [...(places.get(code) ?? [])].map((place) => heard.get(keyOf(code, place))!)
    return [code, twice(code, here)] as const
  })
}

function saysSomething({ colleagues, customers }: ChangeRow): boolean {
  return [colleagues, customers].some(({ earlier, later }) => earlier.n + later.n > 0)
}
