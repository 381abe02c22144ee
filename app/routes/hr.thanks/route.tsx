import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { reportedThanks, settleReported } from '../../feedback/thanks/thanks.server.ts'
import { notFound } from '../../http/respond.ts'
import { formatDay } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Empty, Page } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  return json({
    reported: await reportedThanks(context.db),
    timeZone: context.company.timeZone,
    settled: new URL(request.url).searchParams.get('done') === 'settled',
  })
}

export async function action({ request, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const id = String((await request.formData()).get('id') ?? '')
  const outcome = await noting(
    context.db,
    (trx) => settleReported(trx, id),
    (done) =>
      done === 'settled'
        ? { by: me.id, action: 'thanks.settled', subject: { kind: 'thanks', id } }
        : null,
    context.now(),
  )
  if (outcome === 'not-found') throw notFound()
  return redirect('/hr/thanks?done=settled')
}

export const meta = titled(() => m.feedback_thanks_hr_title())

export default function Reported() {
  const { reported, timeZone, settled } = useLoaderData<typeof loader>()
  return (
    <Page title={m.feedback_thanks_hr_title()} lead={m.feedback_thanks_hr_lead()} wide>
      {settled && (
        <Notice look="good" live="status">
          {m.feedback_thanks_hr_settled()}
        </Notice>
      )}
      {reported.length === 0 ? (
        <Empty>{m.feedback_thanks_hr_none()}</Empty>
      ) : (
        <DataTable
          caption={m.feedback_thanks_hr_title()}
          quietCaption
          columns={[
            { key: 'from', label: m.feedback_thanks_hr_from() },
            { key: 'to', label: m.feedback_thanks_hr_to() },
            { key: 'words', label: m.feedback_thanks_hr_words() },
            { key: 'day', label: m.feedback_thanks_hr_day() },
            { key: 'settle', label: '' },
          ]}
          rows={reported.map((one) => ({
            key: one.id,
            cells: {
              from: <bdi>{one.from}</bdi>,
              to: <bdi>{one.to}</bdi>,
              words: <span dir="auto">{one.words || '–'}</span>,
              day: formatDay(one.sentAt, timeZone),
              settle: (
                <Form method="post">
                  <input type="hidden" name="id" value={one.id} />
                  <Button look="second">{m.feedback_thanks_hr_settle()}</Button>
                </Form>
              ),
            },
          }))}
        />
      )}
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
