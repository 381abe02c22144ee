import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { note } from '../../audit/note.server.ts'
import { issuePin, pepperIn } from '../../auth/pin.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { TextField } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'

interface Reply {
  number: string
  /** Shown this once. */
  issued: { name: string; pin: string } | null
  errors: { field: string; message: string }[]
}

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { locale } = await requireRole(request, context, 'hr')
  // Words of other pages: shared by several, they would be loaded by still more.
  return json({
    within: m.kiosk_title({}, { locale }),
    name: m.account_name({}, { locale }),
    number: m.kiosk_number({}, { locale }),
    pin: m.kiosk_pin({}, { locale }),
    // From the person's own page.
    typed: (new URL(request.url).searchParams.get('number') ?? '').slice(0, 100),
  })
}

export async function action({ request, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const { db, settings, now } = context
  const number = String((await request.formData()).get('number') ?? '').slice(0, 100)
  const issued = await issuePin(db, pepperIn(settings.keyDir), number, now())
  if (typeof issued === 'string') {
    const words = {
      unknown: m.kiosk_pin_unknown,
      'with-role': m.kiosk_pin_with_role,
      busy: m.account_busy,
    }[issued]
    const message = words({}, { locale: me.locale })
    return json<Reply>(
      { number, issued: null, errors: [{ field: 'number', message }] },
      { status: 422 },
    )
  }
  await note(
    db,
    { by: me.id, action: 'pin.issued', subject: { kind: 'person', id: issued.id } },
    now(),
  )
  return json<Reply>({ number, issued: { name: issued.name, pin: issued.pin }, errors: [] })
}

export const meta = titled(() => m.kiosk_pin_title())

export default function IssuePin() {
  const words = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const errors = useMemo(() => reply?.errors ?? [], [reply])
  return (
    <Page title={m.kiosk_pin_title()} eyebrow={words.within} lead={m.kiosk_pin_lead()}>
      <ErrorSummary errors={errors} />
      {reply?.issued && (
        <>
          <Notice look="good" live="status">
            {m.kiosk_pin_once()}
          </Notice>
          <dl className="grid gap-4 rounded-xl bg-sunk p-5 sm:grid-cols-3">
            <div>
              <dt className="text-sm text-muted">{words.name}</dt>
              <dd className="font-medium">
                <bdi>{reply.issued.name}</bdi>
              </dd>
            </div>
            <div>
              <dt className="text-sm text-muted">{words.number}</dt>
              <dd className="font-medium">
                <bdi>{reply.number}</bdi>
              </dd>
            </div>
            <div>
              <dt className="text-sm text-muted">{words.pin}</dt>
              <dd
                dir="ltr"
                className="text-start text-2xl font-semibold tracking-widest select-all"
              >
                {reply.issued.pin}
              </dd>
            </div>
          </dl>
        </>
      )}
      <Form method="post" className="no-print space-y-4">
        <TextField
          id="number"
          name="number"
          label={words.number}
          hint={m.kiosk_pin_again()}
          defaultValue={reply?.issued ? '' : (reply?.number ?? words.typed)}
          key={reply?.issued?.pin}
          error={errors[0]?.message}
          autoComplete="off"
          dir="auto"
        />
        <Button className="w-full sm:w-auto">{m.kiosk_pin_issue()}</Button>
      </Form>
      <ButtonLink to="/hr/kiosks" look="quiet">
        {m.common_back()}
      </ButtonLink>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
