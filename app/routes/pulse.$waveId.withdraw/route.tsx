import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData, useLocation } from '@remix-run/react'
import { notFound } from '../../http/respond.ts'
import { formatTime } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { WithdrawForm } from '../../pulse/answering/withdraw-form.tsx'
import { wave } from '../../pulse/wave.server.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'

/** Open to whoever holds a receipt, signed in or not: it asks nobody who they are. */
export async function loader({ context, params }: LoaderFunctionArgs) {
  const found = await wave(context.db, params.waveId ?? '')
  if (!found) throw notFound()
  return json({
    id: found.id,
    open: found.status === 'open' && found.closesAt > context.now(),
    closesAt: found.closesAt.getTime(),
    timeZone: context.company.timeZone,
  })
}

export const meta = titled(() => m.pulse_withdraw_title())

export default function Withdraw() {
  const { id, open, closesAt, timeZone } = useLoaderData<typeof loader>()
  const { hash } = useLocation()
  return (
    <Page
      eyebrow={m.pulse_kind()}
      title={m.pulse_withdraw_title()}
      lead={open ? m.pulse_withdraw_lead({ time: formatTime(closesAt, timeZone) }) : undefined}
    >
      {open ? (
        <>
          <WithdrawForm waveId={id} />
          <noscript>
            <Notice look="warn">{m.pulse_withdraw_noscript()}</Notice>
          </noscript>
        </>
      ) : (
        <>
          <Notice>{m.pulse_withdraw_closed()}</Notice>
          <ButtonLink to={`/pulse/${id}/replies${hash}`} look="second">
            {m.pulse_acting_replies_open()}
          </ButtonLink>
        </>
      )}
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
