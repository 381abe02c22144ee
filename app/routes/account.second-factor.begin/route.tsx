import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { requireOwnDevice } from '../../auth/require.server.ts'
import { beginFactor } from '../../auth/second-factor.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireOwnDevice(request, context)
  return redirect('/account/second-factor')
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { me } = await requireOwnDevice(request, context)
  await beginFactor(context.db, context.settings.secret, me.id, context.now())
  return redirect('/account/second-factor')
}
