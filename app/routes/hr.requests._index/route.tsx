import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { formatDay } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { anybodyOfNumber, ask, requests } from '../../rights/request.server.ts'
import { stateWords } from '../../rights/words.server.ts'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { TextField } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Empty, Page } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { locale } = await requireRole(request, context, 'hr')
  const { timeZone } = context.company
  const now = context.now().getTime()
  const said = new URL(request.url).searchParams
  const done = said.get('done')
  const n = Number(said.get('files'))
  const files = done === 'erased' && n > 0 ? m.rights_hr_erased_files({ n }, { locale }) : ''
  const rows = (await requests(context.db)).map((one) => ({
    id: one.id,
    kind: one.kind,
    name: one.name,
    staffNumber: one.staffNumber,
    due: formatDay(one.dueAt, timeZone, locale),
    late: one.settledAt === null && one.dueAt < now,
    state: stateWords(one, locale),
  }))
  return json({ rows, done, files })
}

export async function action({ request, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const typed = String((await request.formData()).get('number') ?? '').slice(0, 200)
  const { db } = context
  const id = await anybodyOfNumber(db, typed.trim())
  if (!id) return json({ typed }, { status: 422 })
  const now = context.now()
  await noting(
    db,
    (trx) => ask(trx, id, 'erase', '', now),
    () => ({ by: me.id, action: 'request.noted', subject: { kind: 'person', id } }),
    now,
  )
  return redirect('/hr/requests')
}

export const meta = titled(() => m.rights_hr_title())

export default function Requests() {
  const { rows, done, files } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const errors = useMemo(
    () => (reply ? [{ field: 'number', message: m.rights_hr_number_wrong() }] : []),
    [reply],
  )
  const kinds = { correct: m.rights_kind_correct(), erase: m.rights_kind_erase() }
  return (
    <Page
      wide
      title={m.rights_hr_title()}
      eyebrow={<Link to="/hr">{m.hr_title()}</Link>}
      lead={m.rights_hr_lead()}
    >
      <ErrorSummary errors={errors} />
      {done && !reply && (
        <Notice look="good" live="status">
          {done === 'erased' ? `${m.rights_hr_erased()} ${files}` : m.rights_hr_settled()}
        </Notice>
      )}
      {rows.length === 0 ? (
        <Empty>{m.rights_hr_none()}</Empty>
      ) : (
        <DataTable
          caption={m.rights_hr_title()}
          quietCaption
          columns={[
            { key: 'who', label: m.rights_hr_who() },
            { key: 'kind', label: m.rights_kind() },
            { key: 'due', label: m.rights_due() },
            { key: 'state', label: m.rights_state() },
          ]}
          rows={rows.map((row) => ({
            key: row.id,
            cells: {
              who: (
                <Link
                  to={`/hr/requests/${row.id}`}
                  className="inline-flex min-h-11 items-center gap-2"
                >
                  <bdi>{row.name}</bdi> <bdi className="text-muted">{row.staffNumber}</bdi>
                </Link>
              ),
              kind: kinds[row.kind],
              due: row.late ? `${row.due} · ${m.rights_hr_late()}` : row.due,
              state: <bdi>{row.state}</bdi>,
            },
          }))}
        />
      )}
      <section aria-labelledby="letter" className="space-y-4">
        <h2 id="letter">{m.rights_hr_letter()}</h2>
        <Form method="post" className="space-y-4">
          <TextField
            id="number"
            name="number"
            label={m.rights_hr_number()}
            hint={m.rights_hr_number_hint()}
            error={errors[0]?.message}
            defaultValue={reply?.typed}
            autoComplete="off"
            className="max-w-xs"
          />
          <Button look="second">{m.rights_hr_note()}</Button>
        </Form>
      </section>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
