import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { restorePlan } from '../../pulse/planning/plan.server.ts'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  return redirect(`/hr/plans/${encodeURIComponent(params.planId ?? '')}`)
}

/** Too late is no error to show: the page it leads to says what has become of the plan. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const id = params.planId ?? ''
  const now = context.now()
  const outcome = await noting(
    context.db,
    (trx) => restorePlan(trx, id, now),
    (done) =>
      done === 'planned'
        ? { by: me.id, action: 'plan.restored', subject: { kind: 'plan', id } }
        : null,
    now,
  )
  if (outcome === 'not-found') throw notFound()
  return redirect(`/hr/plans/${id}`)
}
