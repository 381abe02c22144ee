import type { Explained } from '../../pulse/explained.server.ts'
import { ButtonLink } from '../../ui/button.tsx'

interface Props {
  waveId: string
  unit: string
  labels: Explained['labels']
}

/** The same figures as files; for everybody, as the page is. */
export function ExportView({ waveId, unit, labels }: Props) {
  const files = [
    { name: 'CSV', to: `/pulse/${waveId}/results.csv` },
    { name: 'XLSX', to: `/pulse/${waveId}/results.xlsx` },
    {
      name: labels.pdf,
      to: `/pulse/${waveId}/results.pdf?unit=${encodeURIComponent(unit)}`,
    },
  ]
  return (
    <section className="space-y-3 border-t border-line pt-5">
      <h2>{labels.files}</h2>
      <p className="text-muted">{labels.filesText}</p>
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
