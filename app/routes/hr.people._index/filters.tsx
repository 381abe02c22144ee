import { Form } from '@remix-run/react'
import { m } from '../../i18n/messages.ts'
import { UnitField } from '../../people/person-fields.tsx'
import { Button } from '../../ui/button.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { Fold } from '../../ui/fold.tsx'

interface Props {
  wish: { search: string; unit: string; role: string; status: string }
  units: string[]
}

/** Whom to show; all of it stands in the address. */
export function Filters({ wish, units }: Props) {
  const open = wish.unit !== '' || wish.role !== '' || wish.status !== 'active'
  const more = (
    <div className="mt-3 grid gap-3 sm:grid-cols-3">
      <UnitField
        id="unit"
        name="unit"
        label={m.people_import_col_unit()}
        units={units}
        defaultValue={wish.unit}
        error={undefined}
      />
      <SelectField id="role" name="role" label={m.people_role_which()} defaultValue={wish.role}>
        <option value="">{m.people_filter_any()}</option>
        <option value="leader">{m.people_role_leader()}</option>
        <option value="hr">{m.people_role_hr()}</option>
        <option value="owner">{m.people_role_owner()}</option>
      </SelectField>
      <SelectField
        id="status"
        name="status"
        label={m.people_import_col_status()}
        defaultValue={wish.status}
      >
        <option value="active">{m.people_import_status_here()}</option>
        <option value="left">{m.people_import_status_left()}</option>
      </SelectField>
    </div>
  )
  return (
    <Form role="search" key={Object.values(wish).join('/')}>
      <div className="flex items-end gap-3">
        <div className="flex-1">
          <TextField
            id="search"
            name="search"
            type="search"
            label={m.people_search()}
            defaultValue={wish.search}
          />
        </div>
        <Button look="second">{m.hr_people_find()}</Button>
      </div>
      {open ? more : <Fold label={m.people_filter_more()}>{more}</Fold>}
    </Form>
  )
}
