import { Form } from '@remix-run/react'
import { m } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { EXTRAS } from '../fields.ts'
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
  const isExtra = (field: HookField) => EXTRAS.some((extra) => extra === field)
  const open = EXTRAS.some(
    (field) => values[field] !== undefined || errors.some((error) => error.field === field),
  )
  const named = (field: HookField) => (
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
      spellCheck="false"
    />
  )
  return (
    <Form method="post" className="space-y-6">
      <datalist id="seen">
        {seen.map(({ name, label }) => (
          <option key={name} value={name} label={label || undefined} />
        ))}
      </datalist>
      {offered.filter((field) => !isExtra(field)).map(named)}
      <details open={open} className="rounded-2xl border border-line px-4 py-1">
        <summary className="min-h-11 cursor-pointer list-inside py-2.5 font-medium">
          {m.nps_hooks_fields_more()}
        </summary>
        <div className="mt-2 space-y-6 pb-4">{offered.filter(isExtra).map(named)}</div>
      </details>
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
