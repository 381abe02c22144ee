import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { cancelPlan } from '../../pulse/planning/plan.server.ts'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  return redirect(`/hr/plans/${encodeURIComponent(params.planId ?? '')}`)
}

/** Too late is no error to show: the page it leads to says what has become of the plan. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  await requireRole(request, context, 'hr')
  const id = params.planId ?? ''
  if ((await cancelPlan(context.db, id)) === 'not-found') throw notFound()
  return redirect(`/hr/plans/${id}`)
}
