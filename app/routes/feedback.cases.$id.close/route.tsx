import { parseWithZod } from '@conform-to/zod/v4'
import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { requireEmployee } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { Closing } from '../../nps/cases/case.ts'
import { caseRow } from '../../nps/cases/case.server.ts'
import { closeCase } from '../../nps/cases/handling.server.ts'
import { LONGEST_STEP, OUTCOMES } from '../../nps/cases/kinds.ts'
import { caseErrors, outcomeLabel } from '../../nps/cases/words.tsx'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Choices, TextArea } from '../../ui/field.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const me = await requireEmployee(request, context)
  const row = await caseRow(context.db, params.id ?? '', me)
  if (row?.owner_id !== me.id) throw notFound()
  return json({ id: row.id })
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const me = await requireEmployee(request, context)
  const submission = parseWithZod(await request.formData(), { schema: Closing })
  if (submission.status !== 'success') return json(submission.reply(), { status: 422 })
  const id = params.id ?? ''
  const outcome = await closeCase(context.db, id, me, submission.value, context.now())
  if (outcome === 'not-found') throw notFound()
  return redirect(`/feedback/cases/${id}?done=saved`)
}

export const meta = titled(() => m.nps_cases_close())

export default function Close() {
  const { id } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const wrong = useMemo(() => caseErrors(reply, 'outcome'), [reply])
  const errorOf = (field: string) => wrong.find((error) => error.field === field)?.message
  const kept = (name: string) => String(reply?.initialValue?.[name] ?? '')
  return (
    <Page title={m.nps_cases_close()} lead={m.nps_cases_close_lead()}>
      <ErrorSummary errors={wrong} />
      <Form method="post" className="space-y-5">
        <Choices
          name="outcome"
          legend={m.nps_cases_outcome()}
          error={errorOf('outcome')}
          options={OUTCOMES.map((outcome) => ({ value: outcome, label: outcomeLabel[outcome]() }))}
          chosen={[kept('outcome')]}
        />
        <TextArea
          id="words"
          name="words"
          label={`${m.nps_cases_close_words()} (${m.common_optional()})`}
          error={errorOf('words')}
          defaultValue={kept('words')}
          maxLength={LONGEST_STEP}
        />
        <p className="flex flex-wrap gap-3">
          <Button>{m.nps_cases_close()}</Button>
          <ButtonLink look="quiet" to={`/feedback/cases/${id}`}>
            {m.common_back()}
          </ButtonLink>
        </p>
      </Form>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
