import { formatNumber } from '../../i18n/format.ts'
import { m, spoken } from '../../i18n/messages.ts'
import type { Explained } from '../../pulse/explained.server.ts'
import type { Results } from '../../pulse/results.server.ts'
import { Fold } from '../../ui/fold.tsx'
import { HowWeKnow } from '../../ui/how-we-know.tsx'
import { IntervalBar } from '../../ui/interval-bar.tsx'

type Line = { id: string; name: string } & Pick<
  Results['ranking'][number],
  'n' | 'rho' | 'low' | 'high'
>

interface Props {
  drivers: Line[]
  ranking: Results['ranking']
  how: Explained
}

const FIRST = 5

/** What goes together with recommending the company, over everybody; from a hundred answers. */
export function RankingView({ drivers, ranking, how }: Props) {
  const items = ranking.map(({ question, text, ...link }) => ({
    id: question,
    name: text[spoken()],
    ...link,
  }))
  if (items.length === 0) return null
  const lines = drivers.length > 0 ? drivers : items
  const [first, rest] = [lines.slice(0, FIRST), lines.slice(FIRST)]
  return (
    <section className="space-y-3 border-t border-line pt-5">
      <h2>{how.labels.ranking}</h2>
      <Lines lines={first} />
      {rest.length > 0 && (
        <Fold label={how.labels.rankingAll}>
          <Lines lines={rest} from={first.length + 1} />
        </Fold>
      )}
      {drivers.length > 0 && (
        <Fold label={how.labels.items}>
          <Lines lines={items} />
        </Fold>
      )}
      <HowWeKnow>
        <p>{how.ranking}</p>
      </HowWeKnow>
    </section>
  )
}

function Lines({ lines, from = 1 }: { lines: Line[]; from?: number }) {
  return (
    <ol start={from} className="space-y-3">
      {lines.map(({ id, name, n, rho, low, high }) => (
        <li key={id} className="space-y-1">
          <p>{name}</p>
          <IntervalBar {...{ low, high }} value={rho} min={-1} max={1} className="max-w-sm" />
          <p className="text-sm text-muted">
            {m.pulse_ranking_line({
              rho: formatNumber(rho, 2),
              low: formatNumber(low, 2),
              high: formatNumber(high, 2),
            })}{' '}
            · {m.pulse_answers_n({ n })}
          </p>
        </li>
      ))}
    </ol>
  )
}
