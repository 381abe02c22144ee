import { Form } from '@remix-run/react'
import { m } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { fieldName } from '../labels.tsx'
import type { HookField, SeenField } from './kinds.ts'
import { PlaceField } from '../place-field.tsx'

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
      <PlaceField
        id="unitId"
        label={m.nps_hooks_fields_site()}
        none={m.nps_hooks_fields_site_ask()}
        chosen={unitId}
        options={sites.map(({ id, name }) => ({ value: id, name }))}
      />
      <PlaceField
        id="touchpointDefault"
        label={m.nps_map_touchpoint()}
        none={m.nps_map_visit()}
        chosen={touchpoint}
        options={touchpoints.map(({ code, name }) => ({ value: code, name }))}
      />
      <Button className="w-full sm:w-auto">{m.nps_hooks_fields_save()}</Button>
    </Form>
  )
}
