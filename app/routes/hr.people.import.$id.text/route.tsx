import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { requireRole } from '../../auth/require.server.ts'
import { CODE_PAGES } from '../../files/code-page.ts'
import { badRequest, notFound } from '../../http/respond.ts'
import { peopleRun, readInEncoding } from '../../people/importing/run.server.ts'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  return redirect(`/hr/people/import/${encodeURIComponent(params.id ?? '')}`)
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  await requireRole(request, context, 'hr')
  const run = await peopleRun(context.db, params.id ?? '')
  if (!run) throw notFound()
  const asked = (await request.formData()).get('encoding')
  const encoding = ['utf-8', ...CODE_PAGES].find((one) => one === asked)
  if (!encoding) throw badRequest()
  await readInEncoding(context.db, run.id, encoding, context.now())
  return redirect(`/hr/people/import/${run.id}`)
}
