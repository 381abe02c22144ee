import type { Db } from '../../../db/connect.ts'
import { formatDay } from '../../i18n/format.ts'
import type { Locale } from '../../i18n/locale.ts'
import { m } from '../../i18n/messages.ts'
import { waveReport } from '../close.server.ts'
import { type Cell, type Report, type Share } from '../report.ts'
import type { Question } from '../survey.ts'
import { waveName } from '../wave-name.ts'
import { frozenTree, type FrozenTree, type Wave } from '../wave.server.ts'
import { shownComments } from './comment.server.ts'
import { type Measure, measuresOf, type Shown, shownOf } from './figure.ts'
import { unitsWithin } from './heat-map.ts'
import { driverName, measureName } from './names.server.ts'
import { rootOf } from './reading.server.ts'

export interface Table {
  name: string
  head: string[]
  rows: (string | number | null)[][]
  widths: number[]
}

export interface WaveTables {
  /** Every figure that is shown, and nothing for those that are not. */
  figures: Table
  links: Table
  comments: Table
  about: Table
}

/**
 * A published wave as tables, made of its published cells alone: what everybody reads on the pages. A
 * hidden cell has no row, since even an empty one would tell something. Null where nothing is shown.
 */
export async function waveTables(
  db: Db,
  shown: Wave,
  company: { name: string; timeZone: string },
  locale: Locale,
): Promise<WaveTables | null> {
  const report = await waveReport(db, shown.id)
  const tree = await frozenTree(db, shown.id)
  if (!tree || typeof report === 'string') return null
  const comments = await shownComments(db, shown.id)
  return {
    figures: figures(report, tree, shown, locale),
    links: links(report, shown, locale),
    comments: commentTable(comments, tree, shown, locale),
    about: about(report, shown, company, locale),
  }
}

const MOST_STEPS = 7

function figures(report: Report, tree: FrozenTree, { survey }: Wave, locale: Locale): Table {
  const l = { locale }
  const cells = new Map(report.cells.map((cell) => [`${cell.unit}\n${cell.question}`, cell]))
  const questions = new Map(survey.questions.map((question) => [question.id, question]))
  const measures = measuresOf(survey.questions)
  const choices = survey.questions.filter(({ kind }) => kind === 'choice')
  const rows = unitsWithin(tree.units, rootOf(tree).id, Infinity).flatMap(({ unit }) => {
    const cellOf = (question: string): Cell =>
      cells.get(`${unit.id}\n${question}`) ?? { unit: unit.id, question, shown: 'hidden' }
    const placed = [unit.name, unit.code]
    return [
      ...measures.flatMap((measure) => {
        const figure = shownOf(measure, survey.questions, cellOf)
        if (figure.shown === 'hidden') return []
        const cell = questions.has(measure.id) ? cellOf(measure.id) : null
        return [
          [
            ...placed,
            kindWords(measure, locale),
            measure.driver ? driverName(measure.driver, locale) : '',
            measureName(measure, survey, locale),
            ...figureCells(figure, locale),
            ...spread(cell && sharesOf(cell)),
          ],
        ]
      }),
      ...choices.flatMap((question) => {
        const cell = cellOf(question.id)
        if (cell.shown === 'hidden') return []
        const figure: Shown =
          cell.shown === 'nearly-all' ? { shown: 'nearly-all', n: cell.n } : { shown: 'hidden' }
        const shown =
          figure.shown === 'hidden'
            ? [cell.n, optionWords(question, locale), null, null, null]
            : figureCells(figure, locale)
        const kind = m.pulse_results_export_choice({}, l)
        return [[...placed, kind, '', question.text[locale], ...shown, ...spread(sharesOf(cell))]]
      }),
    ]
  })
  return {
    name: m.pulse_results_export_figures({}, l),
    head: [
      m.pulse_unit({}, l),
      m.pulse_results_export_code({}, l),
      m.pulse_results_export_kind({}, l),
      m.pulse_results_driver({}, l),
      m.pulse_results_export_what({}, l),
      m.pulse_results_export_n({}, l),
      m.pulse_results_export_scale({}, l),
      m.pulse_results_export_value({}, l),
      m.pulse_results_export_low({}, l),
      m.pulse_results_export_high({}, l),
      ...Array.from({ length: MOST_STEPS }, (_, i) =>
        m.pulse_results_export_step({ step: i + 1 }, l),
      ),
    ],
    rows,
    widths: [24, 16, 14, 24, 48, 10, 20, 10, 10, 10, ...Array(MOST_STEPS).fill(10)],
  }
}

function kindWords({ kind }: Measure, locale: Locale): string {
  return {
    enps: () => 'eNPS',
    index: () => m.pulse_results_export_index({}, { locale }),
    driver: () => m.pulse_results_driver({}, { locale }),
    item: () => m.pulse_results_export_item({}, { locale }),
  }[kind]()
}

