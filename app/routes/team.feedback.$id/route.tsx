import { parseWithZod } from '@conform-to/zod/v4'
import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { requireRole } from '../../auth/require.server.ts'
import { cards, type ObservationCard } from '../../feedback/card.server.ts'
import { GradeMark } from '../../feedback/labels.tsx'
import { MoveForm, StepNotice } from '../../feedback/move-form.tsx'
import { MOVES, OPEN } from '../../feedback/kinds.ts'
import { Move } from '../../feedback/observation.ts'
import { siteObservations } from '../../feedback/list.server.ts'
import { mergedInto } from '../../feedback/merge.server.ts'
import { moveObservation, observationHistory } from '../../feedback/move.server.ts'
import { observation } from '../../feedback/observation.server.ts'
import { sitesLed } from '../../feedback/sites.ts'
import { History, ObservationSheet, StatusSheet } from '../../feedback/observation-sheet.tsx'
import { notFound } from '../../http/respond.ts'
import { formatDay } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { askForLink } from '../../impact/link.server.ts'
import { unitTree } from '../../people/unit.server.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { db, company } = context
  const me = await requireRole(request, context, 'leader')
  const found = await observation(db, params.id ?? '', me)
  if (!found || !sitesLed(await unitTree(db), me).includes(found.siteId)) throw notFound()
  // A merged one has no way of its own.
  if (found.mergedInto) return redirect(`/team/feedback/${found.mergedInto}`)

  const { siteId, touchpoint } = found
  const alike = await siteObservations(db, me.id, [siteId], {
    statuses: OPEN,
    touchpoint,
    limit: 10,
  })
  return json({
    observation: cards([found], me.locale)[0]!,
    history: await observationHistory(db, found.id, true),
    similar: cards(
      alike.filter((one) => one.id !== found.id),
      me.locale,
    ),
    merged: cards(await mergedInto(db, found.id, me.id), me.locale),
    timeZone: company.timeZone,
    step: new URL(request.url).searchParams.get('done') ?? '',
  })
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'leader')
  const submission = parseWithZod(await request.formData(), { schema: Move })
  if (submission.status !== 'success') return json(submission.reply(), { status: 422 })

  const id = params.id ?? ''
  const outcome = await moveObservation(context.db, id, me, submission.value, context.now())
  if (outcome === 'not-found') throw notFound()
  if (outcome === 'reason-missing') {
    return json(submission.reply({ fieldErrors: { reason: ['missing'] } }), { status: 422 })
  }
  if (outcome === 'not-allowed') {
    return json(submission.reply({ fieldErrors: { status: ['missing'] } }), { status: 422 })
  }
  if (submission.value.status === 'done') await askForLink(context.db, context.now())
  return redirect(`/team/feedback/${id}?done=${outcome}`)
}

export const meta = titled((data: { observation: { place: string } }) => data.observation.place)

export default function TeamObservation() {
  const data = useLoaderData<typeof loader>()
  const { observation: one, history, similar, merged, timeZone, step } = data
  const reply = useActionData<typeof action>()
  return (
    <Page
      eyebrow={
        <>
          <bdi>{one.siteName}</bdi> · {formatDay(one.observedOn)}
        </>
      }
      title={<bdi>{one.place}</bdi>}
    >
      <StepNotice id={one.id} step={step} status={one.status} />
      <ObservationSheet observation={one} />
      <StatusSheet observation={one} />
      {MOVES[one.status].length > 0 ? (
        <MoveForm key={one.status} from={one.status} reply={reply} />
      ) : (
        <p className="text-muted">{m.feedback_team_closed()}</p>
      )}
      {OPEN.includes(one.status) && similar.length > 0 && (
        <Others id={one.id} others={similar} does="merge" />
      )}
      {merged.length > 0 && <Others id={one.id} others={merged} does="separate" />}
      <History observedOn={one.observedOn} history={history} timeZone={timeZone} />
      <ButtonLink look="second" to={`/team/feedback?status=${one.status}`}>
        {m.feedback_to_list()}
      </ButtonLink>
    </Page>
  )
}

interface OthersProps {
  id: string
  others: ObservationCard[]
  does: 'merge' | 'separate'
}

function Others({ id, others, does }: OthersProps) {
  const merge = does === 'merge'
  return (
    <section aria-labelledby={does} className="space-y-3">
      <h2 id={does}>{merge ? m.feedback_team_similar() : m.feedback_team_merged()}</h2>
      {merge && <p className="text-sm text-muted">{m.feedback_team_similar_hint()}</p>}
      <ul className="divide-y divide-line">
        {others.map((other) => (
          <li key={other.id} className="flex flex-wrap items-center justify-between gap-3 py-3">
            <span className="min-w-0 flex-1 basis-48">
              <span className="block break-words">
                <bdi>{other.note || other.suggestion || other.place}</bdi>
              </span>
              <span className="mt-1 flex flex-wrap items-center gap-x-4 text-sm text-muted">
                <GradeMark grade={other.grade} wish={other.wish} />
                {formatDay(other.observedOn)}
              </span>
            </span>
            <Form method="post" action={`/team/feedback/${id}/${does}`} preventScrollReset>
              <input type="hidden" name="other" value={other.id} />
              <Button look="second">
                {merge ? m.feedback_team_merge() : m.feedback_team_separate()}
              </Button>
            </Form>
          </li>
        ))}
      </ul>
    </section>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
