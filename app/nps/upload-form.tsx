import { m } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { Choices, FileField, TextField } from '../ui/field.tsx'
import { collectedByName } from './labels.tsx'

export type UploadProblem = 'file' | 'source' | 'broken'

const LIMIT = 50 * 1024 * 1024
const ASKERS = ['import', 'agency', 'code', 'staff'] as const

/** A plain form of the browser: the file streams to the server without passing through this page's scripts. */
export function UploadForm({
  sources,
  problem,
  said,
}: {
  sources: string[]
  problem: UploadProblem | null
  /** What was entered with a file that was not taken. */
  said: { source: string; by: string }
}) {
  return (
    <form
      method="post"
      action="/hr/import/upload"
      encType="multipart/form-data"
      className="space-y-6"
    >
      <TextField
        id="source"
        name="source"
        label={m.nps_import_source()}
        hint={m.nps_import_source_hint()}
        error={problem === 'source' ? m.nps_upload_nosource() : undefined}
        defaultValue={said.source}
        list="sources"
        maxLength={100}
        required
        dir="auto"
        autoComplete="off"
      />
      <datalist id="sources">
        {sources.map((source) => (
          <option key={source} value={source} />
        ))}
      </datalist>
      <Choices
        name="collectedBy"
        legend={m.nps_import_collected()}
        hint={m.nps_import_collected_hint()}
        options={ASKERS.map((value) => ({ value, label: collectedByName(value) }))}
        chosen={[ASKERS.find((one) => one === said.by) ?? 'import']}
        columns
      />
      <FileField
        id="file"
        name="file"
        choose={m.nps_import_file_choose()}
        none={m.nps_import_file_none()}
        accept=".csv,.txt,.tsv,.xlsx,text/csv,text/plain,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        label={m.nps_import_file()}
        hint={m.nps_import_file_hint()}
        error={problem === 'file' ? m.nps_upload_nofile() : undefined}
        onChange={({ currentTarget: input }) => {
          // The server would say the same, after the whole upload.
          const large = (input.files?.[0]?.size ?? 0) > LIMIT
          input.setCustomValidity(large ? m.nps_upload_large() : '')
          input.reportValidity()
        }}
      />
      <Button className="w-full sm:w-auto">{m.nps_import_upload()}</Button>
    </form>
  )
}
