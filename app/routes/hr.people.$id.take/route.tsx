import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { personById } from '../../people/person.server.ts'
import { takeRole } from '../../people/role.server.ts'
import { unitTree } from '../../people/unit.server.ts'
import { unitPath } from '../../people/unit-typed.ts'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  return redirect(`/hr/people/${encodeURIComponent(params.id ?? '')}`)
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const id = params.id ?? ''
  const now = context.now()
  const person = await personById(context.db, id, now)
  const form = await request.formData()
  const held = person?.held.find(
    ({ role, unitId }) => role === form.get('role') && unitId === (form.get('unit') ?? ''),
  )
  if (!held) throw notFound()
  const { role, unitId } = held
  const name = role === 'leader' ? unitPath(await unitTree(context.db), unitId) : role
  const outcome = await noting(
    context.db,
    (trx) => takeRole(trx, me, id, role, unitId),
    (done) =>
      done === 'taken'
        ? { by: me.id, action: 'role.taken', subject: { kind: 'person', id }, detail: { name } }
        : null,
    now,
  )
  return redirect(`/hr/people/${id}?said=${outcome === 'taken' ? 'kept' : outcome}`)
}
