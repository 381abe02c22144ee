import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, Link, useLoaderData } from '@remix-run/react'
import { requireSession } from '../../auth/require.server.ts'
import { formatDay, formatNumber } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { dataOf } from '../../rights/data.server.ts'
import { DAYS, requestsOf } from '../../rights/request.server.ts'
import { countsOf, stateWords } from '../../rights/words.server.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { me, session } = await requireSession(request, context)
  const { db, settings, company } = context
  const timeZone = me.timeZone ?? company.timeZone
  const asked = await requestsOf(db, me.id)
  return json({
    counts: countsOf(await dataOf(db, me.id, settings.secret), me.locale),
    asked: asked.map((one) => ({
      id: one.id,
      kind: one.kind,
      on: formatDay(one.askedAt, timeZone, me.locale),
      due: formatDay(one.dueAt, timeZone, me.locale),
      state: stateWords(one, me.locale),
      open: one.settledAt === null,
    })),
    said: new URL(request.url).searchParams.has('said'),
    days: DAYS,
    elsewhere: session.kioskId === null ? null : m.kiosk_take_elsewhere({}, { locale: me.locale }),
  })
}

export const meta = titled(() => m.rights_title())

export default function MyData() {
  const { counts, asked, said, days, elsewhere } = useLoaderData<typeof loader>()
  const kinds = { correct: m.rights_kind_correct(), erase: m.rights_kind_erase() }
  return (
    <Page title={m.rights_title()} lead={m.rights_lead()}>
      {said && (
        <Notice look="good" live="status">
          {m.rights_said({ n: days })}
        </Notice>
      )}
      <DataTable
        caption={m.rights_what()}
        columns={[
          { key: 'what', label: m.rights_table_what() },
          { key: 'own', label: m.rights_table_own(), numeric: true },
          { key: 'times', label: m.rights_table_times(), numeric: true },
        ]}
        rows={counts.map(({ kind, name, own, times }) => ({
          key: kind,
          cells: { what: name, own: formatNumber(own), times: formatNumber(times) },
        }))}
      />
      <section aria-labelledby="take" className="space-y-3">
        <h2 id="take">{m.rights_take()}</h2>
        <p className="text-muted">{m.rights_take_text()}</p>
        {elsewhere === null ? (
          <ButtonLink to="/account/data/file.zip" reloadDocument className="w-full sm:w-auto">
            {m.rights_take_go()}
          </ButtonLink>
        ) : (
          <p>{elsewhere}</p>
        )}
      </section>
      <section aria-labelledby="ask" className="space-y-3">
        <h2 id="ask">{m.rights_ask()}</h2>
        <div className="flex flex-wrap gap-3">
          <ButtonLink to="/account/data/correct" look="second" className="w-full sm:w-auto">
            {m.rights_correct()}
          </ButtonLink>
          <ButtonLink to="/account/data/erase" look="second" className="w-full sm:w-auto">
            {m.rights_erase()}
          </ButtonLink>
        </div>
        {asked.length > 0 && (
          <DataTable
            caption={m.rights_mine()}
            columns={[
              { key: 'kind', label: m.rights_kind() },
              { key: 'on', label: m.rights_asked() },
              { key: 'due', label: m.rights_due() },
              { key: 'state', label: m.rights_state() },
              { key: 'back', label: <span className="sr-only">{m.rights_take_back()}</span> },
            ]}
            rows={asked.map((one) => ({
              key: one.id,
              cells: {
                kind: kinds[one.kind],
                on: one.on,
                due: one.due,
                state: <bdi>{one.state}</bdi>,
                back: one.open && (
                  <Form method="post" action="/account/data/take-back">
                    <Button name="id" value={one.id} look="quiet" className="-mx-2">
                      {m.rights_take_back()}
                    </Button>
                  </Form>
                ),
              },
            }))}
          />
        )}
      </section>
      <p>
        <Link to="/privacy" className="inline-flex min-h-11 items-center">
          {m.rights_privacy()}
        </Link>
      </p>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
