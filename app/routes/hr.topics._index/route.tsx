import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { TopicForm } from '../../pulse/results/topic-form.tsx'
import { addTopic, topics } from '../../pulse/results/topic.server.ts'
import { TopicName } from '../../pulse/results/topic.ts'
import { Icon } from '../../ui/icon.tsx'
import { Empty, Page } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  return json({ topics: await topics(context.db) })
}

export async function action({ request, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const name = TopicName.safeParse((await request.formData()).get('name'))
  const outcome = await noting(
    context.db,
    async (trx) => (name.success ? addTopic(trx, name.data) : ('missing' as const)),
    (done) =>
      done === 'added'
        ? { by: me.id, action: 'topic.made', detail: { name: name.data ?? '' } }
        : null,
    context.now(),
  )
  if (outcome !== 'added') return json({ error: outcome }, { status: 422 })
  return redirect('/hr/topics')
}

export const meta = titled(() => m.pulse_results_topics())

export default function Topics() {
  const { topics } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <Page
      title={m.pulse_results_topics()}
      eyebrow={m.hr_title()}
      lead={m.pulse_results_topics_lead()}
    >
      {/* A topic that was added leaves the field empty for the next. */}
      <TopicForm key={topics.length} reply={reply} button={m.pulse_results_topic_add()}>
        {topics.length === 0 ? (
          <Empty>{m.pulse_results_topics_none()}</Empty>
        ) : (
          <ul className="divide-y divide-line border-y border-line">
            {topics.map(({ id, name, comments }) => (
              <li key={id}>
                <Link
                  to={`/hr/topics/${id}`}
                  className="flex min-h-12 items-center gap-3 py-2 hover:text-accent"
                >
                  <span className="flex-1">
                    {m.pulse_results_topic_n({ topic: `\u2068${name}\u2069`, n: comments })}
                  </span>
                  <Icon name="chevron-right" flip className="size-5 text-muted" />
                </Link>
              </li>
            ))}
          </ul>
        )}
      </TopicForm>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
