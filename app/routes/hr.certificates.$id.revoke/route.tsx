import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { formatDay } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import {
  certificateById,
  revokeCertificate,
} from '../../training/certificates/certificate.server.ts'
import { REASON_LENGTH } from '../../training/certificates/reason.ts'
import { pathName } from '../../training/certificates/words.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Facts } from '../../ui/facts.tsx'
import { TextArea, TextField } from '../../ui/field.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const hr = await requireRole(request, context, 'hr')
  const found = await certificateById(context.db, params.id ?? '')
  if (!found) throw notFound()
  if (found.revoked_at !== null) return redirect('/hr/certificates?done=gone')
  return json({
    name: found.name,
    path: pathName(found.path, hr.locale),
    issued: formatDay(found.issued_on, 'UTC', hr.locale),
  })
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const hr = await requireRole(request, context, 'hr')
  const id = params.id ?? ''
  if (!(await certificateById(context.db, id))) throw notFound()
  const form = await request.formData()
  const reason = String(form.get('reason') ?? '')
  const typed = String(form.get('word') ?? '')
  const l = { locale: hr.locale }
  const lower = (text: string) => text.trim().toLocaleLowerCase(hr.locale)
  const errors = [
    ...(reason.trim() === ''
      ? [{ field: 'reason', message: m.training_certificate_hr_reason_missing({}, l) }]
      : []),
    ...(lower(typed) === lower(m.training_certificate_hr_word({}, l))
      ? []
      : [{ field: 'word', message: m.training_certificate_hr_word_wrong({}, l) }]),
  ]
  if (errors.length > 0) return json({ errors, reason, typed }, { status: 422 })
  const now = context.now()
  const outcome = await noting(
    context.db,
    (trx) => revokeCertificate(trx, id, hr, reason, now),
    (done) =>
      done === 'revoked'
        ? { by: hr.id, action: 'certificate.revoked', subject: { kind: 'certificate', id } }
        : null,
    now,
  )
  return redirect(`/hr/certificates?done=${outcome}`)
}

export const meta = titled(() => m.training_certificate_hr_revoke_title())

export default function Revoke() {
  const { name, path, issued } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const errors = useMemo(() => reply?.errors ?? [], [reply])
  const errorOf = (field: string) => errors.find((one) => one.field === field)?.message
  return (
    <Page title={m.training_certificate_hr_revoke_title()}>
      <ErrorSummary errors={errors} />
      <Facts
        facts={[
          [m.training_certificate_verify_name(), <bdi key="name">{name}</bdi>],
          [m.training_certificate_verify_path(), path],
          [m.training_certificate_hr_issued(), issued],
        ]}
      />
      <p>{m.training_certificate_hr_revoke_text()}</p>
      <Form method="post" className="space-y-5">
        <TextArea
          id="reason"
          name="reason"
          maxLength={REASON_LENGTH}
          defaultValue={reply?.reason}
          label={m.training_certificate_hr_reason()}
          hint={m.training_certificate_hr_reason_hint()}
          error={errorOf('reason')}
        />
        <TextField
          id="word"
          name="word"
          defaultValue={reply?.typed}
          label={m.training_certificate_hr_type({ word: m.training_certificate_hr_word() })}
          error={errorOf('word')}
          autoComplete="off"
          className="max-w-xs"
        />
        <div className="flex flex-wrap gap-3">
          <Button look="danger">{m.training_certificate_hr_revoke()}</Button>
          <ButtonLink to="/hr/certificates" look="quiet">
            {m.common_cancel()}
          </ButtonLink>
        </div>
      </Form>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
