import type { PulsePromise } from '../promise.server.ts'

/** What is promised, what becomes of an answer, and what nobody here can prevent: read before the first question. */
export function PromiseText({ promise }: { promise: PulsePromise }) {
  return (
    <>
      <section className="space-y-3">
        <h2>{promise.title}</h2>
        <p className="text-lg">{promise.core}</p>
        <p>{promise.how}</p>
      </section>
      <section className="space-y-3">
        <h2>{promise.who}</h2>
        <dl className="divide-y divide-line border-y border-line">
          {promise.points.map(({ who, what }) => (
            <div key={who} className="py-3 sm:grid sm:grid-cols-[12rem_1fr] sm:gap-4">
              <dt className="font-medium">{who}</dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section className="prose">
        <h2>{promise.not}</h2>
        <ul>
          {promise.limits.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <p>{promise.notLead}</p>
      </section>
    </>
  )
}
