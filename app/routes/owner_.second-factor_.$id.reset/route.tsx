import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { factorOf, removeFactor } from '../../auth/second-factor.server.ts'
import { notFound } from '../../http/respond.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'owner')
  return redirect('/owner/second-factor')
}

/** For who lost the phone and the recovery codes. One's own is taken away with a code, under /account. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'owner')
  const id = params.id ?? ''
  if (id === me.id || !(await factorOf(context.db, id))) throw notFound()
  await noting(
    context.db,
    (trx) => removeFactor(trx, id),
    () => ({ by: me.id, action: 'factor.reset', subject: { kind: 'person', id } }),
    context.now(),
  )
  return redirect(`/owner/second-factor?reset=${encodeURIComponent(id)}`)
}
