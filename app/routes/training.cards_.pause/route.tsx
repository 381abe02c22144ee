import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { requireEmployee } from '../../auth/require.server.ts'
import { badRequest } from '../../http/respond.ts'
import { pauseStreak } from '../../training/cards/streak.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireEmployee(request, context)
  return redirect('/training/cards')
}

/** Stops the counting of shifts, or lets it go on. */
export async function action({ request, context }: ActionFunctionArgs) {
  const me = await requireEmployee(request, context)
  const paused = (await request.formData()).get('paused')
  if (paused !== 'yes' && paused !== 'no') throw badRequest()

  await pauseStreak(context.db, me.id, paused === 'yes')
  return redirect('/training/cards')
}
