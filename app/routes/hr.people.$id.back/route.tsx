import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { takeBack } from '../../people/person.server.ts'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  return redirect(`/hr/people/${encodeURIComponent(params.id ?? '')}`)
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const id = params.id ?? ''
  const now = context.now()
  const outcome = await noting(
    context.db,
    (trx) => takeBack(trx, me, id, now),
    (done) =>
      done === 'back'
        ? { by: me.id, action: 'person.back', subject: { kind: 'person', id } }
        : null,
    now,
  )
  if (outcome === 'unknown') throw notFound()
  return redirect(`/hr/people/${id}?said=${outcome}`)
}
