import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { removeTopic } from '../../pulse/results/topic.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  return redirect('/hr/topics')
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const id = params.id ?? ''
  const outcome = await noting(
    context.db,
    (trx) => removeTopic(trx, id),
    (done) =>
      done === 'removed'
        ? { by: me.id, action: 'topic.removed', subject: { kind: 'topic', id } }
        : null,
    context.now(),
  )
  if (outcome === 'no-such-topic') throw notFound()
  return redirect(outcome === 'in-use' ? `/hr/topics/${id}` : '/hr/topics')
}
