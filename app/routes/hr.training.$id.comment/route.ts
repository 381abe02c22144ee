import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { ABOUT, sectionsOf } from '../../training/authoring/draft.ts'
import { draftById } from '../../training/authoring/draft.server.ts'
import { comment, settleComment } from '../../training/authoring/review.server.ts'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  if (!(await draftById(context.db, params.id ?? ''))) throw notFound()
  return redirect(`/hr/training/${params.id}`)
}

/** Says something of a section of a draft, or that what was said is done with. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const { db, now } = context
  const stored = await draftById(db, params.id ?? '')
  if (!stored) throw notFound()
  const sent = await request.formData()
  const asked = String(sent.get('section') ?? '')
  const known = sectionsOf(stored.draft).includes(asked)
  const here = `/hr/training/${stored.id}${known ? `/edit/${asked}` : ''}`
  const settle = sent.get('settle')
  if (typeof settle === 'string') {
    await settleComment(db, stored.id, settle)
    return redirect(`${here}#talk`)
  }
  const said = { section: known ? asked : ABOUT, text: String(sent.get('text') ?? '') }
  const outcome = await comment(db, stored.id, said, me.id, now())
  return redirect(outcome === 'said' ? `${here}#talk` : `${here}?comment=${outcome}#comment`)
}
