import type { ReactNode } from 'react'
import { formatDay } from '../../i18n/format.ts'
import { m, spoken } from '../../i18n/messages.ts'
import { Icon } from '../../ui/icon.tsx'
import { changeWords } from '../cell-figure.tsx'
import type { Promised } from './promise.server.ts'
import { isOverdue } from './promise.ts'

interface Props {
  promises: Promised[]
  /** 'YYYY-MM-DD' by the company's clock. */
  today: string
  timeZone: string
  /** Names of units say whose promise it is, where several stand together. */
  named?: boolean
  /** What can be done with one. */
  actions?: (promise: Promised) => ReactNode
}

/** "You said, we do": what was heard, what follows, who sees to it, and what became of it. */
export function PromiseList({ promises, today, timeZone, named, actions }: Props) {
  return (
    <ul className="divide-y divide-line border-y border-line">
      {promises.map((promise) => (
        <li key={promise.id} id={`p-${promise.id}`} className="space-y-3 py-4">
          <PromiseWords promise={promise} named={named} />
          <PromiseState promise={promise} today={today} />
          <Since promise={promise} timeZone={timeZone} />
          {actions?.(promise)}
        </li>
      ))}
    </ul>
  )
}

export function PromiseWords({
  promise,
  named,
}: {
  promise: Promised
  named?: boolean | undefined
}) {
  return (
    <>
      {named && (
        <p className="text-sm text-muted">
          <bdi>{promise.unit.name}</bdi>
        </p>
      )}
      <dl className="grid gap-x-4 gap-y-1 sm:grid-cols-[7rem_1fr]">
        <dt className="text-sm text-muted sm:pt-0.5">{m.pulse_acting_you_said()}</dt>
        <dd dir="auto" className="break-words">
          {promise.heard}
        </dd>
        <dt className="text-sm text-muted sm:pt-1">{m.pulse_acting_we_do()}</dt>
        <dd dir="auto" className="text-lg font-medium break-words">
          {promise.deed}
        </dd>
      </dl>
    </>
  )
}

const LOOKS = {
  promised: { icon: 'clock', tint: 'text-muted' },
  overdue: { icon: 'clock', tint: 'text-bad' },
  kept: { icon: 'circle-check', tint: 'text-good' },
  dropped: { icon: 'x', tint: 'text-muted' },
} as const

export function PromiseState({ promise, today }: { promise: Promised; today: string }) {
  const state = isOverdue(promise, today) ? 'overdue' : promise.status
  const words = {
    promised: m.pulse_acting_status_promised(),
    overdue: m.pulse_acting_status_overdue(),
    kept: m.pulse_acting_status_kept(),
    dropped: m.pulse_acting_status_dropped(),
  }[state]
  const { icon, tint } = LOOKS[state]
  return (
    <div className="space-y-1 text-sm">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className={`flex items-center gap-1.5 font-medium ${tint}`}>
          <Icon name={icon} className="size-4" />
          {words}
        </span>
        <span className="text-muted">
          {m.pulse_acting_due({ day: formatDay(promise.due) })}
          {promise.owner && (
            <>
              {' · '}
              <bdi>{promise.owner}</bdi>
            </>
          )}
        </span>
      </p>
      {promise.outcome && (
        <p dir="auto" className="text-base break-words">
          {promise.outcome}
        </p>
      )}
    </div>
  )
}

/** What became of the question's figure: published cells only, or that it cannot be told. */
function Since({ promise, timeZone }: { promise: Promised; timeZone: string }) {
  const { question, since } = promise
  if (!question) return null
  const asked = (
    <p className="text-muted">
      {m.pulse_acting_since_question({ question: question.text[spoken()] })}
    </p>
  )
  if (!since) {
    return (
      <div className="text-sm">
        {asked}
        <p className="text-muted">{m.pulse_acting_since_none()}</p>
      </div>
    )
  }
  const { change } = since
  const look =
    change?.outcome === 'higher'
      ? { icon: 'trending-up' as const, tint: 'font-medium text-good' }
      : change?.outcome === 'lower'
        ? { icon: 'trending-down' as const, tint: 'font-medium text-bad' }
        : { icon: 'minus' as const, tint: 'text-muted' }
  return (
    <div className="text-sm">
      {asked}
      <p className={`flex items-center gap-1.5 ${look.tint}`}>
        <Icon name={look.icon} flip className="size-4" />
        {change
          ? changeWords(change, formatDay(since.before, timeZone))
          : m.pulse_acting_since_hidden()}
      </p>
    </div>
  )
}
