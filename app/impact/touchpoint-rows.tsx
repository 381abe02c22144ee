import { m } from '../i18n/messages.ts'
import { formatNumber } from '../i18n/format.ts'
import { TOUCHPOINT_GROUPS } from '../touchpoints/touchpoint.ts'
import { groupLabel } from '../feedback/labels.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { Icon } from '../ui/icon.tsx'
import type { IconName } from '../ui/icon-names.ts'
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
  places: Record<string, Place>
}

const READING: Record<Reading, { icon: IconName; words: () => string }> = {
  kinder: { icon: 'triangle-alert', words: () => m.impact_kinder() },
  stricter: { icon: 'sparkles', words: () => m.impact_stricter() },
  'both-low': { icon: 'trending-down', words: () => m.impact_both_low() },
  'both-high': { icon: 'star', words: () => m.impact_both_high() },
}

/** The sentence the map proves: where the two sides differ, else where they agree, else that nothing stands out. */
export function mapTitle(rows: MapRow[], places: Record<string, Place>): string {
  const named = (...readings: Reading[]) => {
    const found = rows.filter((row) => row.reading !== null && readings.includes(row.reading))
    if (found.length === 0) return null
    const names = found.slice(0, 2).map((row) => places[row.touchpoint]?.name ?? '')
    const more = found.length - names.length
    return [...names, ...(more > 0 ? [m.impact_map_and_more({ n: more })] : [])].join(', ')
  }
  const differ = named('kinder', 'stricter')
  if (differ) return m.impact_map_differ({ places: differ })
  const low = named('both-low')
  if (low) return m.impact_map_low({ places: low })
  const high = named('both-high')
  if (high) return m.impact_map_high({ places: high })
  return rows.length > 0 ? m.impact_map_alike() : m.impact_map_empty()
}

/** One row per touchpoint, two marks on it; the same figures stand beside the marks in words. */
export function TouchpointRows({ rows, visit, places }: Props) {
  return (
    <div className="space-y-5">
      <Legend />
      {visit && (
        <ul>
          <Row row={visit} name={m.impact_map_visit()} alone />
        </ul>
      )}
      {TOUCHPOINT_GROUPS.map((group) => {
        const here = rows.filter((row) => places[row.touchpoint]?.group === group)
        return here.length === 0 ? null : (
          <section key={group}>
            <h3 className="border-b border-edge pb-1">{groupLabel[group]()}</h3>
            <ul>
              {here.map((row) => (
                <Row key={row.touchpoint} row={row} name={places[row.touchpoint]?.name ?? ''} />
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}

function Legend() {
  return (
    <ul aria-hidden="true" className="flex flex-wrap gap-x-5 gap-y-1 text-sm text-muted">
      <li className="flex items-center gap-2">
        <Diamond />
        {m.impact_map_colleagues()}
      </li>
      <li className="flex items-center gap-2">
        <Circle />
        {m.impact_map_customers()}
      </li>
      <li className="flex items-center gap-2">
        <span className="h-2 w-8 rounded-full bg-accent/30 forced-colors:bg-[GrayText]" />
        {m.impact_map_band()}
      </li>
    </ul>
  )
}

function Row({ row, name, alone }: { row: MapRow; name: string; alone?: boolean }) {
  const { colleagues, customers, reading } = row
  const differ = reading === 'kinder' || reading === 'stricter'
  return (
    <li
      className={`grid gap-x-6 gap-y-1 border-b border-line py-3 lg:grid-cols-[14rem_1fr_17rem] lg:items-center ${
        differ ? '-mx-3 rounded-xl border-s-4 border-s-accent bg-warn-soft px-3' : ''
      }`}
    >
      <div>
        <span className="font-medium">{name}</span>
        {reading && (
          <span className="mt-0.5 flex items-center gap-1.5 text-sm font-medium">
            <Icon name={READING[reading].icon} className="size-4 text-accent" />
            {READING[reading].words()}
          </span>
        )}
      </div>
      <div aria-hidden="true" className="relative h-11">
        <span className="absolute inset-x-0 top-1/2 h-px bg-line" />
        <span
          className="absolute inset-y-0 w-px bg-edge"
          style={{ insetInlineStart: `${share(0)}%` }}
        />
        <Lane shown={colleagues} top="25%" mark={<Diamond />} />
        <Lane shown={customers} top="75%" mark={<Circle />} />
      </div>
      <ul className="text-sm text-muted">
        {!alone && (
          <Figure
            mark={<Diamond />}
            label={m.impact_map_colleagues()}
            shown={colleagues}
            kind="notes"
          />
        )}
        <Figure
          mark={<Circle />}
          label={m.impact_map_customers()}
          shown={customers}
          kind="answers"
        />
      </ul>
    </li>
  )
}

function share(points: number): number {
  return (points + 100) / 2
}

/** Positions are logical: the picture grows the way people read. */
function Lane({ shown, top, mark }: { shown: Shown; top: string; mark: JSX.Element }) {
  const { value, low, high } = shown
  if (low === null || high === null) return null
  return (
    <>
      <span
        className="absolute h-2 -translate-y-1/2 rounded-full bg-accent/30 forced-colors:bg-[GrayText]"
        style={{ top, insetInlineStart: `${share(low)}%`, inlineSize: `${(high - low) / 2}%` }}
      />
      {value !== null && (
        <span
          className="absolute grid -translate-y-1/2 place-items-center ltr:-translate-x-1/2 rtl:translate-x-1/2"
          style={{ top, insetInlineStart: `${share(value)}%` }}
        >
          {mark}
        </span>
      )}
    </>
  )
}

function Diamond() {
  return (
    <span className="inline-block size-3 rotate-45 border-2 border-raised bg-ink forced-colors:bg-[CanvasText]" />
  )
}

function Circle() {
  return (
    <span className="inline-block size-3.5 rounded-full border-2 border-raised bg-accent forced-colors:bg-[CanvasText]" />
  )
}

function Figure({
  mark,
  label,
  shown,
  kind,
}: {
  mark: JSX.Element
  label: string
  shown: Shown
  kind: 'notes' | 'answers'
}) {
  return (
    <li className="flex items-baseline gap-2">
      <span aria-hidden="true">{mark}</span>
      <span className="sr-only">{label}: </span>
      <span>
        {shown.low === null ? (
          shownWords(shown, kind)
        ) : (
          <>
            <span className="font-medium text-ink">{shownWords(shown, kind)}</span>
            {' · '}
            {kind === 'notes' ? notesWords(shown.n) : answersWords(shown.n)}
          </>
        )}
      </span>
    </li>
  )
}

/** Touchpoints nobody has said anything about: an open question, not a zero. */
export function Silent({ codes, places }: { codes: string[]; places: Record<string, Place> }) {
  if (codes.length === 0) return null
  const names = codes.map((code) => places[code]?.name ?? '').join(', ')
  return <p className="text-sm text-muted">{m.impact_map_silent({ places: names })}</p>
}

/** The same as a table. */
export function TouchpointTable({ rows, visit, places }: Props) {
  const all = visit ? [visit, ...rows] : rows
  return (
    <DataTable
      caption={mapTitle(rows, places)}
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
          touchpoint: places[row.touchpoint]?.name ?? m.impact_map_visit(),
          colleagues: row === visit ? '–' : shownWords(row.colleagues, 'notes'),
          notes: row === visit ? '–' : formatNumber(row.colleagues.n),
          customers: shownWords(row.customers, 'answers'),
          answers: formatNumber(row.customers.n),
          reading: row.reading ? READING[row.reading].words() : '–',
        },
      }))}
    />
  )
}
