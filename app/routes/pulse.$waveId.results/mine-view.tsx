import { m } from '../../i18n/messages.ts'

/** The one bit that is kept about me, shown to nobody else, and for thirty days only. */
export function MineView({ mine }: { mine: 'issued' | 'not-issued' | 'gone' }) {
  const text = {
    issued: m.pulse_results_mine_yes,
    'not-issued': m.pulse_results_mine_no,
    gone: m.pulse_results_mine_gone,
  }[mine]()
  return (
    <section className="space-y-2 border-t border-line pt-5">
      <h2>{m.pulse_results_mine_title()}</h2>
      <p>{text}</p>
      {mine !== 'gone' && <p className="text-sm text-muted">{m.pulse_results_mine_hint()}</p>}
    </section>
  )
}
