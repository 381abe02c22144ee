import { Form } from '@remix-run/react'
import { m } from '../../i18n/messages.ts'
import type { Wish } from '../../training/records/wish.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'

interface Props {
  wish: Wish
  units: { id: string; name: string }[]
  errors: { field: string; message: string }[]
}

/** Whose records and of which days. */
export function Choice({ wish, units, errors }: Props) {
  const errorOf = (field: string) => errors.find((one) => one.field === field)?.message
  return (
    <Form className="grid max-w-3xl gap-4 sm:grid-cols-2">
      <div className="sm:col-span-2">
        <SelectField
          id="unit"
          name="unit"
          label={m.training_records_unit()}
          defaultValue={wish.unit ?? undefined}
        >
          {units.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
      </div>
      <TextField
        id="from"
        name="from"
        type="date"
        label={m.training_records_from()}
        defaultValue={wish.from ?? ''}
        error={errorOf('from')}
      />
      <TextField
        id="to"
        name="to"
        type="date"
        label={m.training_records_to()}
        defaultValue={wish.to ?? ''}
        error={errorOf('to')}
      />
      <div>
        <Button look="second" className="w-full sm:w-auto">
          {m.training_records_show()}
        </Button>
      </div>
    </Form>
  )
}
