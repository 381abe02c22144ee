import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { tryAgain } from '../../jobs/state.server.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { jobs, jobsWords } from './jobs.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { locale } = await requireRole(request, context, 'owner')
  return json({
    ...(await jobs(context, locale)),
    words: jobsWords(locale),
    retried: new URL(request.url).searchParams.get('retried'),
  })
}

export async function action({ request, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'owner')
  const n = await noting(
    context.db,
    (trx) => tryAgain(trx, context.now()),
    (n) => (n > 0 ? { by: me.id, action: 'jobs.retried', detail: { n } } : null),
    context.now(),
  )
  return redirect(`/owner/jobs?retried=${n > 0 ? 'yes' : 'none'}`)
}

export const meta = titled(({ words }: { words: { title: string } }) => words.title)

export default function Jobs() {
  const { rows, failing, words, retried } = useLoaderData<typeof loader>()
  const columns = ['kind', 'last', 'took', 'next', 'error', 'givenUp'] as const
  return (
    <Page title={words.title} lead={words.lead} wide>
      {retried === 'yes' && (
        <Notice look="good" live="status">
          {words.retried}
        </Notice>
      )}
      {retried === 'none' && <Notice live="status">{words.nothing}</Notice>}
      {failing && (
        <Form method="post">
          <Button className="w-full sm:w-auto">{words.retry}</Button>
        </Form>
      )}
      <DataTable
        caption={words.title}
        quietCaption
        columns={columns.map((key) => ({
          key,
          label: words.columns[key],
          numeric: key === 'givenUp',
        }))}
        rows={rows.map(({ kind, ...row }) => ({
          key: kind,
          cells: {
            ...row,
            kind: <code dir="ltr">{kind}</code>,
            error: <span className="wrap-anywhere">{row.error}</span>,
          },
        }))}
      />
      <ButtonLink to="/owner" look="quiet">
        {m.common_nav_owner()}
      </ButtonLink>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
