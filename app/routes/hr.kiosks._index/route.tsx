import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { noting } from '../../audit/note.server.ts'
import { kiosks, makeKiosk } from '../../auth/kiosk.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { formatDay } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { TextField } from '../../ui/field.tsx'
import { Empty, Page } from '../../ui/page.tsx'
import { ShownOnce } from '../../ui/shown-once.tsx'

interface Reply {
  /** Shown this once. */
  link: string | null
  errors: { field: string; message: string }[]
}

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  return json({
    list: await kiosks(context.db, context.now()),
    timeZone: context.company.timeZone,
  })
}

export async function action({ request, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const { db, settings, now } = context
  const name = String((await request.formData()).get('name') ?? '')
    .replaceAll('\0', '')
    .trim()
    .slice(0, 80)
  if (name === '') {
    const message = m.kiosk_no_name({}, { locale: me.locale })
    return json<Reply>({ link: null, errors: [{ field: 'name', message }] }, { status: 422 })
  }
  const { token } = await noting(
    db,
    (trx) => makeKiosk(trx, name, now()),
    ({ id }) => ({
      by: me.id,
      action: 'kiosk.made',
      subject: { kind: 'kiosk', id },
      detail: { name },
    }),
    now(),
  )
  return json<Reply>({ link: `${settings.publicOrigin}/kiosk/${token}`, errors: [] })
}

export const meta = titled(() => m.kiosk_title())

export default function Kiosks() {
  const { list, timeZone } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const errors = useMemo(() => reply?.errors ?? [], [reply])
  const states = {
    waiting: () => m.kiosk_waiting(),
    expired: () => m.kiosk_expired(),
    revoked: () => m.kiosk_revoked(),
  }
  return (
    <Page title={m.kiosk_title()} eyebrow={m.hr_title()} lead={m.kiosk_hr_lead()} wide>
      <ErrorSummary errors={errors} />
      {reply?.link && <ShownOnce key={reply.link} said={m.kiosk_link_text()} words={reply.link} />}
      <ButtonLink to="/hr/kiosks/pin" look="second">
        {m.kiosk_pin_title()}
      </ButtonLink>
      {list.length === 0 ? (
        <Empty>{m.kiosk_none()}</Empty>
      ) : (
        <DataTable
          caption={m.kiosk_title()}
          quietCaption
          columns={[
            { key: 'name', label: m.kiosk_name() },
            { key: 'state', label: m.kiosk_state() },
            { key: 'revoke', label: m.kiosk_revoke() },
          ]}
          rows={list.map(({ id, name, state, enrolledAt }) => ({
            key: id,
            cells: {
              name: <bdi>{name}</bdi>,
              state:
                state === 'enrolled'
                  ? m.kiosk_enrolled({ day: formatDay(enrolledAt!, timeZone) })
                  : states[state](),
              revoke:
                state === 'revoked' ? (
                  '–'
                ) : (
                  <Form method="post" action={`/hr/kiosks/${id}/revoke`}>
                    <Button look="quiet" className="-mx-2">
                      {m.kiosk_revoke_button()}
                      <span className="sr-only">{name}</span>
                    </Button>
                  </Form>
                ),
            },
          }))}
        />
      )}
      <section aria-labelledby="new" className="space-y-4">
        <h2 id="new">{m.kiosk_new()}</h2>
        <Form method="post" action="/hr/kiosks?index" className="max-w-xl space-y-4">
          <TextField
            key={reply?.link}
            id="name"
            name="name"
            label={m.kiosk_name()}
            hint={m.kiosk_name_hint()}
            error={errors[0]?.message}
            maxLength={80}
            dir="auto"
          />
          <Button className="w-full sm:w-auto">{m.kiosk_make()}</Button>
        </Form>
      </section>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
