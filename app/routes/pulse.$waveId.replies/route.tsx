import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData, useLocation } from '@remix-run/react'
import { notFound } from '../../http/respond.ts'
import { formatTime } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { ReplyFinder } from '../../pulse/acting/reply-finder.tsx'
import { wave } from '../../pulse/wave.server.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'

/** Open to whoever holds a receipt, signed in or not: it asks nobody who they are. */
export async function loader({ context, params }: LoaderFunctionArgs) {
  const found = await wave(context.db, params.waveId ?? '')
  if (!found) throw notFound()
  const { id, status, outcome, closesAt, survey } = found
  const over = status === 'closed' ? (outcome === 'published' ? 'published' : 'none') : status
  return json({
    id,
    state: over === 'void' ? 'none' : over,
    closesAt: closesAt.getTime(),
    timeZone: context.company.timeZone,
    questions: survey.questions
      .filter(({ kind }) => kind === 'comment')
      .map((question) => ({ id: question.id, text: question.text })),
  })
}

export const meta = titled(() => m.pulse_acting_replies_title())

export default function Replies() {
  const { id, state, closesAt, timeZone, questions } = useLoaderData<typeof loader>()
  const { hash } = useLocation()
  const time = formatTime(closesAt, timeZone)
  return (
    <Page
      eyebrow={m.pulse_kind()}
      title={m.pulse_acting_replies_title()}
      lead={state === 'published' ? m.pulse_acting_replies_lead() : undefined}
    >
      {state === 'published' && (
        <>
          <ReplyFinder waveId={id} questions={questions} />
          <noscript>
            <Notice look="warn">{m.pulse_withdraw_noscript()}</Notice>
          </noscript>
        </>
      )}
      {state === 'none' && <Notice>{m.pulse_acting_replies_gone()}</Notice>}
      {(state === 'open' || state === 'closing') && (
        <>
          <Notice>{m.pulse_acting_replies_early({ time })}</Notice>
          {state === 'open' && (
            <ButtonLink to={`/pulse/${id}/withdraw${hash}`} look="second">
              {m.pulse_withdraw_link()}
            </ButtonLink>
          )}
        </>
      )}
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
