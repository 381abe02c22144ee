import type { Db } from '../../db/connect.ts'
import { gradeMonths } from '../feedback/total.server.ts'
import { company } from '../people/company.server.ts'
import { touchpointByCode, touchpoints } from '../touchpoints/touchpoint.server.ts'
import { TOUCHPOINT_GROUPS } from '../touchpoints/touchpoint.ts'
import { answerTotals } from './answer.server.ts'
import { mapChange, MONTHS, spansOf, type ChangeRow, type Spans } from './map-change.ts'
import { drawMonths, type MonthDrawing } from './month-drawing.server.ts'
import type { Scope } from './scope.ts'
import { countedTogether, type Shown, shownGrades, shownScore, sumOfGrades } from './score.ts'
import { monthsTo } from './window.ts'

export interface MonthSeries {
  /** A touchpoint or a group of them. */
  touchpoint: string
  months: { month: string; customers: Shown; colleagues: Shown }[]
  drawing: MonthDrawing
}

export interface MapChange {
  spans: Spans
  /** Touchpoints that have a grade or an answer in either span, in the order of the journey. */
  rows: ChangeRow[]
  groups: ChangeRow[]
  /** Month by month: the one touchpoint asked for, else the four groups. */
  series: MonthSeries[]
}

/**
 * How the touchpoints of a site, or of several together, have changed up to `now`: from stored totals in three
 * queries, whatever the number of answers or sites. `touchpoint`: the one to follow month by month; null for the groups.
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

  const heard = (touchpoint: string, within: (code: string) => boolean) => {
    const said = answers.filter((row) => within(row.touchpoint))
    const noted = grades.filter((row) => within(row.touchpoint))
    const during = (span: readonly string[]) => ({
      answers: countedTogether(said.filter(({ month }) => span.includes(month))),
      grades: sumOfGrades(noted.filter(({ month }) => span.includes(month))),
    })
    return { touchpoint, during }
  }
  const inGroup = (group: string) => (code: string) => touchpointByCode(code)?.group === group
  const each = touchpoints().map(({ code }) => heard(code, (other) => other === code))
  const groups = TOUCHPOINT_GROUPS.map((group) => heard(group, inGroup(group)))
  const twice = ({ touchpoint, during }: (typeof each)[number]) => {
    const earlier = during(spans.earlier)
    const later = during(spans.later)
    return {
      touchpoint,
      grades: { earlier: earlier.grades, later: later.grades },
      answers: { earlier: earlier.answers, later: later.answers },
    }
  }
  return {
    spans,
    rows: mapChange(each.map(twice), scope.site === null).filter(saysSomething),
    groups: mapChange(groups.map(twice), true),
    series: (touchpoint ? each.filter((one) => one.touchpoint === touchpoint) : groups).map(
      (one) => {
        const shown = months.map((month) => {
          const { answers, grades } = one.during([month])
          return { month, customers: shownScore(answers), colleagues: shownGrades(grades) }
        })
        return { touchpoint: one.touchpoint, months: shown, drawing: drawMonths(shown, spans) }
      },
    ),
  }
}

function saysSomething({ colleagues, customers }: ChangeRow): boolean {
  return [colleagues, customers].some(({ earlier, later }) => earlier.n + later.n > 0)
}
