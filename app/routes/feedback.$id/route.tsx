import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, Link, useLoaderData } from '@remix-run/react'
import { requireEmployee } from '../../auth/require.server.ts'
import { cards, type ObservationCard } from '../../feedback/card.server.ts'
import { OPEN } from '../../feedback/kinds.ts'
import { similarTo } from '../../feedback/list.server.ts'
import { markLooked, observationHistory } from '../../feedback/move.server.ts'
import { observation } from '../../feedback/observation.server.ts'
import { sitesLed } from '../../feedback/sites.ts'
import { useDraftSent } from '../../feedback/use-draft.tsx'
import { History, ObservationSheet, StatusSheet } from '../../feedback/observation-sheet.tsx'
import { notFound } from '../../http/respond.ts'
import { formatDay } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { fixesOf, proseOf } from '../../impact/fix.server.ts'
import { FixView } from '../../impact/fix-view.tsx'
import { unitTree } from '../../people/unit.server.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { db, company } = context
  const me = await requireEmployee(request, context)
  const found = await observation(db, params.id ?? '', me)
  if (!found) throw notFound()

  const history = await observationHistory(db, found.id, false)
  const head = found.mergedInto ? await observation(db, found.mergedInto, me) : null
  if ((found.fresh || found.joined) && found.movedAt)
    await markLooked(db, found.id, me.id, found.movedAt)
  const sent = found.mine && new URL(request.url).searchParams.has('sent')
  const alike =
    sent && found.status === 'new' && !found.mergedInto ? await similarTo(db, me.id, found) : []
  return json({
    observation: cards([found], me.locale)[0]!,
    head: head && head.id,
    history,
    fix: proseOf(found, await fixesOf(db, [found]), me.locale),
    timeZone: company.timeZone,
    named: found.mine && found.authorName !== null,
    leads: sitesLed(await unitTree(db), me).includes(found.siteId),
    sent,
    similar: cards(alike, me.locale),
  })
}

export const meta = titled((data: { observation: { place: string } }) => data.observation.place)

export default function ObservationPage() {
  const data = useLoaderData<typeof loader>()
  const { observation: one, history, timeZone, named, leads, sent, head, similar, fix } = data
  useDraftSent(sent)
  return (
    <Page
      eyebrow={
        <>
          <bdi>{one.siteName}</bdi> · {formatDay(one.observedOn)}
        </>
      }
      title={<bdi>{one.place}</bdi>}
    >
      {sent && (
        <Notice look="good" live="status">
          {named ? m.feedback_sent_named() : m.feedback_sent()}
        </Notice>
      )}
      {similar.length > 0 && <Same id={one.id} others={similar} />}
      <ObservationSheet observation={one} />
      <StatusSheet observation={one}>
        {one.mergedInto && (
          <p>
            {m.feedback_merged()}{' '}
            {head && (
              <Link to={`/feedback/${head}`} className="text-accent underline underline-offset-4">
                {m.feedback_merged_open()}
              </Link>
            )}
          </p>
        )}
      </StatusSheet>
      {fix && <FixView said={fix} id="fix" />}
      {!one.mine && <MeToo id={one.id} joined={one.joined} open={OPEN.includes(one.status)} />}
      {one.mine && <Named id={one.id} named={named} />}
      <History observedOn={one.observedOn} history={history} timeZone={timeZone} />
      <p className="flex flex-wrap gap-3">
        {leads && <ButtonLink to={`/team/feedback/${one.id}`}>{m.feedback_to_team()}</ButtonLink>}
        <ButtonLink look="second" to={one.mine ? '/feedback' : '/feedback?view=site'}>
          {m.feedback_to_list()}
        </ButtonLink>
      </p>
    </Page>
  )
}

/** Right after sending: whether it is what a colleague saw already. */
function Same({ id, others }: { id: string; others: ObservationCard[] }) {
  return (
    <section aria-labelledby="same" className="space-y-2">
      <h2 id="same">{m.feedback_same()}</h2>
      <p className="text-muted">{m.feedback_same_hint()}</p>
      <ul className="divide-y divide-line border-y border-line">
        {others.map((other) => (
          <li key={other.id} className="flex flex-wrap items-center justify-between gap-3 py-3">
            <p className="min-w-0 flex-1 basis-48 break-words" id={`same-${other.id}`} dir="auto">
              {other.note || other.suggestion}
            </p>
            <Form method="post" action={`/feedback/${id}/fold`}>
              <input type="hidden" name="into" value={other.id} />
              <Button look="second" aria-describedby={`same-${other.id}`}>
                {m.feedback_same_yes()}
              </Button>
            </Form>
          </li>
        ))}
      </ul>
    </section>
  )
}

function MeToo({ id, joined, open }: { id: string; joined: boolean; open: boolean }) {
  if (!joined && !open) return null
  return (
    <Form
      method="post"
      action={`/feedback/${id}/join`}
      className="flex flex-wrap items-center gap-x-4 gap-y-2"
      preventScrollReset
    >
      {joined && <p role="status">{m.feedback_me_too_said()}</p>}
      <input type="hidden" name="joined" value={joined ? 'no' : 'yes'} />
      <Button look="second">
        <Icon name={joined ? 'undo-2' : 'thumbs-up'} flip={joined} />
        {joined ? m.feedback_me_too_back() : m.feedback_me_too()}
      </Button>
    </Form>
  )
}

function Named({ id, named }: { id: string; named: boolean }) {
  return (
    <Form method="post" action={`/feedback/${id}/name`} className="space-y-2" preventScrollReset>
      <p className="flex gap-2" role="status">
        <Icon name={named ? 'user-check' : 'eye-off'} className="mt-0.5 size-5 text-muted" />
        <span>
          {named ? m.feedback_name_shown() : m.feedback_name_hidden()}{' '}
          {named && <span className="text-muted">{m.feedback_name_late()}</span>}
        </span>
      </p>
      <input type="hidden" name="named" value={named ? 'no' : 'yes'} />
      <Button look="second">{named ? m.feedback_name_hide() : m.feedback_name_show()}</Button>
    </Form>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
