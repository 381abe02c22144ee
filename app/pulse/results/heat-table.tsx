import { Link } from '@remix-run/react'
import { formatNumber } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { Icon } from '../../ui/icon.tsx'
import type { HeatMap, HeatMapView } from './heat-map.server.ts'
import type { HeatRow } from './heat-map.ts'
import { rangeWords, shownWords, valueWords } from './figure-words.ts'

interface Props {
  map: HeatMap
  view: HeatMapView
  /** The address of another view of the same map. */
  to: (view: Partial<HeatMapView>) => string
}

/**
 * Units by drivers. A real table that scrolls in its own box, its first column in sight; each cell says its figure,
 * its interval and n, and in a sign and in words whether it lies off the company's.
 */
export function HeatTable({ map, view, to }: Props) {
  return (
    <div className="heat" role="region" aria-labelledby="heat" tabIndex={0}>
      <table>
        <caption id="heat" className="sr-only">
          {m.pulse_results_map()}
        </caption>
        <thead>
          <tr>
            <th scope="col" aria-sort={view.sort === null ? 'ascending' : 'none'}>
              <Link to={to({ sort: null })} preventScrollReset>
                {m.pulse_unit()}
              </Link>
            </th>
            {map.columns.map((column) => (
              <th key={column.id} scope="col" aria-sort={order(view, column.id)}>
                <Link
                  to={to({ sort: column.id, down: view.sort !== column.id || !view.down })}
                  preventScrollReset
                >
                  {column.name}
                  {view.sort === column.id && (
                    <span aria-hidden="true">{view.down ? ' ↓' : ' ↑'}</span>
                  )}
                </Link>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {map.rows.map(({ unit, depth, cells }) => (
            <tr key={unit.id}>
              <th scope="row" data-depth={view.sort === null && depth > 0 ? depth : undefined}>
                <Link to={to({ unit: unit.id })} preventScrollReset>
                  <span>
                    <bdi>{unit.name}</bdi>
                  </span>
                </Link>
              </th>
              {cells.map((cell, i) => (
                <HeatCell key={map.columns[i]!.id} {...cell} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function order(view: HeatMapView, column: string): 'ascending' | 'descending' | 'none' {
  if (view.sort !== column) return 'none'
  return view.down ? 'descending' : 'ascending'
}

function HeatCell({ shown, against, warmth }: HeatRow['cells'][number]) {
  if (shown.shown !== 'figure') {
    return (
      <td>
        {shown.shown === 'hidden' ? (
          <Icon name="eye-off" className="size-4 text-muted" label={shownWords(shown)} />
        ) : (
          <small>{shownWords(shown)}</small>
        )}
      </td>
    )
  }
  return (
    <td data-warmth={warmth}>
      {valueWords(shown)}
      {against !== 'cannot-tell' && (
        <>
          <span aria-hidden="true">{against === 'higher' ? ' ▲' : ' ▼'}</span>
          <span className="sr-only">
            {against === 'higher' ? m.pulse_results_map_above() : m.pulse_results_map_below()}
          </span>
        </>
      )}
      <small>
        <bdi dir="ltr">{rangeWords(shown)}</bdi> ({formatNumber(shown.n)})
      </small>
    </td>
  )
}
