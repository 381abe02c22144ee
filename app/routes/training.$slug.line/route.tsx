import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { requireEmployee } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { writeNote } from '../../training/attempt.server.ts'
import { moduleBySlug } from '../../training/content.server.ts'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  await requireEmployee(request, context)
  if (!moduleBySlug(params.slug ?? '')) throw notFound()
  return redirect(`/training/${params.slug}`)
}

/** Deletes one's private line. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const me = await requireEmployee(request, context)
  const module = moduleBySlug(params.slug ?? '')
  if (!module) throw notFound()

  await writeNote(context.db, me.id, module.plan.id, '', context.now())
  return redirect(`/training/${module.plan.id}?line=deleted`)
}
