import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { TopicForm } from '../../pulse/results/topic-form.tsx'
import { renameTopic, topic } from '../../pulse/results/topic.server.ts'
import { TopicName } from '../../pulse/results/topic.ts'
import { Button } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  const found = await topic(context.db, params.id ?? '')
  if (!found) throw notFound()
  return json({ topic: found })
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const { id = '' } = params
  const name = TopicName.safeParse((await request.formData()).get('name'))
  const outcome = await noting(
    context.db,
    async (trx) => (name.success ? renameTopic(trx, id, name.data) : ('missing' as const)),
    (done) =>
      done === 'renamed'
        ? { by: me.id, action: 'topic.renamed', subject: { kind: 'topic', id } }
        : null,
    context.now(),
  )
  if (outcome === 'no-such-topic') throw notFound()
  if (outcome !== 'renamed') return json({ error: outcome }, { status: 422 })
  return redirect('/hr/topics')
}

export const meta = titled(() => m.pulse_results_topic_rename())

export default function RenameTopic() {
  const { topic } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <Page title={<bdi>{topic.name}</bdi>} eyebrow={m.pulse_results_topics()}>
      <TopicForm reply={reply} name={topic.name} button={m.pulse_results_topic_save()} />
      {topic.comments === 0 ? (
        <Form method="post" action={`/hr/topics/${topic.id}/remove`}>
          <Button look="danger">{m.pulse_results_topic_remove()}</Button>
        </Form>
      ) : (
        <p className="text-muted">{m.pulse_results_topic_in_use()}</p>
      )}
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
