import { formatNumber } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'

interface Props {
  id: number
  errors: { line: number; column: string; words: string }[]
  all: number
}

/** The first wrong rows, and all of them as a file; nothing where there are none. */
export function Errors({ id, errors, all }: Props) {
  if (all === 0) return null
  return (
    <section aria-labelledby="wrong" className="space-y-3">
      <h2 id="wrong">{m.people_import_errors()}</h2>
      <DataTable
        caption={m.people_import_errors()}
        quietCaption
        columns={[
          { key: 'line', label: m.people_import_errors_line() },
          { key: 'column', label: m.people_import_errors_column() },
          { key: 'words', label: m.people_import_errors_reason() },
        ]}
        rows={errors.map(({ line, column, words }) => ({
          key: String(line),
          cells: { line: formatNumber(line), column, words: <bdi>{words}</bdi> },
        }))}
      />
      {all > errors.length && (
        <p className="text-sm text-muted">
          {m.people_import_errors_some({ shown: errors.length })}
        </p>
      )}
      <ButtonLink to={`/hr/people/import/${id}/errors.csv`} look="second" reloadDocument download>
        {m.people_import_errors_file()}
      </ButtonLink>
    </section>
  )
}
