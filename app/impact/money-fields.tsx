import { m } from '../i18n/messages.ts'
import { SelectField, TextField } from '../ui/field.tsx'
import type { MoneyField } from './money-form.server.ts'

interface Props {
  fields: MoneyField[]
  values: Record<string, string>
  errors: { field: string; message: string }[]
}

/** One number a row, and beside it how it is known. */
export function MoneyFields({ fields, values, errors }: Props) {
  return (
    <ul className="space-y-6">
      {fields.map(({ name, label, hint }) => (
        <li key={name}>
          <fieldset className="grid gap-3 sm:grid-cols-[1fr_14rem] sm:items-end">
            <legend className="sr-only">{label}</legend>
            <TextField
              id={name}
              name={name}
              inputMode="decimal"
              dir="ltr"
              label={label}
              hint={hint ?? undefined}
              error={errors.find((one) => one.field === name)?.message}
              defaultValue={values[name] ?? ''}
            />
            <SelectField
              id={`${name}Tag`}
              name={`${name}Tag`}
              label={m.impact_money_tag_label()}
              defaultValue={values[`${name}Tag`] ?? 'assumed'}
            >
              <option value="entered">{m.impact_money_tag_entered()}</option>
              <option value="assumed">{m.impact_money_tag_assumed()}</option>
            </SelectField>
          </fieldset>
        </li>
      ))}
    </ul>
  )
}
