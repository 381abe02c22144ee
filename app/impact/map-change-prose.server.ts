import { formatMonth, formatNumber } from '../i18n/format.ts'
import type { Locale } from '../i18n/locale.ts'
import { m } from '../i18n/messages.ts'
import { touchpointByCode } from '../touchpoints/touchpoint.server.ts'
import { GROUP_NAMES } from './group-names.server.ts'
import type { MapChange, MonthSeries } from './map-change.server.ts'
import type { Change, ChangeRow, Spans } from './map-change.ts'
import type { MonthDrawing } from './month-drawing.server.ts'
import type { SidesRow } from './score.ts'
import { answersWords, notesWords, points, shownWords, span } from './words.ts'

export interface MapChangeProse {
  /** The sentence the comparison proves. */
  title: string
  /** What is compared with what, and what that leaves open. */
  compared: string[]
  how: string
  groups: RowProse[]
  rows: RowProse[]
  series: SeriesProse[]
}

export interface RowProse {
  touchpoint: string
  name: string
  group: string
  /** How many of the sites taken together could be compared; '' where that says nothing. */
  counted: string
  /** What has surely moved, a sentence for each side; empty where nothing has. */
  says: string[]
  customers: SidesRow
  colleagues: SidesRow
  /** For the table, where what cannot be told is said in words too. */
  change: { customers: string; colleagues: string }
}

export interface SeriesProse {
  touchpoint: string
  name: string
  customers: string
  colleagues: string
  drawing: MonthDrawing
  rows: Record<'month' | 'customers' | 'answers' | 'colleagues' | 'notes', string>[]
}

/** Every sentence about what has changed, in the reader's language. */
export function mapChangeProse(found: MapChange, locale: Locale): MapChangeProse {
  const { spans, sites, rows, groups, series } = found
  const options = { locale }
  return {
    title: titleOf(rows, locale),
    compared: [
      comparedOf(spans, locale),
      ...(sites === null ? [] : [m.impact_change_within({}, options)]),
      m.impact_change_no_cause({}, options),
    ],
    how: m.impact_change_how({}, options),
    groups: groups.map((row) => rowOf(row, locale)),
    rows: rows.map((row) => ({ ...rowOf(row, locale), counted: countedOf(row, sites, locale) })),
    series: series.map((one) => seriesOf(one, locale)),
  }
}

function nameOf(code: string, locale: Locale): string {
  const group = GROUP_NAMES[code as keyof typeof GROUP_NAMES]
  return touchpointByCode(code)?.name[locale] ?? group?.({}, { locale }) ?? code
}

function titleOf(rows: readonly ChangeRow[], locale: Locale): string {
  const options = { locale }
  const moved = (outcome: Change['outcome']) =>
    rows
      .filter(({ customers }) => customers.outcome === outcome)
      .map(({ touchpoint }) => touchpoint)
  const up = namesOf(moved('higher'), locale)
  const down = namesOf(moved('lower'), locale)
  if (up && down) return m.impact_change_both({ up, down }, options)
  if (up) return m.impact_change_up({ places: up }, options)
  if (down) return m.impact_change_down({ places: down }, options)
  const apart = namesOf(moved('apart'), locale)
  if (apart) return m.impact_change_apart({ places: apart }, options)
  return rows.some(({ customers }) => customers.outcome !== null)
    ? m.impact_change_none({}, options)
    : m.impact_change_few({}, options)
}

function namesOf(codes: string[], locale: Locale): string | null {
  if (codes.length === 0) return null
  const names = codes.slice(0, 3).map((code) => nameOf(code, locale))
  const more = codes.length - names.length
  return [...names, ...(more > 0 ? [m.impact_map_and_more({ n: more }, { locale })] : [])].join(
    ', ',
  )
}

function comparedOf({ earlier, later, against }: Spans, locale: Locale): string {
  const ends = (months: string[]) =>
    `${formatMonth(months[0] as string, locale)} – ${formatMonth(months.at(-1) as string, locale)}`
  const said = { later: ends(later), earlier: ends(earlier) }
  return against === 'year'
    ? m.impact_change_year(said, { locale })
    : m.impact_change_half(said, { locale })
}

