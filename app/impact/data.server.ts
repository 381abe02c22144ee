import type { Db } from '../../db/connect.ts'
import { csvText } from '../files/csv-out.server.ts'
import { company } from '../people/company.server.ts'
import { BANDS } from '../statistics/scores.ts'
import { touchpointByCode } from '../touchpoints/touchpoint.server.ts'
import { answerTotals } from './answer.server.ts'
import { type LessonRow, lessonRows } from './lesson.server.ts'
import { storedLinkRows } from './link.server.ts'
import { pulseRows, type PulseRows } from './pulse-link.server.ts'
import type { Scope } from './scope.ts'
import { TOGETHER } from './score.ts'
import { monthsTo } from './window.ts'

/** The data behind the figures, without any person: what each file is, and the command that makes the same figures of it. */
export const DATA_FILES = {
  'places.csv': 'link places.csv --unit place --x index --y nps',
  'quarters.csv': 'link quarters.csv --unit place --x index --y nps --time quarter',
  'lesson.csv': 'link lesson.csv --unit place --y nps --time month --since finished --n answers',
  'pulse.csv': 'link pulse.csv --unit place --x enps --y nps',
  'answers.csv': 'nps answers.csv --score band --times answers --by touchpoint',
} as const
export type DataFile = keyof typeof DATA_FILES

/**
 * Files that HR alone may take: figures of a closed pulse are on everybody's screen by the name of their place, so that
 * beside them a numbered place's score would be anything but nameless.
 */
export const FOR_HR: readonly DataFile[] = ['pulse.csv']

/** A file's text; figures are written whole, so that nothing is lost on the way. */
export async function dataText(db: Db, file: DataFile, scope: Scope, now: Date): Promise<string> {
  if (file === 'answers.csv') return answersText(db, scope, now)
  if (file === 'lesson.csv') return lessonText(await lessonRows(db))
  if (file === 'pulse.csv') return pulseText(await pulseRows(db))
  const { places, quarters } = await storedLinkRows(db)
  if (file === 'quarters.csv') {
    const rows = quarters.map((row) => [row.place, row.quarter, row.index, row.nps])
    return csvText([['place', 'quarter', 'index', 'nps'], ...rows])
  }
  const head = ['place', 'index', 'nps', 'wow', 'normal', 'poor']
  return csvText([
    [...head, 'promoters', 'passives', 'detractors'],
    ...places.map(({ place, index, nps, grades, answers }) => [
      place,
      index,
      nps,
      ...[grades.wow, grades.normal, grades.poor],
      ...[answers.promoters, answers.passives, answers.detractors],
    ]),
  ])
}

/** The answers counted together at these sites, a row for each month, touchpoint, way of asking and band. */
async function answersText(db: Db, scope: Scope, now: Date): Promise<string> {
  const { timeZone } = await company(db)
  const months = monthsTo(now, timeZone)
  const window = { from: months[0] as string, to: months.at(-1) as string }
  const totals = await answerTotals(db, { ...window, unitIds: scope.unitIds })
  const rows = totals
    .filter((row) => TOGETHER.includes(row.collectedBy))
    .flatMap((row) =>
      BANDS.flatMap((band) => {
        const n = row[`${band}s`]
        const group = touchpointByCode(row.touchpoint)?.group ?? ''
        // The visit as a whole is a touchpoint of no name.
        const touchpoint = row.touchpoint || 'visit'
        return n === 0 ? [] : [[row.month, group, touchpoint, row.collectedBy, band, n]]
      }),
    )
    .sort((a, b) => (a.join() < b.join() ? -1 : 1))
  return csvText([['month', 'group', 'touchpoint', 'asked', 'band', 'answers'], ...rows])
}

/** A place's month a row; `finished` is the number of the month half of its people had finished in, 0 before the first. */
function lessonText(rows: readonly LessonRow[]): string {
  return csvText([
    ['place', 'month', 'answers', 'nps', 'finished'],
    ...rows.map(({ place, month, answers, nps, since }) => {
      return [place, month, answers, nps ?? '', since ?? '']
    }),
  ])
}

/** A place a row, a question a column; empty where nothing is published. */
function pulseText(found: PulseRows | null): string {
  const questions = found?.questions ?? []
  return csvText([
    ['place', 'nps', ...questions],
    ...(found?.rows ?? []).map(({ place, nps, figures }) => [
      place,
      nps,
      ...questions.map((question) => figures[question] ?? ''),
    ]),
  ])
}
