import { Fold } from '../ui/fold.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { Icon } from '../ui/icon.tsx'
import type { MapChangeProse, RowProse, SeriesProse } from './map-change-prose.server.ts'
import type { Lane, MonthDrawing } from './month-drawing.server.ts'
import { Sides } from './sides.tsx'

/** The groups, each with the touchpoints that have moved; the rest one tap away. Words come from the server. */
export function ChangeRows({
  said: { groups, rows },
  rest,
}: {
  said: MapChangeProse
  /** How the fold of those that have not is called, by their group. */
  rest: Record<string, string>
}) {
  return (
    <div className="space-y-6">
      {groups.map((group) => {
        const here = rows.filter((row) => row.group === group.touchpoint)
        const still = here.filter((row) => row.says.length === 0)
        return here.length === 0 ? null : (
          <section key={group.touchpoint}>
            <ul>
              <Row row={group} strong />
              {here
                .filter((row) => row.says.length > 0)
                .map((row) => (
                  <Row key={row.touchpoint} row={row} />
                ))}
            </ul>
            {still.length > 0 && (
              <Fold label={rest[group.touchpoint]}>
                <ul>
                  {still.map((row) => (
                    <Row key={row.touchpoint} row={row} />
                  ))}
                </ul>
              </Fold>
            )}
          </section>
        )
      })}
    </div>
  )
}

function Row({ row, strong }: { row: RowProse; strong?: boolean }) {
  const moved = !strong && row.says.length > 0
  return (
    <li
      className={`border-b py-3 ${strong ? 'border-edge' : 'border-line'} ${
        moved ? '-mx-3 rounded-xl border-s-4 border-s-accent bg-accent-soft px-3' : ''
      }`}
    >
      {strong ? <h3>{row.name}</h3> : <p className="font-medium">{row.name}</p>}
      {row.says.map((line) => (
        <p key={line} className="flex items-center gap-1.5 text-sm font-medium">
          <Icon name="chart-line" className="size-4 text-accent" />
          {line}
        </p>
      ))}
      {row.counted !== '' && <p className="text-sm text-muted">{row.counted}</p>}
      <div className="mt-2 grid gap-x-8 gap-y-3 lg:grid-cols-2">
        <Sides row={row.customers} />
        <Sides row={row.colleagues} mark="diamond" />
      </div>
    </li>
  )
}

type Labels = Record<
  'touchpoint' | 'before' | 'now' | 'change' | 'before2' | 'now2' | 'change2',
  string
>

/** The same as a table, where what cannot be told stands in words. */
export function ChangeTable({ said, labels }: { said: MapChangeProse; labels: Labels }) {
  const all = said.groups.flatMap((group) => {
    const here = said.rows.filter((row) => row.group === group.touchpoint)
    return here.length === 0 ? [] : [{ ...group, name: <strong>{group.name}</strong> }, ...here]
  })
  return (
    <DataTable
      caption={said.title}
      quietCaption
      columns={Object.entries(labels).map(([key, label]) => ({ key, label }))}
      rows={all.map(({ touchpoint, name, customers, colleagues, change }) => ({
        key: touchpoint,
        cells: {
          touchpoint: name,
          before: customers.sides[0]?.words,
          now: customers.sides[1]?.words,
          change: change.customers,
          before2: colleagues.sides[0]?.words,
          now2: colleagues.sides[1]?.words,
          change2: change.colleagues,
        },
      }))}
    />
  )
}

/** What customers say and colleagues note, month by month; the words beside it say the newest month. */
export function MonthChart({
  said,
  names,
}: {
  said: SeriesProse
  names: { customers: string; colleagues: string }
}) {
  const { drawing, rows } = said
  const ends = [rows[0]?.month ?? '', rows.at(-1)?.month ?? ''] as const
  return (
    <section className="space-y-2">
      <h3>{said.name}</h3>
      <div aria-hidden="true" className="grid gap-x-8 gap-y-2 lg:grid-cols-2">
        <Side
          name={names.customers}
          newest={said.customers}
          drawing={drawing}
          lane="customers"
          ends={ends}
        />
        <Side
          name={names.colleagues}
          newest={said.colleagues}
          drawing={drawing}
          lane="colleagues"
          ends={ends}
        />
      </div>
    </section>
  )
}

function Side(props: {
  name: string
  newest: string
  drawing: MonthDrawing
  lane: 'customers' | 'colleagues'
  /** The first and the last month. */
  ends: readonly [string, string]
}) {
  const { name, newest, drawing, lane, ends } = props
  const drawn = drawing[lane].intervals !== ''
  return (
    <div>
      <p className="text-sm">
        <span className="font-medium">{name}</span>
        <span className="block text-muted">{newest}</span>
      </p>
      {drawn && <LaneBox drawing={drawing} lane={drawing[lane]} round={lane === 'customers'} />}
      {/* Under each other the two share one line of months, side by side each has its own. */}
      <p
        className={`justify-between text-sm text-muted ${lane === 'customers' ? 'hidden' : 'flex'} ${drawn ? 'lg:flex' : 'lg:hidden'}`}
      >
        <span>{ends[0]}</span>
        <span>{ends[1]}</span>
      </p>
    </div>
  )
}

/** Months run the way people read; customers have round marks, colleagues square ones. */
function LaneBox({ drawing, lane, round }: { drawing: MonthDrawing; lane: Lane; round: boolean }) {
  const stroke = round ? 'stroke-accent' : 'stroke-ink'
  return (
    <svg
      viewBox={`0 0 ${drawing.width} ${drawing.height}`}
      preserveAspectRatio="none"
      className="block h-20 w-full overflow-visible rounded-lg bg-sunk rtl:-scale-x-100"
      focusable="false"
    >
      <path d={drawing.spans} className="fill-line/60" />
      <path d={drawing.zero} className="fill-none stroke-edge" vectorEffect="non-scaling-stroke" />
      <path d={lane.intervals} className={round ? 'fill-accent/30' : 'fill-ink/25'} />
      <path
        d={lane.line}
        className={`fill-none ${stroke}`}
        strokeWidth="2"
        vectorEffect="non-scaling-stroke"
      />
      <path
        d={lane.marks}
        className={stroke}
        strokeWidth={round ? 9 : 8}
        strokeLinecap={round ? 'round' : 'square'}
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  )
}

/** A touchpoint's months as a table. */
export function MonthTable({
  said,
  labels,
}: {
  said: SeriesProse
  labels: Record<keyof SeriesProse['rows'][number], string>
}) {
  return (
    <DataTable
      caption={said.name}
      columns={Object.entries(labels).map(([key, label]) => {
        return { key, label, numeric: key === 'answers' || key === 'notes' }
      })}
      rows={said.rows.map((cells) => ({ key: cells.month, cells }))}
    />
  )
}
