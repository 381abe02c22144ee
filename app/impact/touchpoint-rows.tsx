import type { ReactNode } from 'react'
import { m } from '../i18n/messages.ts'
import { formatNumber } from '../i18n/format.ts'
import type { TOUCHPOINT_GROUPS } from '../touchpoints/touchpoint.ts'
import { groupLabel } from '../feedback/labels.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { Fold } from '../ui/fold.tsx'
import { Icon } from '../ui/icon.tsx'
import type { IconName } from '../ui/icon-names.ts'
import { IntervalBar, Mark } from '../ui/interval-bar.tsx'
import type { Shown } from './score.ts'
import type { MapRow, Reading } from './touchpoint-map.ts'
import { answersWords, notesWords, shownWords } from './words.ts'

export interface Place {
  name: string
  group: (typeof TOUCHPOINT_GROUPS)[number]
}

interface Props {
  rows: MapRow[]
  visit: MapRow | null
  /** In the order they are taught. */
  groups: MapRow[]
  places: Record<string, Place>
}

interface Saying {
  icon: IconName
  words: () => string
}

const READING: Record<Reading, Saying> = {
  kinder: { icon: 'triangle-alert', words: () => m.impact_kinder() },
  stricter: { icon: 'sparkles', words: () => m.impact_stricter() },
  'both-low': { icon: 'frown', words: () => m.impact_both_low() },
  'both-high': { icon: 'star', words: () => m.impact_both_high() },
}

const ABOVE: IconName = 'smile'
const BELOW: IconName = 'frown'

/** What can be said of a row: of both sides, else of the one that stands out alone; null where neither does. */
function sayingOf({ reading, standing: { colleagues, customers } }: MapRow): Saying | null {
  if (reading) return READING[reading]
  if (customers === 'higher') return { icon: ABOVE, words: () => m.impact_customers_above() }
  if (customers === 'lower') return { icon: BELOW, words: () => m.impact_customers_below() }
  if (colleagues === 'higher') return { icon: ABOVE, words: () => m.impact_colleagues_above() }
  if (colleagues === 'lower') return { icon: BELOW, words: () => m.impact_colleagues_below() }
  return null
}

/**
 * The groups, each with what stands out in it; the rest one tap away. A row has two marks, and the same figures in
 * words beside them.
 */
export function TouchpointRows({ rows, visit, groups, places }: Props) {
  const row = (one: MapRow) => (
    <Row key={one.touchpoint} row={one} name={places[one.touchpoint]?.name ?? ''} />
  )
  return (
    <div className="space-y-6">
      <Legend />
      {visit && (
        <ul>
          <Row row={visit} name={m.impact_map_visit()} alone />
        </ul>
      )}
      {groups.map((group) => {
        const here = rows.filter((one) => places[one.touchpoint]?.group === group.touchpoint)
        const rest = here.filter((one) => sayingOf(one) === null)
        return here.length === 0 ? null : (
          <section key={group.touchpoint}>
            <ul>
              <Row row={group} name={<h3>{groupName(group)}</h3>} strong />
              {here.filter((one) => !rest.includes(one)).map(row)}
            </ul>
            {rest.length > 0 && (
              <Fold label={m.impact_map_rest({ n: rest.length })}>
                <ul>{rest.map(row)}</ul>
              </Fold>
            )}
          </section>
        )
      })}
    </div>
  )
}

function groupName(group: MapRow): string {
  return groupLabel[group.touchpoint as Place['group']]()
}

function Legend() {
  return (
    <ul aria-hidden="true" className="flex flex-wrap gap-x-5 gap-y-1 text-sm text-muted">
      <li className="flex items-center gap-2">
        <Mark shape="diamond" />
        {m.impact_map_colleagues()}
      </li>
      <li className="flex items-center gap-2">
        <Mark shape="circle" />
        {m.impact_map_customers()}
      </li>
      <li className="flex items-center gap-2">
        <span className="band w-8" />
        {m.impact_map_band()}
      </li>
    </ul>
  )
}

