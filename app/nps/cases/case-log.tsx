import { formatTime } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import type { Step } from './case.server.ts'
import { stepLabel } from './words.tsx'

/** What happened to a case, oldest first. */
export function CaseLog({ steps, timeZone }: { steps: Step[]; timeZone: string }) {
  if (steps.length === 0) return null
  return (
    <section aria-labelledby="log" className="space-y-3">
      <h2 id="log">{m.nps_cases_history()}</h2>
      <ol className="space-y-4 border-s-2 border-line ps-5">
        {steps.map((step) => (
          <li key={`${step.at}${step.kind}`}>
            <p className="font-medium">{stepLabel[step.kind]()}</p>
            <p className="flex flex-wrap gap-x-3 text-sm text-muted">
              <span>{formatTime(step.at, timeZone)}</span>
              <bdi>{step.by ?? m.nps_cases_customer()}</bdi>
            </p>
            {step.words && (
              <p className="mt-1 break-words whitespace-pre-line">
                <bdi>{step.words}</bdi>
              </p>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
