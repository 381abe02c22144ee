import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { retireCode } from '../../nps/codes/code.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  return redirect('/hr/codes')
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const { id = '' } = params
  const now = context.now()
  const outcome = await noting(
    context.db,
    (trx) => retireCode(trx, id, now),
    (done) =>
      done === 'retired'
        ? { by: me.id, action: 'code.retired', subject: { kind: 'code', id } }
        : null,
    now,
  )
  if (outcome === 'missing') throw notFound()
  return redirect('/hr/codes')
}
