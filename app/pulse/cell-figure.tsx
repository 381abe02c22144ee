import { formatDay, formatNumber, formatScore, formatShare } from '../i18n/format.ts'
import { m, spoken } from '../i18n/messages.ts'
import { IntervalBar } from '../ui/interval-bar.tsx'
import { Icon } from '../ui/icon.tsx'
import { barWidths } from './bar.ts'
import type { Change } from './present.ts'
import type { Cell, Share } from './report.ts'

interface Props {
  cell: Cell
  /** Of a choice, in the reader's language and the order they stood. */
  options?: readonly string[]
  change?: Change | null
  /** When the wave before ended. */
  before?: number | null
  timeZone?: string
}

/** One published figure: what we know in words, how sure we are on a line, what changed; or why there is none. */
export function CellFigure({ cell, options = [], change, before, timeZone }: Props) {
  const bar = barOf(cell)
  return (
    <div className="space-y-1">
      <p className={cell.shown === 'hidden' ? 'text-muted' : 'text-xl font-semibold'}>
        {sentence(cell, options)}
      </p>
      {cell.shown === 'choice' && <OptionBars shares={cell.distribution} options={options} />}
      {bar && <IntervalBar {...bar} className="max-w-sm" />}
      {cell.shown !== 'hidden' && (
        <p className="text-sm text-muted">
          {[sureness(cell), m.pulse_answers_n({ n: cell.n })].filter(Boolean).join(' · ')}
        </p>
      )}
      {change && change.outcome !== 'cannot-tell' && before != null && (
        <ChangeLine change={change} before={formatDay(before, timeZone)} />
      )}
    </div>
  )
}

export function sentence(cell: Cell, options: readonly string[] = []): string {
  switch (cell.shown) {
    case 'hidden':
      return m.pulse_hidden()
    case 'nearly-all':
      return m.pulse_nearly_all()
    case 'band':
      return { low: m.pulse_band_low, middle: m.pulse_band_middle, high: m.pulse_band_high }[
        cell.band
      ]()
    case 'item':
      return m.pulse_agree({ share: shareWords(cell.favourable.share) })
    case 'enps':
      return m.pulse_enps({ score: formatScore(cell.enps.value) })
    case 'choice':
      return mostChosen(cell.distribution, options)
  }
}

/** The option taken most often; where several show the same share, all of them. */
function mostChosen(shares: readonly Share[], options: readonly string[]): string {
  const widths = shares.map((share) => (share === 'over-90' ? 1 : share === 'under-10' ? 0 : share))
  const most = widths.indexOf(Math.max(...widths))
  const first = options.filter((_, i) => shares[i] === shares[most])
  const named = first.map((option) => `\u2068${option}\u2069`)
  return m.pulse_surveys_choice_most({
    options: new Intl.ListFormat(spoken()).format(named),
    share: shareWords(shares[most]!),
    n: first.length,
  })
}

/** Every option with its share: in figures, and drawn no more exactly than these. */
function OptionBars({ shares, options }: { shares: Share[]; options: readonly string[] }) {
  const widths = barWidths(shares)
  return (
    <ul className="max-w-sm space-y-1.5 py-1">
      {shares.map((share, i) => (
        <li key={options[i]} className="text-sm">
          <span className="flex justify-between gap-4">
            <span className="break-words">{options[i]}</span>
            <span className="tabular-nums">{shareWords(share)}</span>
          </span>
          <span
            aria-hidden="true"
            className="block h-2 rounded-md bg-accent forced-colors:bg-[CanvasText]"
            style={{ width: `${Math.round(widths[i]! * 100)}%` }}
          />
        </li>
      ))}
    </ul>
  )
}

/** A share as a percentage; its two ends in words, since 0 % and 100 % are never said. */
export function shareWords(share: Share): string {
  if (share === 'under-10') return m.pulse_under({ share: formatShare(0.1) })
  if (share === 'over-90') return m.pulse_over({ share: formatShare(0.9) })
  return formatShare(share)
}

function sureness(cell: Cell): string | null {
  if (cell.shown === 'item') {
    const { low, high } = cell.favourable
    return m.pulse_between({ low: formatShare(low), high: formatShare(high) })
  }
  if (cell.shown === 'enps') {
    const { low, high } = cell.enps
    return m.pulse_between({ low: formatScore(low), high: formatScore(high) })
  }
  return null
}

function barOf(cell: Cell) {
  if (cell.shown === 'enps') {
    const { value, low, high } = cell.enps
    return { value, low, high }
  }
  if (cell.shown !== 'item') return null
  const { share, low, high } = cell.favourable
  return {
    value: typeof share === 'number' ? 100 * share : null,
    low: 100 * low,
    high: 100 * high,
    min: 0,
    max: 100,
  }
}

function ChangeLine({ change, before }: { change: Change; before: string }) {
  const up = change.outcome === 'higher'
  return (
    <p className={`flex items-center gap-1.5 text-sm font-medium ${up ? 'text-good' : 'text-bad'}`}>
      <Icon name={up ? 'trending-up' : 'trending-down'} flip className="size-4" />
      {changeWords(change, before)}
    </p>
  )
}

/** What changed since the day before, or that it cannot be told, with its interval. */
export function changeWords({ outcome, difference, ...ends }: Change, before: string): string {
  const [low, high] = [formatScore(ends.low), formatScore(ends.high)]
  if (outcome === 'cannot-tell') return m.pulse_change_unknown({ before, low, high })
  const points = formatNumber(Math.abs(Math.round(difference)))
  return outcome === 'higher'
    ? m.pulse_change_up({ before, points, low, high })
    : m.pulse_change_down({ before, points, low, high })
}
