import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { withdrawValueRule } from '../../impact/value-rule.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  return redirect('/hr/value')
}

export async function action({ request, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const now = context.now()
  const outcome = await noting(
    context.db,
    (trx) => withdrawValueRule(trx, me, now),
    (done) => (done === 'withdrawn' ? { by: me.id, action: 'value.withdrawn' } : null),
    now,
  )
  return redirect(`/hr/value?done=${outcome}`)
}
