import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, Link, useActionData } from '@remix-run/react'
import { useMemo } from 'react'
import { requireEmployee } from '../../auth/require.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { ask } from '../../rights/request.server.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { TextArea } from '../../ui/field.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireEmployee(request, context)
  return null
}

export async function action({ request, context }: ActionFunctionArgs) {
  const me = await requireEmployee(request, context)
  const words = String((await request.formData()).get('words') ?? '')
  const outcome = await ask(context.db, me.id, 'correct', words, context.now())
  if (outcome === 'empty') return json({ words }, { status: 422 })
  return redirect('/account/data?said')
}

export const meta = titled(() => m.rights_correct())

export default function Correct() {
  const reply = useActionData<typeof action>()
  const errors = useMemo(
    () => (reply ? [{ field: 'words', message: m.rights_correct_empty() }] : []),
    [reply],
  )
  return (
    <Page title={m.rights_correct()} eyebrow={<Link to="/account/data">{m.rights_title()}</Link>}>
      <ErrorSummary errors={errors} />
      <Form method="post" className="space-y-5">
        <TextArea
          id="words"
          name="words"
          maxLength={1000}
          rows={5}
          label={m.rights_correct_words()}
          hint={m.rights_correct_hint()}
          error={errors[0]?.message}
          defaultValue={reply?.words}
        />
        <div className="flex flex-wrap gap-3">
          <Button>{m.rights_correct_go()}</Button>
          <ButtonLink to="/account/data" look="quiet">
            {m.common_cancel()}
          </ButtonLink>
        </div>
      </Form>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
