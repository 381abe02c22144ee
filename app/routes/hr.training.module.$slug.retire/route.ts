import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { retireModule } from '../../training/authoring/review.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  return redirect('/hr/training')
}

/** Takes a module off the list. Who is inside finishes it. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const slug = params.slug ?? ''
  const now = context.now()
  const outcome = await noting(
    context.db,
    (trx) => retireModule(trx, slug, me.id, now),
    (done) =>
      done === 'retired'
        ? { by: me.id, action: 'module.retired', subject: { kind: 'module', id: slug } }
        : null,
    now,
  )
  if (outcome === 'no-such-module') throw notFound()
  return redirect(`/hr/training?retired=${slug}`)
}
