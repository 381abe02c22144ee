import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { resumeSchedule } from '../../pulse/planning/schedule.server.ts'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  return redirect(`/hr/schedules/${encodeURIComponent(params.id ?? '')}`)
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const id = params.id ?? ''
  const { company } = context
  const now = context.now()
  const outcome = await noting(
    context.db,
    (trx) => resumeSchedule(trx, id, company.timeZone, now),
    (done) =>
      done === 'resumed'
        ? { by: me.id, action: 'schedule.resumed', subject: { kind: 'schedule', id } }
        : null,
    now,
  )
  if (outcome === 'not-found') throw notFound()
  return redirect(`/hr/schedules/${id}`)
}
