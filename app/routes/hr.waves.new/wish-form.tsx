import { Form } from '@remix-run/react'
import { useMemo } from 'react'
import { formatNumber } from '../../i18n/format.ts'
import { m, spoken } from '../../i18n/messages.ts'
import { AUDIENCE_ROLES } from '../../pulse/audience-roles.ts'
import { FREQUENCIES } from '../../pulse/planning/calendar.ts'
import type { Problem, Wish } from '../../pulse/planning/wish.ts'
import { oftenName, problemWords, reminderCount, rolesName } from '../../pulse/planning/words.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Choices, SelectField, TextField } from '../../ui/field.tsx'
import { UnitChoices } from './unit-choices.tsx'

interface Props {
  wish: Wish
  problems: Problem[]
  surveys: { id: string; title: Record<'en' | 'ru' | 'he', string>; n: number }[]
  units: { id: string; name: string; depth: number }[]
  timeZone: string
  earliest: string
}

/** The first step: a plain form that only asks for the second. */
export function WishForm({ wish, problems, surveys, units, timeZone, earliest }: Props) {
  const errors = useMemo(
    () => problems.map((problem) => ({ field: problem.field, message: problemWords(problem) })),
    [problems],
  )
  const wrong = (field: Problem['field']) => errors.find((each) => each.field === field)?.message
  return (
    <Form method="get" className="space-y-7">
      <ErrorSummary errors={errors} />
      <input type="hidden" name="step" value="check" />
      <SelectField
        id="survey"
        name="survey"
        label={m.pulse_hr_survey()}
        defaultValue={wish.survey || surveys[0]?.id}
        error={wrong('survey')}
      >
        {surveys.map(({ id, title, n }) => (
          <option key={id} value={id}>
            {m.pulse_hr_survey_option({ title: title[spoken()], n: formatNumber(n) })}
          </option>
        ))}
      </SelectField>

      <UnitChoices units={units} chosen={wish.units} />
      <SelectField
        id="roles"
        name="roles"
        label={m.pulse_planning_roles()}
        defaultValue={wish.roles}
      >
        {AUDIENCE_ROLES.map((value) => (
          <option key={value} value={value}>
            {rolesName(value)}
          </option>
        ))}
      </SelectField>

      <Choices
        name="opens"
        legend={m.pulse_planning_opens()}
        options={[
          { value: 'now', label: m.pulse_planning_opens_now() },
          { value: 'at', label: m.pulse_planning_opens_at() },
        ]}
        chosen={[wish.opens]}
      />
      <TextField
        id="opensAt"
        name="opensAt"
        type="datetime-local"
        label={m.pulse_planning_opens_time()}
        hint={m.pulse_hr_closes_hint({ zone: timeZone })}
        min={earliest}
        defaultValue={wish.opensAt}
        error={wrong('opensAt')}
      />
      <TextField
        id="closes"
        name="closes"
        type="datetime-local"
        required
        label={m.pulse_hr_closes()}
        hint={m.pulse_hr_closes_hint({ zone: timeZone })}
        min={earliest}
        defaultValue={wish.closes}
        error={wrong('closes')}
      />
      <SelectField
        id="reminders"
        name="reminders"
        label={m.pulse_planning_reminders()}
        hint={m.pulse_planning_reminders_hint()}
        defaultValue={String(wish.reminders)}
      >
        {[0, 1, 2].map((n) => (
          <option key={n} value={n}>
            {reminderCount(n)}
          </option>
        ))}
      </SelectField>

      <SelectField
        id="often"
        name="often"
        label={m.pulse_planning_often()}
        defaultValue={wish.often}
      >
        {(['once', ...FREQUENCIES] as const).map((value) => (
          <option key={value} value={value}>
            {oftenName(value)}
          </option>
        ))}
      </SelectField>
      <TextField
        id="items"
        name="items"
        inputMode="numeric"
        label={m.pulse_planning_items()}
        hint={m.pulse_planning_items_hint()}
        defaultValue={wish.items}
        error={wrong('items')}
        className="max-w-32"
      />
      <Button>{m.pulse_planning_check()}</Button>
    </Form>
  )
}
