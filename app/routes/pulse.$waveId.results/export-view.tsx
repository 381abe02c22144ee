import { m } from '../../i18n/messages.ts'
import { ButtonLink } from '../../ui/button.tsx'

/** The same figures as files; for everybody, as the page is. */
export function ExportView({ waveId, unit }: { waveId: string; unit: string }) {
  const files = [
    { name: 'CSV', to: `/pulse/${waveId}/results.csv` },
    { name: 'XLSX', to: `/pulse/${waveId}/results.xlsx` },
    {
      name: m.pulse_results_export_pdf(),
      to: `/pulse/${waveId}/results.pdf?unit=${encodeURIComponent(unit)}`,
    },
  ]
  return (
    <section className="space-y-3 border-t border-line pt-5">
      <h2>{m.pulse_results_export()}</h2>
      <p className="text-muted">{m.pulse_results_export_text()}</p>
      <div className="flex flex-wrap gap-3">
        {files.map(({ name, to }) => (
          <ButtonLink key={to} to={to} look="second" reloadDocument download>
            {name}
          </ButtonLink>
        ))}
      </div>
    </section>
  )
}
