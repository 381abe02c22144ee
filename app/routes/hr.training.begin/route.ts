import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { badRequest, notFound } from '../../http/respond.ts'
import { beginDraft } from '../../training/authoring/draft.server.ts'
import { publishedModule } from '../../training/catalogue.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  return redirect('/hr/training')
}

/** Begins a module: a new one, a copy of one, or the next version of one. */
export async function action({ request, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const sent = await request.formData()
  const how = sent.get('how')
  if (how !== 'new' && how !== 'copy' && how !== 'next') throw badRequest()
  const slug = String(sent.get('module') ?? '')
  const from = how === 'new' ? null : await publishedModule(context.db, slug)
  if (how !== 'new' && !from) throw notFound()

  const same = how === 'next'
  const now = context.now()
  const id = await noting(
    context.db,
    (trx) => beginDraft(trx, { from, same }, me.id, now),
    (draft) => ({
      by: me.id,
      action: 'module.begun',
      subject: { kind: 'module', id: same ? slug : `new-${draft.slice(0, 8)}` },
    }),
    now,
  )
  return redirect(`/hr/training/${id}`)
}
