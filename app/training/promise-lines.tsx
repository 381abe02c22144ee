import { m } from '../i18n/messages.ts'
import { LINES, type Lines } from './promise-card.ts'

/** A leader's three lines, in the language they were written in. */
export function PromiseLines({ lines, language }: { lines: Lines; language: string }) {
  const names = {
    share: m.training_promise_share(),
    influence: m.training_promise_influence(),
    growth: m.training_promise_growth(),
  }
  return (
    <dl className="space-y-3 normal-nums">
      {LINES.map((name) => (
        <div key={name}>
          <dt className="text-sm text-muted">{names[name]}</dt>
          <dd lang={language} dir="auto" className="font-medium break-words">
            {lines[name]}
          </dd>
        </div>
      ))}
    </dl>
  )
}
