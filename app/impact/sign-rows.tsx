import { signLabel } from '../feedback/labels.tsx'
import { formatMonth, formatNumber, formatShare } from '../i18n/format.ts'
import { m } from '../i18n/messages.ts'
import { DataTable } from '../ui/data-table.tsx'
import type { SignDrawing } from './signs-drawing.server.ts'
import type { SignMonths } from './signs.ts'
import { apart } from './words.ts'

export function signsTitle({ signs, total }: SignMonths): string {
  const most = signs.toSorted((a, b) => b.total - a.total)[0]
  return total === 0 || !most
    ? m.impact_signs_none()
    : m.impact_signs({ n: total, count: formatNumber(total), sign: signLabel[most.sign]() })
}

/** Months run the way people read; every row has the same months at the same places. */
export function SignRows({ signs, drawing }: { signs: SignMonths; drawing: SignDrawing }) {
  const { width, promoterHeight, signHeight, intervals, line, dots, bars } = drawing
  const newest = signs.promoters.findLast((one) => one.share !== null)
  return (
    <div aria-hidden="true" className="space-y-3">
      <div className="grid gap-x-6 gap-y-1 lg:grid-cols-[18rem_1fr] lg:items-center">
        <p>
          <span className="font-medium">{m.impact_signs_promoters()}</span>
          <span className="block text-sm text-muted">
            {newest
              ? m.impact_signs_newest({
                  month: formatMonth(newest.month),
                  share: apart(formatShare(newest.share as number)),
                  range: apart(
                    `${formatShare(newest.low as number)} – ${formatShare(newest.high as number)}`,
                  ),
                })
              : m.impact_signs_few()}
          </span>
        </p>
        {intervals !== '' && (
          <svg
            viewBox={`0 0 ${width} ${promoterHeight}`}
            preserveAspectRatio="none"
            className="block h-20 w-full overflow-visible rounded-lg bg-sunk rtl:-scale-x-100"
            focusable="false"
          >
            <path d={intervals} className="fill-accent/30" />
            <path
              d={line}
              className="fill-none stroke-accent"
              strokeWidth="2"
              vectorEffect="non-scaling-stroke"
            />
            <path
              d={dots}
              className="stroke-accent"
              strokeWidth="9"
              strokeLinecap="round"
              vectorEffect="non-scaling-stroke"
            />
          </svg>
        )}
      </div>
      {signs.signs.map((row, at) => (
        <div
          key={row.sign}
          className="grid gap-x-6 gap-y-0.5 lg:grid-cols-[18rem_1fr] lg:items-end"
        >
          <p className="flex justify-between gap-3 text-sm">
            <span>{signLabel[row.sign]()}</span>
            <span className="font-medium">{formatNumber(row.total)}</span>
          </p>
          <svg
            viewBox={`0 0 ${width} ${signHeight}`}
            preserveAspectRatio="none"
            className="block h-6 w-full border-b border-line rtl:-scale-x-100"
            focusable="false"
          >
            <path d={bars[at]} className="fill-ink/70 forced-colors:fill-[CanvasText]" />
          </svg>
        </div>
      ))}
      <div className="grid gap-x-6 lg:grid-cols-[18rem_1fr]">
        <p className="flex justify-between text-sm text-muted lg:col-start-2">
          <span>{formatMonth(signs.months[0] as string)}</span>
          <span>{formatMonth(signs.months.at(-1) as string)}</span>
        </p>
      </div>
    </div>
  )
}

/** The same as two tables: what customers answered each month, and how often each sign was noted. */
export function SignTables({ signs }: { signs: SignMonths }) {
  return (
    <div className="space-y-6">
      <DataTable
        caption={m.impact_signs_promoters()}
        columns={[
          { key: 'month', label: m.impact_col_month() },
          { key: 'share', label: m.impact_col_share(), numeric: true },
          { key: 'range', label: m.impact_col_range(), numeric: true },
          { key: 'n', label: m.impact_col_answers(), numeric: true },
        ]}
        rows={signs.promoters.map(({ month, n, share, low, high }) => ({
          key: month,
          cells: {
            month: formatMonth(month),
            share: share === null ? '–' : apart(formatShare(share)),
            range:
              low === null || high === null
                ? '–'
                : apart(`${formatShare(low)} – ${formatShare(high)}`),
            n: formatNumber(n),
          },
        }))}
      />
      <div className="overflow-x-auto" role="region" aria-label={signsTitle(signs)} tabIndex={0}>
        <DataTable
          caption={signsTitle(signs)}
          columns={[
            { key: 'sign', label: m.impact_col_sign() },
            ...signs.months.map((month) => ({
              key: month,
              label: formatMonth(month),
              numeric: true,
            })),
            { key: 'total', label: m.impact_col_total(), numeric: true },
          ]}
          rows={signs.signs.map((row) => ({
            key: row.sign,
            cells: {
              sign: signLabel[row.sign](),
              total: formatNumber(row.total),
              ...Object.fromEntries(
                signs.months.map((month, at) => [month, formatNumber(row.counts[at] as number)]),
              ),
            },
          }))}
        />
      </div>
    </div>
  )
}
