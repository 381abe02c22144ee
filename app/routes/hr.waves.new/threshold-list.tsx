import { formatNumber } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import type { Thresholds } from '../../pulse/report.ts'

/** What will be shown from how many answers on; locked with the launch. */
export function ThresholdList({ thresholds }: { thresholds: Thresholds }) {
  const six = formatNumber(thresholds.cell)
  const five = formatNumber(thresholds.cell - 1)
  const ten = formatNumber(thresholds.detail)
  return (
    <section className="prose">
      <h2>{m.pulse_hr_thresholds()}</h2>
      <ul>
        <li>{m.pulse_promise_all({ six, five })}</li>
        <li>{m.pulse_hr_threshold_ten({ ten })}</li>
        <li>{m.pulse_hr_threshold_locked()}</li>
      </ul>
    </section>
  )
}
