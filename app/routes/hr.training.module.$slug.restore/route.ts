import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { restoreModule } from '../../training/authoring/review.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  return redirect('/hr/training')
}

/** Offers a retired module again. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  await requireRole(request, context, 'hr')
  const slug = params.slug ?? ''
  if ((await restoreModule(context.db, slug)) === 'not-retired') throw notFound()
  return redirect(`/hr/training?back=${slug}`)
}
