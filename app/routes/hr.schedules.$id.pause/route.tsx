import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { pauseSchedule } from '../../pulse/planning/schedule.server.ts'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  return redirect(`/hr/schedules/${encodeURIComponent(params.id ?? '')}`)
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const id = params.id ?? ''
  const outcome = await noting(
    context.db,
    (trx) => pauseSchedule(trx, id),
    (done) =>
      done === 'paused'
        ? { by: me.id, action: 'schedule.paused', subject: { kind: 'schedule', id } }
        : null,
    context.now(),
  )
  if (outcome === 'not-found') throw notFound()
  return redirect(`/hr/schedules/${id}`)
}
