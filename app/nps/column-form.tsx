import { Form } from '@remix-run/react'
import { m } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { SelectField, TextField } from '../ui/field.tsx'
import { fieldName } from './labels.tsx'
import type { ColumnValues } from './choice.ts'
import type { Field } from './mapping.ts'
import { PlaceField } from './place-field.tsx'

interface Props {
  columns: string[]
  examples: string[][]
  values: ColumnValues
  sites: { code: string; name: string }[]
  touchpoints: { code: string; name: string }[]
  company: string | null
  errors: { field: string; message: string }[]
}

const FIRST = ['score', 'at', 'unit', 'comment'] as const
const MORE = [
  'improve',
  'touchpoint',
  'id',
  'satisfaction',
  'intent',
  'visits',
  'basket',
  'contact',
] as const

export function ColumnForm(props: Props) {
  const { values, sites, touchpoints, company, errors } = props
  const { mapping } = values
  const open =
    MORE.some((field) => mapping[field] !== undefined) ||
    errors.some(({ field }) => field === 'dateOrder' || MORE.some((one) => one === field))
  return (
    <Form method="post" className="space-y-6">
      {FIRST.slice(0, 2).map((field) => (
        <ColumnField key={field} field={field} {...props} />
      ))}
      <TextField
        id="atDefault"
        name="atDefault"
        type="date"
        label={m.nps_map_day()}
        defaultValue={values.atDefault}
        className="sm:w-56"
      />
      <ColumnField field="unit" {...props} />
      <SelectField
        id="unitDefault"
        name="unitDefault"
        label={m.nps_map_site()}
        defaultValue={values.unitDefault ?? ''}
      >
        <option value="">{m.nps_map_site_none()}</option>
        {company !== null && <option value={company}>{m.nps_map_company()}</option>}
        {sites.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </SelectField>
      <label className="choice">
        <input type="checkbox" name="createUnits" defaultChecked={values.createUnits} />
        <span>{m.nps_map_create()}</span>
      </label>
      <ColumnField field="comment" {...props} />
      <details open={open} className="rounded-2xl border border-line px-4 py-1">
        <summary className="min-h-11 cursor-pointer list-inside py-2.5 font-medium">
          {m.nps_map_more()}
        </summary>
        <div className="mt-2 space-y-6 pb-4">
          {MORE.map((field) => (
            <ColumnField key={field} field={field} {...props} />
          ))}
          <PlaceField
            id="touchpointDefault"
            label={m.nps_map_touchpoint()}
            none={m.nps_map_visit()}
            chosen={values.touchpointDefault ?? ''}
            options={touchpoints.map(({ code, name }) => ({ value: code, name }))}
          />
          <SelectField
            id="dateOrder"
            name="dateOrder"
            label={m.nps_map_order()}
            defaultValue={values.dateOrder ?? ''}
            error={errors.find(({ field }) => field === 'dateOrder')?.message}
          >
            <option value="">{m.nps_map_order_guess()}</option>
            <option value="dmy">{m.nps_map_order_dmy()}</option>
            <option value="mdy">{m.nps_map_order_mdy()}</option>
          </SelectField>
        </div>
      </details>
      <Button className="w-full sm:w-auto">{m.nps_map_look()}</Button>
    </Form>
  )
}

function ColumnField({ field, columns, examples, values, errors }: Props & { field: Field }) {
  const chosen = values.mapping[field]
  const shown = chosen === undefined ? [] : (examples[columns.indexOf(chosen)] ?? [])
  return (
    <SelectField
      id={field}
      name={field}
      label={fieldName(field)}
      hint={
        shown.length > 0 ? (
          <>
            {m.nps_map_example()}{' '}
            {shown.map((value, index) => (
              <span key={value}>
                {index > 0 && ' · '}
                <bdi>{value}</bdi>
              </span>
            ))}
          </>
        ) : field === 'id' ? (
          m.nps_field_id_hint()
        ) : field === 'contact' ? (
          m.nps_field_contact_hint()
        ) : undefined
      }
      error={errors.find((error) => error.field === field)?.message}
      defaultValue={chosen ?? ''}
    >
      <option value="">{m.nps_map_none()}</option>
      {columns.filter(Boolean).map((column) => (
        <option key={column} value={column}>
          {column.length > 80 ? `${column.slice(0, 80)}…` : column}
        </option>
      ))}
    </SelectField>
  )
}
