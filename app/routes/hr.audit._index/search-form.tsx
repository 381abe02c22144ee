import { Form } from '@remix-run/react'
import type { Wish } from '../../audit/list.server.ts'
import { m } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'

interface Props {
  wish: Wish
  actions: { action: string; words: string }[]
  errorOf: (field: string) => string | undefined
}

/** By whom or to whom, what, and when. */
export function SearchForm({ wish, actions, errorOf }: Props) {
  return (
    <Form
      role="search"
      key={Object.values(wish).join('/')}
      className="grid max-w-3xl gap-4 sm:grid-cols-2"
    >
      <TextField
        id="person"
        name="person"
        type="search"
        label={m.audit_person()}
        hint={m.audit_person_hint()}
        defaultValue={wish.person}
        dir="auto"
      />
      <SelectField id="action" name="action" label={m.audit_action()} defaultValue={wish.action}>
        <option value="">{m.audit_action_any()}</option>
        {actions.map((one) => (
          <option key={one.action} value={one.action}>
            {one.words}
          </option>
        ))}
      </SelectField>
      <TextField
        id="from"
        name="from"
        type="date"
        label={m.audit_from()}
        defaultValue={wish.from}
        error={errorOf('from')}
      />
      <TextField
        id="to"
        name="to"
        type="date"
        label={m.audit_to()}
        defaultValue={wish.to}
        error={errorOf('to')}
      />
      <div>
        <Button look="second" className="w-full sm:w-auto">
          {m.audit_show()}
        </Button>
      </div>
    </Form>
  )
}
