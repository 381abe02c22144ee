import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { requireEmployee } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { writeLine } from '../../training/line.server.ts'
import { isOpenTo } from '../../training/module.server.ts'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const me = await requireEmployee(request, context)
  if (!(await isOpenTo(context.db, me.id, params.slug ?? ''))) throw notFound()
  return redirect(`/training/${params.slug}`)
}

/** Deletes one's private line. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const me = await requireEmployee(request, context)
  const { db, settings } = context
  const slug = params.slug ?? ''
  if (!(await isOpenTo(db, me.id, slug))) throw notFound()

  const place = { employeeId: me.id, slug }
  await writeLine(db, settings.secret, place, '', context.now())
  return redirect(`/training/${slug}?line=deleted`)
}
