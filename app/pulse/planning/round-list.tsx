import { formatTime } from '../../i18n/format.ts'
import { m, spoken } from '../../i18n/messages.ts'
import { Icon } from '../../ui/icon.tsx'

export interface ShownRound {
  opensAt: number
  closesAt: number
  questions: { id: string; text: Record<'en' | 'ru' | 'he', string> }[]
}

/** The next rounds, each with its questions to unfold. */
export function RoundList({ rounds, timeZone }: { rounds: ShownRound[]; timeZone: string }) {
  return (
    <section className="space-y-3">
      <h2>{m.pulse_planning_rounds_next()}</h2>
      <ol className="divide-y divide-line border-y border-line">
        {rounds.map(({ opensAt, closesAt, questions }) => (
          <li key={opensAt}>
            <details className="py-1">
              <summary className="flex min-h-11 items-center gap-2">
                <Icon name="chevron-down" className="size-4 text-accent" />
                <span className="flex flex-wrap items-center gap-x-3">
                  <span className="font-medium">
                    {m.pulse_planning_from_to({
                      from: formatTime(opensAt, timeZone),
                      to: formatTime(closesAt, timeZone),
                    })}
                  </span>
                  <span className="text-sm text-muted">
                    {m.pulse_planning_questions_n({ n: questions.length })}
                  </span>
                </span>
              </summary>
              <ul className="list-disc space-y-1 ps-11 pb-3">
                {questions.map(({ id, text }) => (
                  <li key={id}>{text[spoken()]}</li>
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ol>
    </section>
  )
}
