import { Form } from '@remix-run/react'
import { m } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { SelectField } from '../ui/field.tsx'

interface Props {
  label: string
  units: { id: string; name: string }[]
  chosen: string | undefined
}

/** The same page for another of my units; nothing to choose from one. */
export function UnitChoice({ label, units, chosen }: Props) {
  if (units.length < 2) return null
  return (
    <Form className="flex items-end gap-3">
      <div className="flex-1">
        <SelectField id="unit" name="unit" label={label} defaultValue={chosen}>
          {units.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
      </div>
      <Button look="second">{m.team_show()}</Button>
    </Form>
  )
}
