import { Form } from '@remix-run/react'
import type { ReactNode } from 'react'
import { m } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'

interface Props {
  action?: string
  error: string | undefined
  hint?: string
  danger?: boolean
  /** Beside the code. */
  fields?: ReactNode
  button: string
}

/** Six digits of an app, or where the hint says so a recovery code. */
export function CodeForm({ action, error, hint, danger, fields, button }: Props) {
  return (
    <Form method="post" action={action} reloadDocument className="space-y-4">
      {fields}
      <TextField
        id="code"
        name="code"
        label={m.account_code()}
        hint={hint}
        error={error}
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck="false"
        dir="ltr"
        className="text-start"
      />
      <Button look={danger ? 'danger' : 'main'} className="w-full sm:w-auto">
        {button}
      </Button>
    </Form>
  )
}
