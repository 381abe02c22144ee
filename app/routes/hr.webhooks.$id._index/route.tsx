import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { requireRole } from '../../auth/require.server.ts'
import { formatDay, formatTime } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { askedWebhook } from '../../nps/webhooks/asked.server.ts'
import { DeliveryTable } from '../../nps/webhooks/delivery-table.tsx'
import { deliveries, KEPT_DAYS } from '../../nps/webhooks/log.server.ts'
import { EXAMPLE } from '../../nps/webhooks/plain.ts'
import { secretState } from '../../nps/webhooks/secret.server.ts'
import { ShapeOfOthers } from '../../nps/webhooks/shape.tsx'
import { waitingFor } from '../../nps/webhooks/waiting.server.ts'
import { kindName, outcomeName, stateName, whyOf } from '../../nps/webhooks/words.server.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { locale } = await requireRole(request, context, 'hr')
  const { db, settings, company } = context
  const hook = await askedWebhook(db, params.id)
  const secret = await secretState(db, hook.id, context.now())
  const log = await deliveries(db, settings.secret, hook.id)
  return json({
    ...{ id: hook.id, name: hook.source.name, paused: hook.pausedAt !== null, secret },
    kind: kindName(hook.kind, locale),
    state: stateName({ ...hook, hasSecret: secret.madeAt !== null }, locale),
    address: `${settings.publicOrigin}/hooks/nps/${hook.id}`,
    asksForScore: hook.kind === 'formbricks' && hook.fields.score === undefined,
    waiting: await waitingFor(db, hook.id),
    knowsWords: hook.scale.size > 0,
    example: hook.kind === 'plain' ? JSON.stringify(EXAMPLE, null, 2) : null,
    saved: new URL(request.url).searchParams.has('saved'),
    log: log.map(({ id, event, times, cameAt, outcome, reason, value }) => ({
      ...{ id, event, times, cameAt, outcome: outcomeName({ outcome, reason }, locale) },
      why: whyOf({ reason, value }, locale),
    })),
    ...{ days: KEPT_DAYS, timeZone: company.timeZone },
  })
}

export const meta = titled(() => m.nps_hooks_title())

export default function Connection() {
  const hook = useLoaderData<typeof loader>()
  const { id, secret, timeZone, log, waiting } = hook
  const at = `/hr/webhooks/${id}`
  return (
    <Page title={<bdi>{hook.name}</bdi>} eyebrow={hook.kind} wide>
      <div className="max-w-2xl space-y-6">
        {hook.saved && (
          <Notice look="good" live="status">
            {m.nps_hooks_saved()}
          </Notice>
        )}
        {waiting.words > 0 && (
          <Notice look="warn">
            <p>{m.nps_hooks_words_waiting({ n: waiting.words })}</p>
            <ButtonLink to={`${at}/words`} look="quiet" className="-ms-2">
              {m.nps_hooks_words_ask()}
            </ButtonLink>
          </Notice>
        )}
        {waiting.sites > 0 && (
          <Notice look="warn">
            <p>{m.nps_hooks_waiting({ n: waiting.sites })}</p>
            <ButtonLink to={`${at}/sites`} look="quiet" className="-ms-2">
              {m.nps_hooks_sites_ask()}
            </ButtonLink>
          </Notice>
        )}
        {secret.madeAt === null && <Notice look="warn">{m.nps_hooks_secret_none()}</Notice>}
        {hook.paused && <Notice look="warn">{m.nps_hooks_paused_text()}</Notice>}
        {hook.asksForScore && <Notice>{m.nps_hooks_no_score_text()}</Notice>}
        <div>
          <h2 className="text-base">{m.nps_hooks_address()}</h2>
          <p className="text-sm text-muted">{m.nps_hooks_address_hint()}</p>
          <p dir="ltr" className="mt-2 rounded-xl bg-sunk p-4 font-medium break-all select-all">
            {hook.address}
          </p>
        </div>
        <Facts
          facts={[
            [m.nps_hooks_state(), hook.state],
            [
              m.nps_hooks_secret(),
              <>
                {secret.madeAt === null
                  ? '–'
                  : m.nps_hooks_secret_since({ day: formatDay(secret.madeAt, timeZone) })}
                {secret.oldHoldsUntil !== null && (
                  <span className="block text-sm text-muted">
                    {m.nps_hooks_secret_old({ time: formatTime(secret.oldHoldsUntil, timeZone) })}
                  </span>
                )}
              </>,
            ],
          ]}
        />
        <div className="flex flex-wrap gap-3">
          <ButtonLink to={`${at}/secret`} look={secret.madeAt === null ? 'main' : 'second'}>
            {secret.madeAt === null ? m.nps_hooks_secret_set() : m.nps_hooks_secret_change()}
          </ButtonLink>
          <ButtonLink to={`${at}/fields`} look="second">
            {m.nps_hooks_fields_change()}
          </ButtonLink>
          {hook.knowsWords && waiting.words === 0 && (
            <ButtonLink to={`${at}/words`} look="second">
              {m.nps_hooks_words_change()}
            </ButtonLink>
          )}
          <Form method="post" action={`${at}/${hook.paused ? 'resume' : 'pause'}`}>
            <Button look="second">
              {hook.paused ? m.nps_hooks_resume() : m.nps_hooks_pause()}
            </Button>
          </Form>
          <ButtonLink to={`${at}/delete`} look="quiet">
            {m.nps_hooks_delete()}
          </ButtonLink>
        </div>
        {hook.example !== null && <ShapeOfOthers example={hook.example} />}
      </div>
      <section aria-labelledby="log" className="space-y-3">
        <h2 id="log">{m.nps_hooks_log()}</h2>
        {log.length === 0 ? (
          <p className="text-muted">{m.nps_hooks_log_none()}</p>
        ) : (
          <>
            <DeliveryTable deliveries={log} timeZone={timeZone} />
            <p className="text-sm text-muted">
              {m.nps_hooks_log_kept({ shown: log.length, days: hook.days })}
            </p>
          </>
        )}
      </section>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
