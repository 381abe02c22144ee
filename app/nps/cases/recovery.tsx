import { m } from '../../i18n/messages.ts'
import { Icon } from '../../ui/icon.tsx'
import { RECOVERY } from './kinds.ts'
import { moveHint, moveLabel } from './words.tsx'

/** The order in which a failure is put right, with what was done already. */
export function RecoveryOrder({ done }: { done: readonly string[] }) {
  return (
    <section aria-labelledby="order" className="space-y-3">
      <h2 id="order">{m.nps_cases_order()}</h2>
      <ol className="space-y-2">
        {RECOVERY.map((move, i) => (
          <li key={move} className="flex gap-3">
            <span
              aria-hidden="true"
              className="mt-0.5 flex size-7 shrink-0 items-center justify-center rounded-full border border-edge text-sm font-medium"
            >
              {done.includes(move) ? <Icon name="check" className="size-4 text-accent" /> : i + 1}
            </span>
            <span>
              <span className="font-medium">
                {moveLabel[move]()}
                {done.includes(move) && (
                  <span className="ms-2 text-sm font-normal text-accent">
                    {m.nps_cases_done_mark()}
                  </span>
                )}
              </span>
              <span className="block text-muted">{moveHint[move]()}</span>
            </span>
          </li>
        ))}
      </ol>
      <p className="text-sm text-muted">{m.nps_cases_limit()}</p>
    </section>
  )
}
