import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { requireEmployee } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { startModule } from '../../training/attempt.server.ts'
import { publishedModule } from '../../training/catalogue.server.ts'
import { walkOf } from '../../training/module.server.ts'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  await requireEmployee(request, context)
  if (!(await publishedModule(context.db, params.slug ?? ''))) throw notFound()
  return redirect(`/training/${params.slug}`)
}

/** Begins a try, or goes on with the open one: two taps, or two devices, make one. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const me = await requireEmployee(request, context)
  const module = await publishedModule(context.db, params.slug ?? '')
  if (!module) throw notFound()

  await startModule(context.db, module, me.id, context.now())
  const walk = await walkOf(context.db, me.id, module.plan.id)
  return redirect(`/training/${module.plan.id}/${walk?.attempt.step ?? 1}`)
}
