import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { requireSession } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { deviceKey, deviceRecord } from '../../pulse/device.server.ts'
import { myPart } from '../../pulse/wave.server.ts'

/** What my browser keeps an unfinished answer under. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { me, session } = await requireSession(request, context)
  // On a shared device nothing is kept: without a key the browser holds the answer in its memory alone.
  if (session.kioskId !== null) throw notFound()
  const waveId = params.waveId ?? ''
  if (!(await myPart(context.db, waveId, me.id))) throw notFound()
  const { secret } = context.settings
  return json(
    { record: deviceRecord(secret, waveId, me.id), key: deviceKey(secret, waveId, me.id) },
    { headers: { 'Cache-Control': 'no-store' } },
  )
}
