import { Form } from '@remix-run/react'
import { useMemo } from 'react'
import { m } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Choices, SelectField, TextField } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { SIGNS } from '../kinds.ts'
import { signLabel } from '../labels.tsx'
import type { FormReply } from '../observation-form.tsx'
import { LONGEST_THANKS } from './limits.ts'

const sentence: Record<string, () => string> = {
  to: () => m.feedback_thanks_error_to(),
  sign: () => m.feedback_thanks_error_sign(),
  words: () => m.feedback_thanks_error_words(),
}

function errorsIn(reply: FormReply | undefined) {
  return Object.entries(reply?.error ?? {}).map(([field, codes]) => {
    if (codes?.[0] === 'enough') return { field: 'to', message: m.feedback_thanks_error_enough() }
    const words = sentence[field]
    return words
      ? { field, message: words() }
      : { field: 'to', message: m.feedback_thanks_error_form() }
  })
}

interface Props {
  formKey: string
  colleagues: { id: string; name: string }[]
  reply: FormReply | undefined
}

/** Whom, for which of the nine signs, and a line. */
export function ThanksForm({ formKey, colleagues, reply }: Props) {
  const kept = reply?.initialValue ?? {}
  const text = (name: string) => (typeof kept[name] === 'string' ? kept[name] : '')
  const wrong = useMemo(() => errorsIn(reply), [reply])
  const errorOf = (field: string) => wrong.find((one) => one.field === field)?.message
  return (
    <>
      <ErrorSummary errors={wrong} />
      <Form method="post" className="space-y-6">
        <input type="hidden" name="key" value={formKey} autoComplete="off" />
        <SelectField
          id="to"
          name="to"
          label={m.feedback_thanks_to()}
          error={errorOf('to')}
          defaultValue={text('to')}
        >
          <option value="">{m.feedback_thanks_to_choose()}</option>
          {colleagues.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
        <Choices
          name="sign"
          legend={m.feedback_thanks_sign()}
          error={errorOf('sign')}
          options={SIGNS.map((sign) => ({ value: sign, label: signLabel[sign]() }))}
          chosen={[text('sign')]}
        />
        <TextField
          id="words"
          name="words"
          dir="auto"
          label={
            <>
              {m.feedback_thanks_words()}{' '}
              <span className="text-sm font-normal text-muted">({m.common_optional()})</span>
            </>
          }
          hint={m.feedback_thanks_words_hint()}
          error={errorOf('words')}
          defaultValue={text('words')}
          maxLength={LONGEST_THANKS}
        />
        <Button className="w-full sm:w-auto">
          <Icon name="send" flip />
          {m.feedback_thanks_send()}
        </Button>
      </Form>
    </>
  )
}