interface RowProps {
  row: MapRow
  name: ReactNode
  /** Only customers speak of the visit as a whole. */
  alone?: boolean
  /** A group, above its touchpoints. */
  strong?: boolean
}

function Row({ row, name, alone, strong }: RowProps) {
  const { colleagues, customers, reading } = row
  const saying = sayingOf(row)
  const differ = reading === 'kinder' || reading === 'stricter'
  return (
    <li
      className={`grid gap-x-6 border-b py-2.5 ${strong ? 'border-edge' : 'border-line'} lg:grid-cols-[14rem_1fr_17rem] lg:items-center ${
        differ ? '-mx-3 rounded-xl border-s-4 border-s-accent bg-warn-soft px-3' : ''
      }`}
    >
      <div className="flex flex-wrap items-center gap-x-4 lg:block">
        {strong ? name : <span className="font-medium">{name}</span>}
        {saying && (
          <span
            className={`flex items-center gap-1.5 text-sm ${reading ? 'font-medium' : 'text-muted'}`}
          >
            <Icon name={saying.icon} className="size-4 text-accent" />
            {saying.words()}
          </span>
        )}
      </div>
      <div className="my-1">
        {!alone && <Lane shown={colleagues} mark="diamond" />}
        <Lane shown={customers} mark="circle" />
      </div>
      <div className="text-sm text-muted">
        {!alone && (
          <Figure
            mark="diamond"
            label={m.impact_map_colleagues()}
            shown={colleagues}
            kind="notes"
          />
        )}
        <Figure mark="circle" label={m.impact_map_customers()} shown={customers} kind="answers" />
      </div>
    </li>
  )
}

type Shape = 'circle' | 'diamond'

/** Without a range there is nothing to draw. */
function Lane({ shown: { value, low, high }, mark }: { shown: Shown; mark: Shape }) {
  if (low === null || high === null) return null
  return <IntervalBar {...{ low, high, value, mark }} />
}

interface FigureProps {
  mark: Shape
  label: string
  shown: Shown
  kind: 'notes' | 'answers'
}

function Figure({ mark, label, shown, kind }: FigureProps) {
  return (
    <p className="flex items-center gap-2">
      <Mark shape={mark} />
      <span className="sr-only">{label}: </span>
      {shown.low === null ? (
        shownWords(shown, kind)
      ) : (
        <span>
          <span className="font-medium text-ink">{shownWords(shown, kind)}</span>
          {' · '}
          {kind === 'notes' ? notesWords(shown.n) : answersWords(shown.n)}
        </span>
      )}
    </p>
  )
}

/** The same as a table. */
export function TouchpointTable({ title, rows, visit, groups, places }: Props & { title: string }) {
  const all = [
    ...(visit ? [visit] : []),
    ...groups.flatMap((group) => [
      ...(group.colleagues.n + group.customers.n > 0 ? [group] : []),
      ...rows.filter((row) => places[row.touchpoint]?.group === group.touchpoint),
    ]),
  ]
  const name = (row: MapRow) =>
    groups.includes(row) ? groupName(row) : (places[row.touchpoint]?.name ?? m.impact_map_visit())
  return (
    <DataTable
      caption={title}
      quietCaption
      columns={[
        { key: 'touchpoint', label: m.impact_col_touchpoint() },
        { key: 'colleagues', label: m.impact_map_colleagues() },
        { key: 'notes', label: m.impact_col_notes(), numeric: true },
        { key: 'customers', label: m.impact_map_customers() },
        { key: 'answers', label: m.impact_col_answers(), numeric: true },
        { key: 'reading', label: m.impact_col_reading() },
      ]}
      rows={all.map((row) => ({
        key: row.touchpoint || 'visit',
        cells: {
          touchpoint: groups.includes(row) ? <strong>{name(row)}</strong> : name(row),
          colleagues: row === visit ? '–' : shownWords(row.colleagues, 'notes'),
          notes: row === visit ? '–' : formatNumber(row.colleagues.n),
          customers: shownWords(row.customers, 'answers'),
          answers: formatNumber(row.customers.n),
          reading: sayingOf(row)?.words() ?? '–',
        },
      }))}
    />
  )
}