/** n, the scale or the words that stand for a figure, the value and its interval. */
function figureCells(shown: Shown, locale: Locale): (string | number | null)[] {
  const l = { locale }
  if (shown.shown === 'hidden') return []
  if (shown.shown === 'nearly-all') return [shown.n, m.pulse_nearly_all({}, l), null, null, null]
  if (shown.shown === 'band') {
    const words = {
      low: m.pulse_band_low,
      middle: m.pulse_band_middle,
      high: m.pulse_band_high,
    }[shown.band]
    return [shown.n, words({}, l), null, null, null]
  }
  const scale = {
    points: m.pulse_results_scale_points,
    percent: m.pulse_results_scale_percent,
    mean: m.pulse_results_scale_mean,
  }[shown.of]({}, l)
  const { n, value, low, high } = shown
  const end = value === null ? (low + high > 100 ? '> 90' : '< 10') : tidy(value)
  return [n, scale, end, tidy(low), tidy(high)]
}

function optionWords({ options = [] }: Question, locale: Locale): string {
  return options.map((option, i) => `${i + 1}: ${option[locale]}`).join(' · ')
}

const tidy = (value: number) => Math.round(value * 100) / 100

/** In percent: of 1, 2, 3, 4, 5; of eNPS 0–6, 7–8, 9–10; of a choice by option. */
function sharesOf(cell: Cell): readonly Share[] | null {
  if (cell.shown === 'item' || cell.shown === 'choice') return cell.distribution
  if (cell.shown !== 'enps') return null
  const { detractors, passives, promoters } = cell.distribution
  return [detractors, passives, promoters]
}

function spread(shares: readonly Share[] | null): (string | number | null)[] {
  return Array.from({ length: MOST_STEPS }, (_, i) => {
    const share = shares?.[i]
    if (share === undefined) return null
    return share === 'under-10' ? '< 10' : share === 'over-90' ? '> 90' : tidy(100 * share)
  })
}

function links(report: Report, { survey }: Wave, locale: Locale): Table {
  const l = { locale }
  const line = (kind: string, name: string, link: { n: number; rho: number } & Ends) => [
    kind,
    name,
    link.n,
    tidy(link.rho),
    tidy(link.low),
    tidy(link.high),
  ]
  const text = (id: string) => survey.questions.find((one) => one.id === id)?.text[locale] ?? id
  return {
    name: m.pulse_results_export_links({}, l),
    head: [
      m.pulse_results_export_kind({}, l),
      m.pulse_results_export_what({}, l),
      m.pulse_results_export_n({}, l),
      m.pulse_results_export_rho({}, l),
      m.pulse_results_export_low({}, l),
      m.pulse_results_export_high({}, l),
    ],
    rows: [
      ...report.driverRanking.map((link) =>
        line(m.pulse_results_driver({}, l), driverName(link.driver, locale), link),
      ),
      ...report.ranking.map((link) =>
        line(m.pulse_results_export_item({}, l), text(link.question), link),
      ),
    ],
    widths: [14, 56, 10, 12, 10, 10],
  }
}
type Ends = { low: number; high: number }

function commentTable(
  comments: Awaited<ReturnType<typeof shownComments>>,
  tree: FrozenTree,
  { survey }: Wave,
  locale: Locale,
): Table {
  const l = { locale }
  const names = new Map(tree.units.map(({ id, name }) => [id, name]))
  const text = (id: string) => survey.questions.find((one) => one.id === id)?.text[locale] ?? id
  return {
    name: m.pulse_results_comments({}, l),
    head: [
      m.pulse_unit({}, l),
      m.pulse_results_export_what({}, l),
      m.pulse_results_comment({}, l),
      m.pulse_results_topics({}, l),
    ],
    rows: comments.map((one) => [
      names.get(one.unit) ?? '',
      text(one.question),
      one.text,
      one.topics.join(', '),
    ]),
    widths: [24, 40, 80, 30],
  }
}

function about(
  report: Report,
  shown: Wave,
  { name, timeZone }: { name: string; timeZone: string },
  locale: Locale,
): Table {
  const l = { locale }
  const { counts } = report
  return {
    name: m.pulse_results_export_about({}, l),
    head: [name, waveName(shown.survey.title, shown.launchedAt, timeZone, locale)],
    rows: [
      [m.pulse_hr_ended({}, l), formatDay(shown.endedAt ?? shown.closesAt, timeZone, locale)],
      [m.pulse_count_eligible({}, l), counts.eligible],
      [m.pulse_count_issued({}, l), counts.issued],
      [m.pulse_count_redeemed({}, l), counts.redeemed],
      [m.pulse_count_withdrawn({}, l), counts.withdrawn],
      [m.pulse_count_unreadable({}, l), counts.unreadable],
      ['', m.pulse_results_export_hidden({}, l)],
      ['', m.pulse_know_rounding({}, l)],
    ],
    widths: [36, 80],
  }
}

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
}

/** The file's name says the survey and the day it ended, in plain letters. */
export function fileHeaders(shown: Wave, extension: keyof typeof TYPES): Record<string, string> {
  const day = (shown.endedAt ?? shown.closesAt).toISOString().slice(0, 10)
  return {
    'Content-Type': TYPES[extension],
    'Content-Disposition': `attachment; filename="pulse-${shown.survey.id}-${day}.${extension}"`,
    'Cache-Control': 'no-store',
  }
}
