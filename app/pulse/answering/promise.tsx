import { formatNumber, formatTime } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import type { Thresholds } from '../report.ts'

interface Props {
  thresholds: Thresholds
  closesAt: number
  timeZone: string
}

/** What is promised, what becomes of an answer, and what nobody here can prevent: read before the first question. */
export function PulsePromise({ thresholds, closesAt, timeZone }: Props) {
  const six = formatNumber(thresholds.cell)
  const five = formatNumber(thresholds.cell - 1)
  const ten = formatNumber(thresholds.detail)
  return (
    <>
      <section className="space-y-3">
        <h2>{m.pulse_promise_title()}</h2>
        <p className="text-lg">{m.pulse_promise_core()}</p>
        <p>{m.pulse_promise_how({ time: formatTime(closesAt, timeZone) })}</p>
      </section>
      <Points
        title={m.pulse_promise_who()}
        points={[
          [m.pulse_promise_all_who(), m.pulse_promise_all({ six, five })],
          [m.pulse_promise_bands_who({ six }), m.pulse_promise_bands()],
          [m.pulse_promise_ten_who({ ten }), m.pulse_promise_ten()],
          [m.pulse_promise_words_who(), m.pulse_promise_words()],
          [m.pulse_promise_hr_who(), m.pulse_promise_hr()],
          [m.pulse_promise_token_who(), m.pulse_promise_token()],
        ]}
      />
      <section className="prose">
        <h2>{m.pulse_not_title()}</h2>
        <p>{m.pulse_not_lead()}</p>
        <ul>
          {[
            m.pulse_not_operator(),
            m.pulse_not_code(),
            m.pulse_not_traffic(),
            m.pulse_not_stuffing(),
            m.pulse_not_style(),
            m.pulse_not_colleagues(),
            m.pulse_not_device(),
          ].map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
    </>
  )
}

function Points({ title, points }: { title: string; points: [string, string][] }) {
  return (
    <section className="space-y-3">
      <h2>{title}</h2>
      <dl className="divide-y divide-line border-y border-line">
        {points.map(([who, what]) => (
          <div key={who} className="py-3 sm:grid sm:grid-cols-[12rem_1fr] sm:gap-4">
            <dt className="font-medium">{who}</dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