/** How many sites a line of several speaks of; '' for one site, and where none could be compared. */
function countedOf(
  { customers, colleagues }: ChangeRow,
  sites: number | null,
  locale: Locale,
): string {
  if (sites === null || customers.counted + colleagues.counted === 0) return ''
  const said = { customers: customers.counted, colleagues: colleagues.counted, all: sites }
  return m.impact_change_counted(said, { locale })
}

const CUSTOMERS = {
  higher: m.impact_change_customers_up,
  lower: m.impact_change_customers_down,
  apart: m.impact_change_customers_apart,
}
const COLLEAGUES = {
  higher: m.impact_change_colleagues_up,
  lower: m.impact_change_colleagues_down,
  apart: m.impact_change_colleagues_apart,
}

function rowOf(row: ChangeRow, locale: Locale): RowProse {
  const options = { locale }
  const sides = (name: string, { earlier, later }: Change, kind: 'answers' | 'notes') => ({
    name,
    sides: [
      {
        name: m.impact_change_before({}, options),
        shown: earlier,
        words: words(earlier, kind, locale),
      },
      { name: m.impact_change_now({}, options), shown: later, words: words(later, kind, locale) },
    ],
  })
  const { customers, colleagues } = row
  const says = [
    ...(isMove(customers.outcome) ? [CUSTOMERS[customers.outcome]({}, options)] : []),
    ...(isMove(colleagues.outcome) ? [COLLEAGUES[colleagues.outcome]({}, options)] : []),
  ]
  return {
    touchpoint: row.touchpoint,
    name: nameOf(row.touchpoint, locale),
    group: touchpointByCode(row.touchpoint)?.group ?? row.touchpoint,
    counted: '',
    says,
    customers: sides(m.impact_map_customers({}, options), customers, 'answers'),
    colleagues: sides(m.impact_map_colleagues({}, options), colleagues, 'notes'),
    change: {
      customers: changeWords(customers, CUSTOMERS, locale),
      colleagues: changeWords(colleagues, COLLEAGUES, locale),
    },
  }
}

function isMove(outcome: Change['outcome']): outcome is keyof typeof CUSTOMERS {
  return outcome !== null && outcome !== 'cannot-tell'
}

function words(shown: Change['later'], kind: 'answers' | 'notes', locale: Locale): string {
  if (shown.low === null) return shownWords(shown, kind, locale)
  const counted = kind === 'answers' ? answersWords : notesWords
  return `${shownWords(shown, kind, locale)} · ${counted(shown.n, locale)}`
}

function changeWords(change: Change, moves: typeof CUSTOMERS, locale: Locale): string {
  const { outcome, difference } = change
  if (outcome === null) return m.impact_change_cell_few({}, { locale })
  const says = isMove(outcome)
    ? moves[outcome]({}, { locale })
    : m.impact_change_cell_cannot_tell({}, { locale })
  if (!difference) return says
  const { value, low, high } = difference
  return `${says}: ${points(value, locale)} (${span(low, high, locale)})`
}

function seriesOf({ touchpoint, months, drawing }: MonthSeries, locale: Locale): SeriesProse {
  const options = { locale }
  const newest = (side: 'customers' | 'colleagues', none: string) => {
    const last = months.findLast((one) => one[side].low !== null)
    if (!last) return none
    const kind = side === 'customers' ? 'answers' : 'notes'
    return `${formatMonth(last.month, locale)}: ${words(last[side], kind, locale)}`
  }
  return {
    touchpoint,
    name: nameOf(touchpoint, locale),
    customers: newest('customers', m.impact_change_month_few_answers({}, options)),
    colleagues: newest('colleagues', m.impact_change_month_few_notes({}, options)),
    drawing,
    rows: months.map(({ month, customers, colleagues }) => ({
      month: formatMonth(month, locale),
      customers: customers.low === null ? '–' : shownWords(customers, 'answers', locale),
      answers: formatNumber(customers.n, 0, locale),
      colleagues: colleagues.low === null ? '–' : shownWords(colleagues, 'notes', locale),
      notes: formatNumber(colleagues.n, 0, locale),
    })),
  }
}
