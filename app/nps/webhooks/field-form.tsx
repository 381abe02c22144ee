import { Form } from '@remix-run/react'
import { m } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { fieldName } from '../labels.tsx'
import type { HookField, SeenField } from './kinds.ts'

interface Props {
  offered: readonly HookField[]
  values: Partial<Record<HookField, string>>
  unitId: string
  touchpoint: string
  seen: SeenField[]
  sites: { id: string; name: string }[]
  touchpoints: { code: string; name: string }[]
  errors: { field: string; message: string }[]
}

/** Which field of a delivery holds what: typed, or chosen from those that came last. */
export function FieldForm(props: Props) {
  const { offered, values, unitId, touchpoint, seen, sites, touchpoints, errors } = props
  return (
    <Form method="post" className="space-y-6">
      <datalist id="seen">
        {seen.map(({ name, label }) => (
          <option key={name} value={name} label={label || undefined} />
        ))}
      </datalist>
      {offered.map((field) => (
        <TextField
          key={field}
          id={field}
          name={field}
          label={fieldName(field)}
          hint={field === 'contact' ? m.nps_field_contact_hint() : undefined}
          error={errors.find((error) => error.field === field)?.message}
          defaultValue={values[field] ?? ''}
          placeholder={seen.find(({ found }) => found === field)?.name}
          list="seen"
          dir="ltr"
          autoComplete="off"
          spellCheck={false}
        />
      ))}
      <SelectField
        id="unitId"
        name="unitId"
        label={m.nps_hooks_fields_site()}
        defaultValue={unitId}
      >
        <option value="">{m.nps_hooks_fields_site_ask()}</option>
        {sites.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <SelectField
        id="touchpointDefault"
        name="touchpointDefault"
        label={m.nps_map_touchpoint()}
        defaultValue={touchpoint}
      >
        <option value="">{m.nps_map_visit()}</option>
        {touchpoints.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </SelectField>
      <Button className="w-full sm:w-auto">{m.nps_hooks_fields_save()}</Button>
    </Form>
  )
}
