import type { ReactNode } from 'react'
import { m } from '../../i18n/messages.ts'
import type { CompanyField, CompanyTyped } from '../../people/company.ts'
import { Choices, SelectField, TextField } from '../../ui/field.tsx'

interface Props {
  typed: CompanyTyped
  errors: { field: string; message: string }[]
  zones: readonly string[]
  evenings: readonly string[]
  mornings: readonly string[]
  languages: { value: string; label: string; hint: string }[]
  /** Where mails come from; the operator's to set. */
  address: string
}

/** What a company decides about itself, by what it is about. */
export function CompanyFields({ typed, errors, ...offers }: Props) {
  const of = (field: CompanyField) => ({
    ...{ id: field, name: field, defaultValue: typed[field] },
    error: errors.find((one) => one.field === field)?.message,
  })
  const options = (values: readonly string[]) =>
    values.map((value) => (
      <option key={value} value={value}>
        {value}
      </option>
    ))
  return (
    <>
      <TextField
        {...of('name')}
        label={m.people_company_name()}
        hint={m.people_company_name_hint()}
        dir="auto"
        autoComplete="off"
      />
      <TextField
        {...of('accent')}
        label={m.people_company_accent()}
        hint={m.people_company_accent_hint()}
        dir="ltr"
        autoComplete="off"
        spellCheck="false"
      />
      <SelectField
        {...of('time_zone')}
        label={m.people_company_zone()}
        hint={m.people_company_zone_hint()}
      >
        {options(offers.zones)}
      </SelectField>
      <Group title={m.people_company_quiet()} text={m.people_company_quiet_text()}>
        <div className="grid items-end gap-4 sm:grid-cols-2">
          <SelectField {...of('quiet_from')} label={m.people_company_quiet_from()}>
            {options(offers.evenings)}
          </SelectField>
          <SelectField {...of('quiet_to')} label={m.people_company_quiet_to()}>
            {options(offers.mornings)}
          </SelectField>
        </div>
      </Group>
      <Choices
        name="locales"
        type="checkbox"
        legend={m.people_company_locales()}
        hint={m.people_company_locales_hint()}
        error={of('locales').error}
        options={offers.languages}
        chosen={typed.locales.split(',')}
      />
      <Group title={m.people_company_thresholds()} text={m.people_company_thresholds_text()}>
        <div className="grid items-end gap-4 sm:grid-cols-2">
          <TextField
            {...of('cell')}
            label={m.people_company_cell()}
            inputMode="numeric"
            dir="ltr"
          />
          <TextField
            {...of('detail')}
            label={m.people_company_detail()}
            inputMode="numeric"
            dir="ltr"
          />
        </div>
      </Group>
      <TextField
        {...of('sender')}
        label={m.people_company_sender()}
        hint={m.people_company_sender_hint({ address: `\u2068${offers.address}\u2069` })}
        dir="auto"
        autoComplete="off"
      />
    </>
  )
}

function Group({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <fieldset className="space-y-3">
      <legend className="mb-1 font-medium">{title}</legend>
      <p className="text-sm text-muted">{text}</p>
      {children}
    </fieldset>
  )
}
