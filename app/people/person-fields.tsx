import { LOCALE_NAMES, type Locale, LOCALES } from '../i18n/locale.ts'
import { m } from '../i18n/messages.ts'
import { SelectField, TextField } from '../ui/field.tsx'

interface Props {
  typed: {
    name?: string
    email?: string
    unit?: string
    locale?: string
    hired?: string
    time_zone?: string
  }
  errors: { field: string; message: string }[]
  units: string[]
  /** Those in use. */
  locales?: readonly Locale[] | undefined
  /** The address of HR and owners is theirs and the owners' to change. */
  emailFixed?: boolean
}

/** What HR writes of a person. */
export function PersonFields({
  typed,
  errors,
  units,
  locales = LOCALES,
  emailFixed = false,
}: Props) {
  const of = (field: keyof Props['typed']) => ({
    ...{ id: field, name: field, defaultValue: typed[field] ?? '' },
    error: errors.find((one) => one.field === field)?.message,
  })
  return (
    <>
      <TextField {...of('name')} label={m.people_import_col_name()} dir="auto" autoComplete="off" />
      <TextField
        {...of('email')}
        label={m.people_import_col_email()}
        hint={emailFixed ? m.people_form_email_fixed() : m.people_form_email_hint()}
        type="email"
        dir="ltr"
        readOnly={emailFixed}
        autoComplete="off"
      />
      <UnitField {...of('unit')} label={m.people_import_col_unit()} units={units} />
      <SelectField {...of('locale')} label={m.people_import_col_locale()}>
        {locales.map((locale) => (
          <option key={locale} value={locale}>
            {LOCALE_NAMES[locale]}
          </option>
        ))}
      </SelectField>
      <TextField {...of('hired')} label={m.people_import_col_hired()} type="date" />
      <TextField
        {...of('time_zone')}
        label={m.people_import_col_time_zone()}
        hint={m.people_form_zone_hint()}
        dir="ltr"
        autoComplete="off"
      />
    </>
  )
}

interface UnitProps {
  id: string
  name: string
  label: string
  defaultValue: string
  error: string | undefined
  units: string[]
}

/** A unit by its name; the ways it could go on are offered while typing. */
export function UnitField({ units, ...field }: UnitProps) {
  return (
    <>
      <TextField
        {...field}
        hint={m.people_form_unit_hint()}
        list={`${field.id}-paths`}
        dir="auto"
        autoComplete="off"
      />
      <datalist id={`${field.id}-paths`}>
        {units.map((path) => (
          <option key={path} value={path} />
        ))}
      </datalist>
    </>
  )
}
