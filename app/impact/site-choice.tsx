import { Form } from '@remix-run/react'
import { m } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { SelectField } from '../ui/field.tsx'

interface Props {
  choices: { code: string; name: string }[]
  chosen: string
  /** Whether all of them together can be looked at. */
  all: boolean
}

/** Which site's numbers to look at, for people who see more than one. */
export function SiteChoice({ choices, chosen, all }: Props) {
  if (choices.length === 0) return null
  return (
    <Form className="no-print flex max-w-md items-end gap-3">
      <div className="min-w-0 flex-1">
        <SelectField
          key={chosen}
          id="site"
          name="site"
          label={m.impact_choose()}
          defaultValue={chosen}
        >
          {all && <option value="">{m.impact_choose_all()}</option>}
          {choices.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </SelectField>
      </div>
      <Button look="second">{m.impact_show()}</Button>
    </Form>
  )
}
