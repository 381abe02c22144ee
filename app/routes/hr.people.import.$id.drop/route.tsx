import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { dropPeople, peopleRun } from '../../people/importing/run.server.ts'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  return redirect(`/hr/people/import/${encodeURIComponent(params.id ?? '')}`)
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const run = await peopleRun(context.db, params.id ?? '')
  if (!run) throw notFound()
  const now = context.now()
  const outcome = await noting(
    context.db,
    (trx) => dropPeople(trx, context.settings.dataDir, run.id, now),
    (done) => (done === 'dropped' ? { by: me.id, action: 'people.dropped' } : null),
    now,
  )
  return redirect(`/hr/people/import${outcome === 'dropped' ? '' : `/${run.id}`}`)
}
