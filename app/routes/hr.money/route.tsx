import { parseWithZod } from '@conform-to/zod/v4'
import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { MoneyForm } from '../../impact/money.ts'
import { enterMoney, moneyForm, moneyPage } from '../../impact/money.server.ts'
import { moneyErrors, moneyFields } from '../../impact/money-form.server.ts'
import { MoneyFields } from '../../impact/money-fields.tsx'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const { inputs } = await moneyPage(context.db, null)
  return json({
    fields: moneyFields(inputs, me.locale),
    values: Object.fromEntries(
      Object.entries(await moneyForm(context.db)).map(([name, value]) => [name, String(value)]),
    ),
    done: new URL(request.url).searchParams.get('done') ?? '',
  })
}

export async function action({ request, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const submission = parseWithZod(await request.formData(), { schema: MoneyForm })
  if (submission.status !== 'success') {
    const values = submission.payload as Record<string, string>
    return json({ values, errors: moneyErrors(submission.error, me.locale) }, { status: 422 })
  }
  const now = context.now()
  const outcome = await noting(
    context.db,
    (trx) => enterMoney(trx, me, submission.value, now),
    (done) => (done === 'entered' ? { by: me.id, action: 'money.entered' } : null),
    now,
  )
  return redirect(`/hr/money?done=${outcome}`)
}

export const meta = titled(() => m.impact_money_form_title())

export default function EnterMoney() {
  const { fields, values, done } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const errors = useMemo(() => reply?.errors ?? [], [reply])
  return (
    <Page title={m.impact_money_form_title()} lead={m.impact_money_form_lead()}>
      {Object.hasOwn(DONE, done) && !reply && (
        <Notice look="good" live="status">
          {DONE[done as keyof typeof DONE]()}
        </Notice>
      )}
      <ErrorSummary errors={errors} />
      <Form method="post" noValidate className="space-y-6">
        <MoneyFields fields={fields} values={reply?.values ?? values} errors={errors} />
        <Button>{m.impact_money_form_save()}</Button>
      </Form>
      <ButtonLink to="/impact/money" look="second">
        {m.impact_money_to_page()}
      </ButtonLink>
    </Page>
  )
}

const DONE = {
  entered: () => m.impact_money_entered(),
  unchanged: () => m.impact_money_unchanged(),
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
