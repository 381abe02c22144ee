import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { requireEmployee } from '../../auth/require.server.ts'
import { takeBack } from '../../rights/request.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireEmployee(request, context)
  return redirect('/account/data')
}

export async function action({ request, context }: ActionFunctionArgs) {
  const me = await requireEmployee(request, context)
  const id = String((await request.formData()).get('id') ?? '')
  await takeBack(context.db, id, me.id, context.now())
  return redirect('/account/data')
}
