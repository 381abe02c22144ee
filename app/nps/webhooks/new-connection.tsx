import { Form } from '@remix-run/react'
import { m } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { Choices, TextField } from '../../ui/field.tsx'
import { collectedByName } from '../labels.tsx'
import type { CollectedBy } from '../response.ts'

interface Props {
  sources: string[]
  kinds: { value: string; label: string }[]
  typed?: { name: string; kind: string; collectedBy: CollectedBy } | undefined
  errors: { field: string; message: string }[]
}

const ASKERS = ['import', 'agency', 'code', 'staff'] as const

/** A survey, the tool that sends it, and who asked. */
export function NewConnection({ sources, kinds, typed, errors }: Props) {
  const error = (field: string) => errors.find((one) => one.field === field)?.message
  return (
    <section aria-labelledby="new" className="max-w-2xl space-y-4">
      <h2 id="new">{m.nps_hooks_new()}</h2>
      <Form method="post" action="/hr/webhooks?index" className="space-y-6">
        <TextField
          id="name"
          name="name"
          label={m.nps_hooks_name()}
          hint={m.nps_hooks_name_hint()}
          error={error('name')}
          defaultValue={typed?.name}
          list="sources"
          maxLength={100}
          dir="auto"
          autoComplete="off"
        />
        <datalist id="sources">
          {sources.map((source) => (
            <option key={source} value={source} />
          ))}
        </datalist>
        <Choices
          name="kind"
          legend={m.nps_hooks_kind()}
          error={error('kind')}
          options={kinds.map(({ value, label }) => ({
            value,
            label,
            hint: value === 'plain' ? m.nps_hooks_kind_plain_hint() : undefined,
          }))}
          chosen={typed ? [typed.kind] : []}
          columns
        />
        <Choices
          name="collectedBy"
          legend={m.nps_import_collected()}
          hint={m.nps_import_collected_hint()}
          options={ASKERS.map((value) => ({ value, label: collectedByName(value) }))}
          chosen={[typed?.collectedBy ?? 'import']}
          columns
        />
        <Button className="w-full sm:w-auto">{m.nps_hooks_make()}</Button>
      </Form>
    </section>
  )
}
