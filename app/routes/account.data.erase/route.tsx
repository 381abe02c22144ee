import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, Link, useActionData } from '@remix-run/react'
import { useMemo } from 'react'
import { requireEmployee } from '../../auth/require.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { ask } from '../../rights/request.server.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { TextField } from '../../ui/field.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireEmployee(request, context)
  return null
}

export async function action({ request, context }: ActionFunctionArgs) {
  const me = await requireEmployee(request, context)
  const typed = String((await request.formData()).get('word') ?? '').slice(0, 100)
  const lower = (text: string) => text.trim().toLocaleLowerCase(me.locale)
  if (lower(typed) !== lower(m.rights_erase_word({}, { locale: me.locale }))) {
    return json({ typed }, { status: 422 })
  }
  await ask(context.db, me.id, 'erase', '', context.now())
  return redirect('/account/data?said')
}

export const meta = titled(() => m.rights_erase())

export default function Erase() {
  const reply = useActionData<typeof action>()
  const errors = useMemo(
    () => (reply ? [{ field: 'word', message: m.rights_erase_wrong() }] : []),
    [reply],
  )
  return (
    <Page
      title={m.rights_erase()}
      eyebrow={<Link to="/account/data">{m.rights_title()}</Link>}
      lead={m.rights_erase_lead()}
    >
      <ErrorSummary errors={errors} />
      <ul className="list-disc space-y-2 ps-6">
        <li>{m.rights_erase_gone()}</li>
        <li>{m.rights_erase_kept()}</li>
        <li>{m.rights_erase_pulse()}</li>
      </ul>
      <Form method="post" className="space-y-5">
        <TextField
          id="word"
          name="word"
          label={m.rights_erase_type({ word: m.rights_erase_word() })}
          error={errors[0]?.message}
          defaultValue={reply?.typed}
          autoComplete="off"
          className="max-w-xs"
        />
        <div className="flex flex-wrap gap-3">
          <Button look="danger">{m.rights_erase_go()}</Button>
          <ButtonLink to="/account/data" look="quiet">
            {m.common_cancel()}
          </ButtonLink>
        </div>
      </Form>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
