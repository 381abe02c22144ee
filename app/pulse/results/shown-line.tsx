import { IntervalBar } from '../../ui/interval-bar.tsx'
import { Icon } from '../../ui/icon.tsx'
import type { Shown } from './figure.ts'
import { againstWords, shownWords, sinceWords, surenessWords } from './figure-words.ts'
import type { Reading } from './reading.server.ts'

interface Props {
  reading: Omit<Reading, 'points'>
  timeZone: string
  /** Also where nothing can be told. */
  always?: boolean
}

/** One measure of one unit: the figure, how sure we are, the company, and what changed. */
export function ShownLine({ reading, timeZone, always = false }: Props) {
  const { shown, change, against, company } = reading
  const bar = barOf(shown)
  const beside = againstWords(against, company)
  return (
    <div className="space-y-1">
      <p className={shown.shown === 'figure' ? 'text-xl font-semibold' : 'text-muted'}>
        {shownWords(shown)}
      </p>
      {bar && <IntervalBar {...bar} className="max-w-sm" />}
      {shown.shown === 'figure' && <p className="text-sm text-muted">{surenessWords(shown)}</p>}
      {beside && shown.shown === 'figure' && <p className="text-sm text-muted">{beside}</p>}
      {change && shown.shown === 'figure' && (always || change.outcome !== 'cannot-tell') && (
        <ChangeLine outcome={change.outcome}>{sinceWords(change, shown.of, timeZone)}</ChangeLine>
      )}
    </div>
  )
}

/** Told by an arrow and in words, never by colour alone. */
export function ChangeLine({
  outcome,
  children,
}: {
  outcome: 'higher' | 'lower' | 'cannot-tell'
  children: string
}) {
  const { colour, icon } = {
    higher: { colour: 'font-medium text-good', icon: 'trending-up' as const },
    lower: { colour: 'font-medium text-bad', icon: 'trending-down' as const },
    'cannot-tell': { colour: 'text-muted', icon: 'minus' as const },
  }[outcome]
  return (
    <p className={`flex items-center gap-1.5 text-sm ${colour}`}>
      <Icon name={icon} flip className="size-4" />
      {children}
    </p>
  )
}

export function barOf(shown: Shown) {
  if (shown.shown !== 'figure') return null
  const { value, low, high, of } = shown
  const scale = { points: [-100, 100], percent: [0, 100], mean: [1, 5] }[of]
  return { value, low, high, min: scale[0]!, max: scale[1]! }
}
