import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { requireEmployee } from '../../auth/require.server.ts'
import { nameAuthor } from '../../feedback/observation.server.ts'
import { notFound } from '../../http/respond.ts'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireEmployee(request, context)
  return redirect(`/feedback/${encodeURIComponent(params.id ?? '')}`)
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const me = await requireEmployee(request, context)
  const id = params.id ?? ''
  const named = (await request.formData()).get('named') === 'yes'
  if ((await nameAuthor(context.db, id, me, named)) === 'not-found') throw notFound()
  return redirect(`/feedback/${id}`)
}
