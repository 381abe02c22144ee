import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { MAIL_KEPT, mailKept } from '../../mail/retention.server.ts'
import { erasures, eraseAsked } from '../../nps/erasure.server.ts'
import { KEPT, retention } from '../../nps/retention.server.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { ErasureTable } from './erasure-table.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { locale } = await requireRole(request, context, 'hr')
  return json({
    leavers: m.rights_leavers_title({}, { locale }),
    kept: await retention(context.db),
    choices: KEPT,
    mailDays: await mailKept(context.db),
    mailChoices: MAIL_KEPT,
    saved: new URL(request.url).searchParams.has('saved'),
    erasures: await erasures(context.db),
    timeZone: context.company.timeZone,
  })
}

export async function action({ request, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const asked = String((await request.formData()).get('asked') ?? '').slice(0, 300)
  const now = context.now()
  const outcome = await noting(
    context.db,
    async (trx) => (asked.trim() === '' ? 'missing' : eraseAsked(trx, asked, me.id, now)),
    // Never what was asked for: it is the contact that has just been erased.
    (done) => (typeof done === 'string' ? null : { by: me.id, action: 'customer.erased' }),
    now,
  )
  if (typeof outcome === 'string') return json({ outcome, asked, erased: null }, { status: 422 })
  return json({ outcome: 'erased' as const, asked: '', erased: outcome })
}

export const meta = titled(() => m.nps_privacy_title())

export default function Privacy() {
  const { kept, choices, mailDays, mailChoices, saved, erasures, timeZone, leavers } =
    useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const errors = useMemo(() => {
    if (!reply || reply.outcome === 'erased') return []
    const missing = reply.outcome === 'missing'
    const message = missing ? m.nps_privacy_missing() : m.nps_privacy_unknown()
    return [{ field: 'asked', message }]
  }, [reply])
  return (
    <Page title={m.nps_privacy_title()} lead={m.nps_privacy_lead()}>
      <ErrorSummary errors={errors} />
      {reply?.erased && (
        <Notice look="good" live="status">
          {m.nps_privacy_erased({ ...reply.erased })}
        </Notice>
      )}
      {saved && !reply && (
        <Notice look="good" live="status">
          {m.nps_privacy_saved()}
        </Notice>
      )}
      <section aria-labelledby="erase" className="space-y-4">
        <h2 id="erase">{m.nps_privacy_erase()}</h2>
        <Form method="post" className="space-y-4">
          <TextField
            key={reply?.outcome}
            id="asked"
            name="asked"
            label={m.nps_privacy_asked()}
            hint={m.nps_privacy_asked_hint()}
            error={errors[0]?.message}
            defaultValue={reply?.asked}
            maxLength={300}
            dir="auto"
            autoComplete="off"
          />
          <Button className="w-full sm:w-auto">{m.nps_privacy_go()}</Button>
        </Form>
      </section>
      <section aria-labelledby="keep" className="space-y-4">
        <h2 id="keep">{m.nps_privacy_keep()}</h2>
        <Form method="post" action="/hr/privacy/keep" className="space-y-4">
          <SelectField
            id="days"
            name="days"
            label={m.nps_privacy_contacts()}
            defaultValue={String(kept.contactDays)}
          >
            {choices.days.map((days) => (
              <option key={days} value={days}>
                {m.nps_privacy_days({ n: days })}
              </option>
            ))}
          </SelectField>
          <SelectField
            id="months"
            name="months"
            label={m.nps_privacy_words()}
            defaultValue={kept.wordsMonths === null ? '' : String(kept.wordsMonths)}
          >
            {choices.months.map((months) => (
              <option key={months} value={months}>
                {m.nps_privacy_months({ n: months })}
              </option>
            ))}
            <option value="">{m.nps_privacy_always()}</option>
          </SelectField>
          <SelectField
            id="mail"
            name="mail"
            label={m.rights_keep_mail()}
            defaultValue={String(mailDays)}
          >
            {mailChoices.map((days) => (
              <option key={days} value={days}>
                {m.nps_privacy_days({ n: days })}
              </option>
            ))}
          </SelectField>
          <Button look="second" className="w-full sm:w-auto">
            {m.nps_privacy_save()}
          </Button>
        </Form>
      </section>
      <p className="flex flex-wrap gap-3">
        <ButtonLink to="/hr/requests" look="second">
          {m.rights_hr_title()}
        </ButtonLink>
        <ButtonLink to="/hr/privacy/leavers" look="second">
          {leavers}
        </ButtonLink>
      </p>
      {erasures.length > 0 && <ErasureTable erasures={erasures} timeZone={timeZone} />}
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
