import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { tryMailAgain } from '../../mail/state.server.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { mailPage } from './words.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { locale } = await requireRole(request, context, 'owner')
  const retried = new URL(request.url).searchParams.get('retried')
  return json({ ...(await mailPage(context, locale)), retried })
}

export async function action({ request, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'owner')
  const n = await noting(
    context.db,
    (trx) => tryMailAgain(trx, context.now()),
    (n) => (n > 0 ? { by: me.id, action: 'mail.retried', detail: { n } } : null),
    context.now(),
  )
  return redirect(`/owner/mail?retried=${n > 0 ? 'yes' : 'none'}`)
}

export const meta = titled(({ words }: { words: { title: string } }) => words.title)

export default function Mail() {
  const { facts, reasons, words, retried } = useLoaderData<typeof loader>()
  return (
    <Page title={words.title} lead={words.lead} wide>
      {retried === 'yes' && (
        <Notice look="good" live="status">
          {words.retried}
        </Notice>
      )}
      {retried === 'none' && <Notice live="status">{words.nothing}</Notice>}
      <Facts facts={facts.map(([name, value]) => [name, <bdi key={name}>{value}</bdi>])} />
      {reasons.length === 0 ? (
        <p>{words.fine}</p>
      ) : (
        <section aria-labelledby="why" className="space-y-3">
          <h2 id="why">{words.why}</h2>
          <DataTable
            caption={words.why}
            quietCaption
            columns={(['what', 'todo', 'code', 'n'] as const).map((key) => ({
              key,
              label: words.columns[key],
              numeric: key === 'n',
            }))}
            rows={reasons.map(({ what, todo, code, n }) => ({
              key: code,
              cells: { what, todo, code: <code dir="ltr">{code}</code>, n },
            }))}
          />
          <Form method="post">
            <Button className="w-full sm:w-auto">{words.retry}</Button>
          </Form>
        </section>
      )}
      <ButtonLink to="/owner" look="quiet">
        {m.common_nav_owner()}
      </ButtonLink>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
