import { m } from '../../i18n/messages.ts'
import { sinceWords } from '../../pulse/results/figure-words.ts'
import type { UnitPage } from '../../pulse/results/unit-page.server.ts'
import { ChangeLine } from '../../pulse/results/shown-line.tsx'

interface Props {
  moved: UnitPage['moved']
  compared: boolean
  timeZone: string
}

/** What changed by more than chance since the last time the same was asked; that nothing did is an answer too. */
export function Moved({ moved, compared, timeZone }: Props) {
  return (
    <section className="space-y-2 border-t border-line pt-5">
      <h2>{m.pulse_results_team_moved()}</h2>
      <p>{sentence(moved.length, compared)}</p>
      <ul className="space-y-2">
        {moved.map(
          ({ id, name, shown, change }) =>
            change &&
            shown.shown === 'figure' && (
              <li key={id}>
                <p className="font-medium">{name}</p>
                <ChangeLine outcome={change.outcome}>
                  {sinceWords(change, shown.of, timeZone)}
                </ChangeLine>
              </li>
            ),
        )}
      </ul>
    </section>
  )
}

function sentence(n: number, compared: boolean): string {
  if (!compared) return m.pulse_results_team_new()
  return n === 0 ? m.pulse_results_team_same() : m.pulse_results_team_changed({ n })
}
