import { json, redirect, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireEmployee } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { AnsweringPage, type AnsweredWave } from '../../pulse/answering/answering.tsx'
import { codeWords } from '../../pulse/manifest.ts'
import { pulsePromise, restoredWords } from '../../pulse/promise.server.ts'
import { waveName } from '../../pulse/wave-name.ts'
import { myPart, wave } from '../../pulse/wave.server.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const me = await requireEmployee(request, context)
  const found = await wave(context.db, params.waveId ?? '')
  if (!found) throw notFound()
  if (found.status !== 'open' || found.closesAt <= context.now()) {
    return redirect(`/pulse/${found.id}/results`)
  }
  const mine = await myPart(context.db, found.id, me.id)
  const { timeZone } = context.company
  const { id, survey, launchedAt, closesAt, code } = found
  const answered: AnsweredWave = {
    id,
    name: waveName(survey.title, launchedAt, timeZone, me.locale),
    promise: pulsePromise(found, timeZone, me.locale),
    closesAt: closesAt.getTime(),
    timeZone,
    code: codeWords(code, me.locale),
    issued: mine?.issued ?? false,
    restored: restoredWords(found, timeZone, me.locale),
  }
  return json(
    { wave: answered, eligible: mine !== null },
    { headers: { 'Cache-Control': 'no-store' } },
  )
}

/** Everybody who is asked reads the same promise, most of them in the same hours. */
export const handle = { shared: true }

export const meta = titled(() => m.pulse_kind())

export default function Wave() {
  const { wave, eligible } = useLoaderData<typeof loader>()
  if (eligible) return <AnsweringPage wave={wave} />
  return (
    <Page title={m.pulse_hitch_not_eligible()} eyebrow={m.pulse_kind()}>
      <p>{m.pulse_hitch_not_eligible_text()}</p>
      <ButtonLink to="/pulse" look="second">
        {m.pulse_back_to_list()}
      </ButtonLink>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
