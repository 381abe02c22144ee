import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { useMemo } from 'react'
import { note } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { formatTime } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { closeWave } from '../../pulse/close.server.ts'
import { waveName } from '../../pulse/wave-name.ts'
import { wave } from '../../pulse/wave.server.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { TextField } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const { timeZone } = context.company
  const found = await wave(context.db, params.waveId ?? '')
  if (!found) throw notFound()
  if (found.status === 'closed' || found.status === 'void') return redirect(`/hr/waves/${found.id}`)
  return json({
    id: found.id,
    name: waveName(found.survey.title, found.launchedAt, timeZone, me.locale),
    closesAt: found.closesAt.getTime(),
    timeZone,
  })
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const typed = String((await request.formData()).get('word') ?? '')
  const word = m.pulse_hr_close_word({}, { locale: me.locale })
  if (typed.trim().toLocaleLowerCase(me.locale) !== word.toLocaleLowerCase(me.locale)) {
    return json({ error: 'word' as const }, { status: 422 })
  }
  const { db, settings, now } = context
  const waveId = params.waveId ?? ''
  const outcome = await closeWave(db, settings.keyDir, waveId, now())
  if (outcome === 'no-such-wave') throw notFound()
  if (outcome === 'keys-missing') return json({ error: outcome }, { status: 422 })
  if (outcome === 'published' || outcome === 'too-few') {
    const subject = { kind: 'wave', id: waveId } as const
    await note(db, { by: me.id, action: 'wave.closed', subject }, now())
  }
  return redirect(`/hr/waves/${waveId}`)
}

export const meta = titled(() => m.pulse_hr_close())

export default function CloseWave() {
  const { id, name, closesAt, timeZone } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const busy = useNavigation().state !== 'idle'
  const errors = useMemo(
    () => (reply?.error === 'word' ? [{ field: 'word', message: m.pulse_hr_close_wrong() }] : []),
    [reply],
  )
  return (
    <Page title={m.pulse_hr_close()} eyebrow={name}>
      <ErrorSummary errors={errors} />
      <div className="prose">
        <p>{m.pulse_hr_close_text()}</p>
        <p>{m.pulse_hr_close_time({ time: formatTime(closesAt, timeZone) })}</p>
      </div>
      {reply?.error === 'keys-missing' && (
        <Notice look="bad" live="alert">
          {m.pulse_hr_keys_missing()}
        </Notice>
      )}
      <Form method="post" className="space-y-5">
        <TextField
          id="word"
          name="word"
          label={m.pulse_hr_close_type({ word: m.pulse_hr_close_word() })}
          error={errors[0]?.message}
          autoComplete="off"
          className="max-w-xs"
        />
        <div className="flex flex-wrap gap-3">
          <Button look="danger" disabled={busy}>
            {busy ? m.pulse_hr_closing() : m.pulse_hr_close_now()}
          </Button>
          <ButtonLink to={`/hr/waves/${id}`} look="quiet">
            {m.common_cancel()}
          </ButtonLink>
        </div>
        <p role="status" className="text-muted">
          {busy && m.pulse_hr_closing_text()}
        </p>
      </Form>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
