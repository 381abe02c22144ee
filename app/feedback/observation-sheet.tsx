import type { ReactNode } from 'react'
import { formatDay } from '../i18n/format.ts'
import { m } from '../i18n/messages.ts'
import { Icon } from '../ui/icon.tsx'
import { Sheet } from '../ui/page.tsx'
import type { ObservationCard } from './card.server.ts'
import { GradeMark, signLabel, StatusMark, statusText } from './labels.tsx'
import type { Step } from './move.server.ts'

/** What was seen, in the writer's own words. */
export function ObservationSheet({ observation: one }: { observation: ObservationCard }) {
  return (
    <Sheet className="space-y-4">
      <p className="flex flex-wrap items-center gap-x-5 gap-y-1 text-lg">
        <GradeMark grade={one.grade} wish={one.wish} />
        {one.joiners > 0 && (
          <span className="inline-flex items-center gap-1.5 text-base text-muted">
            <Icon name="users" className="size-4" />
            {m.feedback_joiners({ n: one.joiners })}
          </span>
        )}
      </p>
      <dl className="space-y-4">
        {one.note && <Row term={m.feedback_happened()}>{one.note}</Row>}
        {one.suggestion && <Row term={m.feedback_suggested()}>{one.suggestion}</Row>}
        {one.signs.length > 0 && (
          <div>
            <dt className="text-sm text-muted">{m.feedback_signs_seen()}</dt>
            {one.signs.map((sign) => (
              <dd key={sign} className="mt-1 flex items-center gap-2">
                <Icon name="check" className="size-4 text-accent" />
                {signLabel[sign]()}
              </dd>
            ))}
          </div>
        )}
        <div>
          <dt className="text-sm text-muted">{m.feedback_author()}</dt>
          <dd className="mt-0.5">
            {one.mine ? (
              m.feedback_author_me()
            ) : one.authorName ? (
              <bdi>{one.authorName}</bdi>
            ) : (
              m.feedback_author_hidden()
            )}
          </dd>
        </div>
      </dl>
    </Sheet>
  )
}

function Row({ term, children }: { term: string; children: string }) {
  return (
    <div>
      <dt className="text-sm text-muted">{term}</dt>
      <dd className="mt-0.5 break-words whitespace-pre-line">
        <bdi>{children}</bdi>
      </dd>
    </div>
  )
}

/** The present status in a word and a sentence, with the leader's answer. */
export function StatusSheet({
  observation: one,
  children,
}: {
  observation: ObservationCard
  children?: ReactNode
}) {
  return (
    <section aria-labelledby="status" className="space-y-2">
      <h2 id="status">{m.feedback_status()}</h2>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <StatusMark status={one.status} />
        <span>{statusText(one.status, one.doneOn ? formatDay(one.doneOn) : '')}</span>
      </p>
      {one.reason && (
        <blockquote className="border-s-4 border-accent ps-4">
          <p className="break-words whitespace-pre-line">
            <bdi>{one.reason}</bdi>
          </p>
        </blockquote>
      )}
      {children}
    </section>
  )
}

interface HistoryProps {
  observedOn: string
  history: Step[]
  timeZone: string
}

/** Every step with its day and words; who moved it stands there for leaders alone. */
export function History({ observedOn, history, timeZone }: HistoryProps) {
  if (history.length === 0) return null
  return (
    <section aria-labelledby="history" className="space-y-3">
      <h2 id="history">{m.feedback_history()}</h2>
      <ol className="space-y-4 border-s-2 border-line ps-5">
        <li>
          <p className="font-medium">{m.feedback_history_noted()}</p>
          <p className="text-sm text-muted">{formatDay(observedOn)}</p>
        </li>
        {history.map((step) => (
          <li key={`${step.movedAt}${step.to}`}>
            <StatusMark status={step.to} />
            <p className="mt-1 text-sm text-muted">
              {formatDay(step.movedAt, timeZone)}
              {step.byName && (
                <>
                  {' · '}
                  <bdi>{step.byName}</bdi>
                </>
              )}
            </p>
            {step.reason && (
              <p className="mt-1 break-words whitespace-pre-line">
                <bdi>{step.reason}</bdi>
              </p>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
