import { Form, useNavigation } from '@remix-run/react'
import { m, spoken } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField, TextArea, TextField } from '../../ui/field.tsx'
import type { Question } from '../survey.ts'

/** A refused form as it comes back: what is wrong, and what was written. */
type Reply =
  | {
      error?: Record<string, string[] | null> | null
      initialValue?: Record<string, unknown> | null
    }
  | undefined

/** What is wrong with a pledge, in words, in the order of its fields. */
export function pledgeErrors(reply: Reply): { field: string; message: string }[] {
  const words: Record<string, string> = {
    heard: m.pulse_acting_error_sentence(),
    deed: m.pulse_acting_error_sentence(),
    owner: m.pulse_acting_error_owner(),
    due: m.pulse_acting_error_due(),
    question: m.pulse_acting_error_question(),
  }
  return Object.keys(words)
    .filter((field) => reply?.error?.[field])
    .map((field) => ({ field, message: words[field]! }))
}

interface Props {
  unitId: string
  owners: { id: string; name: string }[]
  /** Who writes it: sees to it, unless somebody else is chosen. */
  me: string
  questions: Pick<Question, 'id' | 'text'>[]
  today: string
  reply: Reply
}

/** One promise: what was heard, what will be done, who sees to it, by when. */
export function PromiseForm({ unitId, owners, me, questions, today, reply }: Props) {
  const busy = useNavigation().state !== 'idle'
  const errors = new Map(pledgeErrors(reply).map(({ field, message }) => [field, message]))
  const given = (field: string) => {
    const value = reply?.initialValue?.[field]
    return typeof value === 'string' ? value : undefined
  }
  return (
    <Form method="post" className="space-y-4" noValidate>
      <input type="hidden" name="unit" value={unitId} />
      <TextArea
        id="heard"
        name="heard"
        label={m.pulse_acting_heard_label()}
        hint={m.pulse_acting_heard_hint()}
        rows={2}
        maxLength={300}
        defaultValue={given('heard')}
        error={errors.get('heard')}
        required
      />
      <TextArea
        id="deed"
        name="deed"
        label={m.pulse_acting_deed_label()}
        hint={m.pulse_acting_deed_hint()}
        rows={2}
        maxLength={300}
        defaultValue={given('deed')}
        error={errors.get('deed')}
        required
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          id="owner"
          name="owner"
          label={m.pulse_acting_owner_label()}
          defaultValue={given('owner') ?? me}
          error={errors.get('owner')}
        >
          {owners.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
        <TextField
          id="due"
          name="due"
          type="date"
          min={today}
          label={m.pulse_acting_due_label()}
          defaultValue={given('due')}
          error={errors.get('due')}
          required
        />
      </div>
      <SelectField
        id="question"
        name="question"
        label={`${m.pulse_acting_question_label()} (${m.common_optional()})`}
        hint={m.pulse_acting_question_hint()}
        defaultValue={given('question') ?? ''}
        error={errors.get('question')}
      >
        <option value="">{m.pulse_acting_question_any()}</option>
        {questions.map(({ id, text }) => (
          <option key={id} value={id}>
            {text[spoken()]}
          </option>
        ))}
      </SelectField>
      <Button disabled={busy}>{m.pulse_acting_promise_make()}</Button>
    </Form>
  )
}
