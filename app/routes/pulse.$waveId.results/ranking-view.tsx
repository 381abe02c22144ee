import { formatNumber } from '../../i18n/format.ts'
import { m, spoken } from '../../i18n/messages.ts'
import type { Results } from '../../pulse/results.server.ts'
import { HowWeKnow } from '../../ui/how-we-know.tsx'
import { IntervalBar } from '../../ui/interval-bar.tsx'

/** What goes together with recommending the company, over everybody; from a hundred answers. */
export function RankingView({ ranking, how }: { ranking: Results['ranking']; how: string }) {
  if (ranking.length === 0) return null
  return (
    <section className="space-y-3 border-t border-line pt-5">
      <h2>{m.pulse_ranking_title()}</h2>
      <ol className="space-y-3">
        {ranking.map(({ question, text, n, rho, low, high }) => (
          <li key={question} className="space-y-1">
            <p>{text[spoken()]}</p>
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
      <HowWeKnow>
        <p>{how}</p>
      </HowWeKnow>
    </section>
  )
}
