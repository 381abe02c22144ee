import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { shownComments, tagComments } from '../../pulse/results/comment.server.ts'
import { topics } from '../../pulse/results/topic.server.ts'
import { waveName } from '../../pulse/wave-name.ts'
import { frozenTree, wave } from '../../pulse/wave.server.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Empty, Page } from '../../ui/page.tsx'

const AT_ONCE = 20

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const { db, company } = context
  const found = await wave(db, params.waveId ?? '')
  const tree = found && (await frozenTree(db, found.id))
  if (!found || !tree || found.outcome !== 'published') throw notFound()
  const query = new URL(request.url).searchParams
  const after = query.get('after') ?? ''
  const comments = await shownComments(db, found.id, { after, limit: AT_ONCE + 1 })
  const names = new Map(tree.units.map(({ id, name }) => [id, name]))
  return json({
    id: found.id,
    name: waveName(found.survey.title, found.launchedAt, company.timeZone, me.locale),
    topics: await topics(db),
    comments: comments
      .slice(0, AT_ONCE)
      .map((comment) => ({ ...comment, unit: names.get(comment.unit) ?? '' })),
    next: comments.length > AT_ONCE ? comments[AT_ONCE - 1]!.id : null,
    saved: query.has('saved'),
  })
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const waveId = params.waveId ?? ''
  const found = await wave(context.db, waveId)
  if (!found || found.outcome !== 'published') throw notFound()
  const form = await request.formData()
  const comments = form.getAll('comment').map(String).slice(0, AT_ONCE)
  const tagged = comments.map((id): [string, string[]] => [
    id,
    form.getAll(`topic-${id}`).map(String),
  ])
  await noting(
    context.db,
    (trx) => tagComments(trx, waveId, new Map(tagged)),
    // Which comments and topics is what people wrote about.
    () => ({ by: me.id, action: 'comments.tagged', subject: { kind: 'wave', id: waveId } }),
    context.now(),
  )
  const after = new URL(request.url).searchParams.get('after') ?? ''
  const query = new URLSearchParams({ ...(after && { after }), saved: '' })
  return redirect(`/hr/waves/${waveId}/comments?${query}`)
}

export const meta = titled(() => m.pulse_results_sort_title())

export default function SortComments() {
  const { id, name, topics, comments, next, saved } = useLoaderData<typeof loader>()
  return (
    <Page title={m.pulse_results_sort_title()} eyebrow={name} lead={m.pulse_results_sort_lead()}>
      {saved && (
        <Notice look="good" live="status">
          {m.pulse_results_sort_saved()}
        </Notice>
      )}
      {comments.length === 0 && <Empty>{m.pulse_results_sort_none()}</Empty>}
      {comments.length > 0 && topics.length === 0 && (
        <Notice>{m.pulse_results_topics_none()}</Notice>
      )}
      {comments.length > 0 && (
        <Form method="post" className="space-y-5">
          <ul className="divide-y divide-line border-y border-line">
            {comments.map((comment) => (
              <li key={comment.id} className="py-4">
                <fieldset className="space-y-2">
                  <legend dir="auto" className="w-full break-words whitespace-pre-wrap">
                    {comment.text}
                  </legend>
                  <p className="text-sm text-muted">
                    <bdi>{comment.unit}</bdi>
                  </p>
                  <input type="hidden" name="comment" value={comment.id} />
                  <div className="flex flex-wrap gap-2">
                    {topics.map((topic) => (
                      <label key={topic.id} className="choice">
                        <input
                          type="checkbox"
                          name={`topic-${comment.id}`}
                          value={topic.id}
                          defaultChecked={comment.topics.includes(topic.name)}
                        />
                        <bdi>{topic.name}</bdi>
                      </label>
                    ))}
                  </div>
                </fieldset>
              </li>
            ))}
          </ul>
          {topics.length > 0 && <Button>{m.pulse_results_sort_save()}</Button>}
        </Form>
      )}
      <div className="flex flex-wrap gap-3">
        {next && (
          <ButtonLink to={`?after=${encodeURIComponent(next)}`} look="second">
            {m.pulse_results_sort_next()}
          </ButtonLink>
        )}
        <ButtonLink to="/hr/topics" look={topics.length === 0 ? 'main' : 'second'}>
          {m.pulse_results_topics()}
        </ButtonLink>
        <ButtonLink to={`/pulse/${id}/results`} look="quiet">
          {m.pulse_results_open()}
        </ButtonLink>
      </div>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
