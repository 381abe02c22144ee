import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import {
  countAgedLeavers,
  keepLeavers,
  LEAVERS_KEPT,
  leaversKept,
} from '../../people/leaver.server.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { locale } = await requireRole(request, context, 'hr')
  return json({
    kept: await leaversKept(context.db),
    choices: LEAVERS_KEPT.map((n) => ({ n, words: m.nps_privacy_months({ n }, { locale }) })),
    saved: new URL(request.url).searchParams.has('saved'),
    within: m.nps_privacy_title({}, { locale }),
    save: m.nps_privacy_save({}, { locale }),
  })
}

/** What cannot be undone is said yes to by writing how many it means. */
export async function action({ request, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const { db } = context
  const form = await request.formData()
  const months = LEAVERS_KEPT.find((one) => String(one) === form.get('months')) ?? null
  // A choice that the page does not offer is nobody's.
  if (months === null && form.get('months') !== '') return redirect('/hr/privacy/leavers')
  const now = context.now()
  const typed = String(form.get('typed') ?? '')
    .trim()
    .slice(0, 20)
  const due = months === null ? 0 : await countAgedLeavers(db, months, now)
  if (due > 0 && typed !== String(due)) return json({ months, due, typed }, { status: 422 })
  await noting(
    db,
    (trx) => keepLeavers(trx, months, now),
    () => ({
      ...{ by: me.id, action: 'retention.leavers' },
      ...(months !== null && { detail: { months } }),
    }),
    now,
  )
  return redirect('/hr/privacy/leavers?saved')
}

export const meta = titled(() => m.rights_leavers_title())

export default function Leavers() {
  const { kept, choices, saved, within, save } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const errors = useMemo(
    () => (reply ? [{ field: 'typed', message: m.rights_leavers_due({ n: reply.due }) }] : []),
    [reply],
  )
  const chosen = reply ? reply.months : kept
  return (
    <Page
      title={m.rights_leavers_title()}
      eyebrow={<Link to="/hr/privacy">{within}</Link>}
      lead={m.rights_leavers_lead()}
    >
      <ErrorSummary errors={errors} />
      {saved && !reply && (
        <Notice look="good" live="status">
          {m.rights_leavers_saved()}
        </Notice>
      )}
      <Form method="post" className="space-y-4">
        <SelectField
          id="months"
          name="months"
          label={m.rights_leavers_after()}
          defaultValue={chosen === null ? '' : String(chosen)}
        >
          {choices.map(({ n, words }) => (
            <option key={n} value={n}>
              {words}
            </option>
          ))}
          <option value="">{m.rights_leavers_never()}</option>
        </SelectField>
        {reply && (
          <TextField
            id="typed"
            name="typed"
            label={m.rights_leavers_type()}
            error={errors[0]?.message}
            defaultValue={reply.typed}
            inputMode="numeric"
            autoComplete="off"
            className="max-w-xs"
          />
        )}
        <Button className="w-full sm:w-auto">{save}</Button>
      </Form>
      <ButtonLink to="/hr/privacy" look="quiet">
        {m.common_back()}
      </ButtonLink>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
