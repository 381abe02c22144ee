import type { Mine } from '../../pulse/explained.server.ts'

/** The one bit that is kept about me, shown to nobody else, and for thirty days only. */
export function MineView({ mine: { title, text, hint } }: { mine: Mine }) {
  return (
    <section className="space-y-2 border-t border-line pt-5">
      <h2>{title}</h2>
      <p>{text}</p>
      {hint && <p className="text-sm text-muted">{hint}</p>}
    </section>
  )
}
