import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { useMemo } from 'react'
import { notFound } from '../../http/respond.ts'
import { formatDay, formatNumber } from '../../i18n/format.ts'
import { wallClock } from '../../i18n/zone.ts'
import { m, spoken } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { commentFor, replyToComment } from '../../pulse/acting/reply.server.ts'
import { publishedWave, requireActing } from '../../pulse/acting/team-wave.server.ts'
import { REPLY_BYTES } from '../../pulse/acting/thread.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { TextArea } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const me = await requireActing(request, context)
  const found = await publishedWave(context.db, params.waveId)
  const comment = await commentFor(context.db, found.id, params.commentId ?? '', me)
  if (!comment) throw notFound()
  return json({
    waveId: found.id,
    comment,
    question: found.survey.questions.find(({ id }) => id === comment.question)?.text ?? null,
    timeZone: context.company.timeZone,
  })
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const me = await requireActing(request, context)
  const { db, company, now } = context
  const { id } = await publishedWave(db, params.waveId)
  const text = String((await request.formData()).get('text') ?? '')
  const at = now()
  const day = wallClock(at.getTime(), company.timeZone).slice(0, 10)
  const outcome = await replyToComment(db, id, params.commentId ?? '', me, text, day, at)
  if (outcome === 'not-found') throw notFound()
  if (outcome !== 'sealed') return json({ outcome, text }, { status: 422 })
  return redirect(`/team/pulse/${id}/comments?done=sealed`)
}

export const meta = titled(() => m.pulse_acting_answer_title())

export default function AnswerComment() {
  const { waveId, comment, question, timeZone } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const busy = useNavigation().state !== 'idle'
  const message =
    reply &&
    {
      empty: m.pulse_acting_reply_empty(),
      'too-long': m.pulse_acting_reply_long(),
      'too-many': m.pulse_acting_reply_many(),
      'no-thread': m.pulse_acting_no_thread(),
    }[reply.outcome]
  const errors = useMemo(() => (message ? [{ field: 'text', message }] : []), [message])
  return (
    <Page eyebrow={<bdi>{comment.unit.name}</bdi>} title={m.pulse_acting_answer_title()}>
      <ErrorSummary errors={errors} />
      <figure className="space-y-2 border-s-4 border-accent ps-4">
        {question && <figcaption className="text-sm text-muted">{question[spoken()]}</figcaption>}
        <blockquote dir="auto" className="text-lg break-words whitespace-pre-wrap">
          {comment.text}
        </blockquote>
      </figure>
      {comment.answered.map(({ at }) => (
        <p key={at} className="text-sm text-muted">
          {m.pulse_acting_answered({ day: formatDay(at, timeZone) })}
        </p>
      ))}
      {comment.answerable ? (
        <>
          <Notice>
            <p>{m.pulse_acting_who_reads()}</p>
            <p className="mt-2">{m.pulse_acting_do_not_ask()}</p>
          </Notice>
          <Form method="post" className="space-y-4">
            <TextArea
              id="text"
              name="text"
              label={m.pulse_acting_reply_label()}
              hint={m.pulse_acting_reply_hint({ n: formatNumber(REPLY_BYTES) })}
              rows={6}
              defaultValue={reply?.text ?? ''}
              error={message}
              required
            />
            <div className="flex flex-wrap gap-3">
              <Button disabled={busy}>{m.pulse_acting_seal()}</Button>
              <ButtonLink to={`/team/pulse/${waveId}/comments`} look="quiet">
                {m.common_cancel()}
              </ButtonLink>
            </div>
          </Form>
        </>
      ) : (
        <>
          <Notice>{m.pulse_acting_no_thread()}</Notice>
          <ButtonLink to={`/team/pulse/${waveId}/comments`} look="second">
            {m.common_back()}
          </ButtonLink>
        </>
      )}
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
