import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { resumeSchedule } from '../../pulse/planning/schedule.server.ts'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  return redirect(`/hr/schedules/${encodeURIComponent(params.id ?? '')}`)
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  await requireRole(request, context, 'hr')
  const id = params.id ?? ''
  if (
    (await resumeSchedule(context.db, id, context.company.timeZone, context.now())) === 'not-found'
  )
    throw notFound()
  return redirect(`/hr/schedules/${id}`)
}
