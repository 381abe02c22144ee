import { SelectField } from '../ui/field.tsx'

interface Props {
  id: string
  label: string
  /** The words for none of them. */
  none: string
  /** The id or code that stands there. */
  chosen: string
  options: readonly { value: string; name: string }[]
  error?: string | undefined
}

/** A site or a touchpoint, or none of them. */
export function PlaceField({ id, label, none, chosen, options, error }: Props) {
  return (
    <SelectField id={id} name={id} label={label} defaultValue={chosen} error={error}>
      <option value="">{none}</option>
      {options.map(({ value, name }) => (
        <option key={value} value={value}>
          {name}
        </option>
      ))}
    </SelectField>
  )
}
