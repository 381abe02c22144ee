import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { restoreModule } from '../../training/authoring/review.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  return redirect('/hr/training')
}

/** Offers a retired module again. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const slug = params.slug ?? ''
  const outcome = await noting(
    context.db,
    (trx) => restoreModule(trx, slug),
    (done) =>
      done === 'restored'
        ? { by: me.id, action: 'module.restored', subject: { kind: 'module', id: slug } }
        : null,
    context.now(),
  )
  if (outcome === 'not-retired') throw notFound()
  return redirect(`/hr/training?back=${slug}`)
}
