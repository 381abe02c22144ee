import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { npsUses } from '../../nps/place.server.ts'
import { askedUnit } from '../../people/tree/asked.server.ts'
import { closeUnit } from '../../people/tree/change.server.ts'
import { planningUses } from '../../pulse/planning/place.server.ts'
import { assigningUses } from '../../training/assigning/place.server.ts'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  return redirect(`/hr/units/${encodeURIComponent(params.id ?? '')}`)
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const { unit } = await askedUnit(context.db, params.id)
  const now = context.now()
  const outcome = await noting(
    context.db,
    (trx) =>
      closeUnit(
        trx,
        unit.id,
        async (inside, id) => {
          const { codes, cases, hooks } = await npsUses(inside, id)
          const { assignments } = await assigningUses(inside, id)
          const { plans } = await planningUses(inside, id)
          return codes + cases + hooks + assignments + plans > 0
        },
        now,
      ),
    (done) =>
      done === 'closed' && !unit.closedAt
        ? {
            by: me.id,
            action: 'unit.closed',
            subject: { kind: 'unit', id: unit.id },
            detail: { name: unit.name },
          }
        : null,
    now,
  )
  return redirect(`/hr/units/${unit.id}?said=${outcome === 'closed' ? 'closed' : 'not-closed'}`)
}
