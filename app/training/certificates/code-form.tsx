import { Form } from '@remix-run/react'
import { m } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'

/** The code of a certificate, to be typed from paper. */
export function CodeForm({ code }: { code?: string }) {
  return (
    <Form action="/verify" className="space-y-4">
      <TextField
        id="code"
        name="code"
        required
        dir="ltr"
        maxLength={100}
        defaultValue={code}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck="false"
        label={m.training_certificate_verify_code()}
        hint={m.training_certificate_verify_hint()}
      />
      <Button className="w-full sm:w-auto">{m.training_certificate_verify_go()}</Button>
    </Form>
  )
}
