import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { notFound } from '../../http/respond.ts'
import { removePromise } from '../../pulse/acting/promise.server.ts'
import { requireActing } from '../../pulse/acting/team-wave.server.ts'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireActing(request, context)
  return redirect(`/team/pulse/${encodeURIComponent(params.waveId ?? '')}/promises`)
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const me = await requireActing(request, context)
  const { waveId = '', id = '' } = params
  const { outcome, unit } = await removePromise(context.db, waveId, id, me, context.now())
  if (outcome === 'not-found') throw notFound()
  const done = `unit=${encodeURIComponent(unit)}&done=${outcome}&promise=${id}`
  return redirect(`/team/pulse/${waveId}/promises?${done}`)
}
