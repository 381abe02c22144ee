import { Form } from '@remix-run/react'
import { useMemo } from 'react'
import { m } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Choices, SelectField, TextField } from '../../ui/field.tsx'
import { Fold } from '../../ui/fold.tsx'
import type { choosing } from './steps.server.ts'

type Props = Awaited<ReturnType<typeof choosing>>

/** The first step: a plain form that only asks for the second. */
export function WishForm({ wish, errors, paths, modules, roles, repeats, units, today }: Props) {
  const listed = useMemo(() => errors, [errors])
  const wrong = (field: string) => listed.find((each) => each.field === field)?.message
  return (
    <Form method="get" className="space-y-7" noValidate>
      <ErrorSummary errors={listed} />
      <input type="hidden" name="step" value="check" />
      <Choices
        name="what"
        legend={m.training_assigning_what()}
        options={[
          ...paths.map(({ id, name }) => ({ value: id, label: name })),
          { value: 'chosen', label: m.training_assigning_chosen() },
        ]}
        chosen={[wish.what]}
      />
      <ModuleFields wish={wish} modules={modules} wrong={wrong} />
      <SelectField
        id="unit"
        name="unit"
        label={m.training_assigning_unit()}
        hint={m.training_assigning_unit_hint()}
        defaultValue={wish.unit || units[0]?.id}
        error={wrong('unit')}
      >
        {units.map(({ id, name, depth }) => (
          <option key={id} value={id}>
            {'\u00a0'.repeat(depth * 3) + name}
          </option>
        ))}
      </SelectField>
      <SelectField
        id="role"
        name="role"
        label={m.training_assigning_role()}
        defaultValue={wish.role}
      >
        {roles.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <HiredFields wish={wish} wrong={wrong} />
      <Choices
        name="due"
        legend={m.training_assigning_due()}
        options={[
          { value: 'on', label: m.training_assigning_due_on() },
          { value: 'hired', label: m.training_assigning_due_hired() },
          { value: 'assigned', label: m.training_assigning_due_assigned() },
        ]}
        chosen={[wish.due]}
      />
      <div className="grid items-end gap-4 sm:grid-cols-2">
        <TextField
          id="dueOn"
          name="dueOn"
          type="date"
          min={today}
          label={m.training_assigning_due_day()}
          hint={m.training_assigning_due_day_hint()}
          defaultValue={wish.dueOn}
          error={wrong('dueOn')}
        />
        <TextField
          id="dueDays"
          name="dueDays"
          inputMode="numeric"
          label={m.training_assigning_due_days()}
          hint={m.training_assigning_due_days_hint()}
          defaultValue={wish.dueDays}
          error={wrong('dueDays')}
        />
      </div>
      <SelectField
        id="repeat"
        name="repeat"
        label={m.training_assigning_repeat()}
        defaultValue={String(wish.repeat)}
      >
        {repeats.map(({ months, name }) => (
          <option key={months} value={months}>
            {name}
          </option>
        ))}
      </SelectField>
      <Button>{m.training_assigning_check()}</Button>
    </Form>
  )
}

interface PartProps {
  wish: Props['wish']
  wrong: (field: string) => string | undefined
}

function ModuleFields({ wish, modules, wrong }: PartProps & Pick<Props, 'modules'>) {
  const open = wish.what === 'chosen'
  const name = m.training_assigning_modules()
  const fields = (
    <Choices
      name="module"
      type="checkbox"
      legend={open ? name : <span className="sr-only">{name}</span>}
      hint={m.training_assigning_modules_hint()}
      error={wrong('module')}
      options={modules.map(({ id, name }) => ({ value: id, label: name }))}
      chosen={wish.modules}
      columns
    />
  )
  // What was asked for must not be folded away.
  return open ? fields : <Fold label={name}>{fields}</Fold>
}

function HiredFields({ wish, wrong }: PartProps) {
  const fields = (
    <div className="grid gap-4 pt-2 sm:grid-cols-2">
      <TextField
        id="hiredFrom"
        name="hiredFrom"
        type="date"
        label={m.training_assigning_hired_from()}
        hint={m.training_assigning_hired_hint()}
        defaultValue={wish.hiredFrom}
        error={wrong('hiredFrom')}
      />
      <TextField
        id="hiredTo"
        name="hiredTo"
        type="date"
        label={m.training_assigning_hired_to()}
        hint={m.training_assigning_hired_hint()}
        defaultValue={wish.hiredTo}
        error={wrong('hiredTo')}
      />
    </div>
  )
  // What is wrong must not be folded away.
  if (wish.hiredFrom !== '' || wish.hiredTo !== '') return fields
  return <Fold label={m.training_assigning_hired()}>{fields}</Fold>
}
