import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireEmployee } from '../../auth/require.server.ts'
import { formatDay } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { useSentFromHere } from '../../pulse/answering/use-sent-from-here.tsx'
import { minutesFor } from '../../pulse/answering/draft.ts'
import { deviceRecord, deviceRecords } from '../../pulse/device.server.ts'
import { OpenWave } from '../../pulse/open-wave.tsx'
import { waveName } from '../../pulse/wave-name.ts'
import { openWavesFor, waves, type Wave } from '../../pulse/wave.server.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Empty, Page } from '../../ui/page.tsx'
import { WaveLink } from './wave-link.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const me = await requireEmployee(request, context)
  const { db, settings, company, now } = context
  const open = await openWavesFor(db, me.id, now())
  const { timeZone } = company
  const nameOf = ({ survey, launchedAt }: Pick<Wave, 'survey' | 'launchedAt'>) =>
    waveName(survey.title, launchedAt, timeZone, me.locale)
  const over = (await waves(db)).filter(({ status }) => status !== 'open')
  return json(
    {
      timeZone,
      records: await deviceRecords(db, settings.secret, me.id),
      open: open.map(({ wave, issued }) => ({
        id: wave.id,
        name: nameOf(wave),
        questions: wave.survey.questions.length,
        minutes: minutesFor(wave.survey.questions),
        closesAt: wave.closesAt.getTime(),
        issued,
        restored: wave.issuing ? null : m.pulse_restored_line({}, { locale: me.locale }),
        record: deviceRecord(settings.secret, wave.id, me.id),
      })),
      over: over.map((wave) => ({
        id: wave.id,
        name: nameOf(wave),
        state: wave.status === 'closed' ? (wave.outcome ?? 'too-few') : wave.status,
        endedAt: (wave.endedAt ?? wave.closesAt).getTime(),
      })),
    },
    { headers: { 'Cache-Control': 'no-store' } },
  )
}

export const meta = titled(() => m.common_nav_pulse())

export default function Pulse() {
  const { open, over, records, timeZone } = useLoaderData<typeof loader>()
  const sent = useSentFromHere(
    open.map(({ record }) => record),
    records,
  )
  return (
    <Page title={m.common_nav_pulse()} lead={m.pulse_list_lead()}>
      {open.map((wave) => (
        <OpenWave
          key={wave.id}
          wave={wave}
          timeZone={timeZone}
          sentFromHere={sent.includes(wave.record)}
        />
      ))}
      {open.length === 0 && (
        <Empty
          action={
            <ButtonLink to="/" look="second">
              {m.common_error_home()}
            </ButtonLink>
          }
        >
          {m.pulse_list_none()}
        </Empty>
      )}
      {over.length > 0 && (
        <section>
          <h2>{m.pulse_list_over()}</h2>
          <ul className="mt-3 divide-y divide-line border-y border-line">
            {over.map(({ id, name, state, endedAt }) => (
              <WaveLink
                key={id}
                to={`/pulse/${id}/results`}
                title={name}
                line={stateLine(state, formatDay(endedAt, timeZone))}
              />
            ))}
          </ul>
        </section>
      )}
    </Page>
  )
}

function stateLine(state: 'published' | 'too-few' | 'void' | 'closing' | 'open', day: string) {
  if (state === 'published') return m.pulse_closed_on({ day })
  if (state === 'too-few') return m.pulse_state_too_few()
  return state === 'void' ? m.pulse_state_void() : m.pulse_state_closing()
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
