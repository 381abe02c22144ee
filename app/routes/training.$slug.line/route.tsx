import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { requireEmployee } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { moduleBySlug } from '../../training/content.server.ts'
import { writeLine } from '../../training/line.server.ts'

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

  const { db, settings } = context
  const place = { employeeId: me.id, slug: module.plan.id }
  await writeLine(db, settings.secret, place, '', context.now())
  return redirect(`/training/${module.plan.id}?line=deleted`)
}
