import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { askedWebhook } from '../../nps/webhooks/asked.server.ts'
import { makesItsSecret } from '../../nps/webhooks/kinds.ts'
import { changeSecret, secretState } from '../../nps/webhooks/secret.server.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { TextField } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { ShownOnce } from '../../ui/shown-once.tsx'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  const { id, kind, source } = await askedWebhook(context.db, params.id)
  const { madeAt } = await secretState(context.db, id, context.now())
  return json({
    ...{ id, kind, name: source.name, typed: makesItsSecret(kind), again: madeAt !== null },
    address: `${context.settings.publicOrigin}/hooks/nps/${id}`,
  })
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const { db, settings } = context
  const hook = await askedWebhook(db, params.id)
  const form = await request.formData()
  const said = {
    typed: String(form.get('secret') ?? '').slice(0, 500),
    leaked: form.get('leaked') === 'yes',
  }
  const now = context.now()
  const subject = { kind: 'webhook', id: hook.id } as const
  const detail = { name: hook.source.name }
  const changed = await noting(
    db,
    (trx) => changeSecret(trx, settings.secret, hook, said, now),
    (done) => (done === 'wrong' ? null : { by: me.id, action: 'webhook.secret', subject, detail }),
    now,
  )
  if (changed === 'wrong') return json({ wrong: true, shown: null }, { status: 422 })
  // What the tool made is known there; what was made here is shown this once.
  return json({ wrong: false, shown: makesItsSecret(hook.kind) ? null : changed.secret })
}

export const meta = titled(() => m.nps_hooks_secret_title())

export default function Secret() {
  const { id, kind, name, typed, again, address } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const errors = useMemo(
    () => (reply?.wrong ? [{ field: 'secret', message: m.nps_hooks_secret_wrong() }] : []),
    [reply],
  )
  const done = reply && !reply.wrong
  return (
    <Page
      title={m.nps_hooks_secret_title()}
      eyebrow={<bdi>{name}</bdi>}
      lead={m.nps_hooks_secret_lead()}
    >
      <ErrorSummary errors={errors} />
      {done && reply.shown === null && (
        <Notice look="good" live="status">
          {m.nps_hooks_secret_kept()}
        </Notice>
      )}
      {reply?.shown && (
        <ShownOnce key={reply.shown} said={m.nps_hooks_secret_once()} words={reply.shown} />
      )}
      <div>
        <h2 className="text-base">{m.nps_hooks_address()}</h2>
        <p dir="ltr" className="mt-2 rounded-xl bg-sunk p-4 font-medium break-all select-all">
          {address}
        </p>
      </div>
      {!done && (
        <Form method="post" className="space-y-6">
          {typed && (
            <TextField
              id="secret"
              name="secret"
              label={m.nps_hooks_secret_typed()}
              hint={
                kind === 'delighted'
                  ? m.nps_hooks_secret_where_delighted()
                  : m.nps_hooks_secret_where_formbricks()
              }
              error={errors[0]?.message}
              dir="ltr"
              autoComplete="off"
              spellCheck="false"
            />
          )}
          {again && (
            <>
              <p>{m.nps_hooks_secret_stays()}</p>
              <label className="choice">
                <input type="checkbox" name="leaked" value="yes" />
                <span>{m.nps_hooks_secret_leaked()}</span>
              </label>
            </>
          )}
          <Button className="w-full sm:w-auto">
            {typed
              ? m.nps_hooks_secret_save()
              : again
                ? m.nps_hooks_secret_again()
                : m.nps_hooks_secret_new()}
          </Button>
        </Form>
      )}
      <ButtonLink to={`/hr/webhooks/${id}`} look={done ? 'main' : 'quiet'}>
        {m.nps_hooks_back()}
      </ButtonLink>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
