import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { askedUnit } from '../../people/tree/asked.server.ts'
import { reopenUnit } from '../../people/tree/change.server.ts'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  return redirect(`/hr/units/${encodeURIComponent(params.id ?? '')}`)
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const { unit } = await askedUnit(context.db, params.id)
  const outcome = await noting(
    context.db,
    (trx) => reopenUnit(trx, unit.id),
    (done) =>
      done === 'open' && unit.closedAt
        ? {
            by: me.id,
            action: 'unit.reopened',
            subject: { kind: 'unit', id: unit.id },
            detail: { name: unit.name },
          }
        : null,
    context.now(),
  )
  return redirect(`/hr/units/${unit.id}?said=${outcome === 'open' ? 'open' : 'not-open'}`)
}
