import { formatNumber } from '../../i18n/format.ts'
import { m, spoken } from '../../i18n/messages.ts'
import { CodeWords } from '../../pulse/code-words.tsx'
import type { Thresholds } from '../../pulse/report.ts'
import type { Results } from '../../pulse/results.server.ts'
import { Icon } from '../../ui/icon.tsx'

/** What was held when these figures were made, in words, and the words of the wave. */
export function CertificateView({
  certificate,
  thresholds,
  code,
}: {
  certificate: Results['certificate']
  thresholds: Thresholds
  code: string[]
}) {
  return (
    <section className="space-y-3 border-t border-line pt-5">
      <h2 className="flex items-center gap-2">
        <Icon name="shield-check" className="size-6 text-accent" />
        {m.pulse_certificate_title()}
      </h2>
      <div className="prose">
        <p>
          {m.pulse_certificate_text({
            figures: formatNumber(certificate.figures),
            fewest: formatNumber(certificate.fewest),
            six: formatNumber(thresholds.cell),
          })}
        </p>
        <p>{m.pulse_certificate_gone()}</p>
        <p>{m.pulse_code_closed()}</p>
      </div>
      <CodeWords words={code} locale={spoken()} />
    </section>
  )
}
