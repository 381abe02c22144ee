import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { endOwnSession } from '../../auth/own-sessions.server.ts'
import { requireEmployee, requireSession } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireEmployee(request, context)
  return redirect('/account')
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { me, session } = await requireSession(request, context)
  const asked = String((await request.formData()).get('session') ?? '')
  const which = asked === 'others' ? { allBut: session.id } : { id: asked }
  const outcome = await endOwnSession(context.db, me.id, which)
  if (outcome === 'none' && asked !== 'others') throw notFound()
  return redirect('/account?ended')
}
