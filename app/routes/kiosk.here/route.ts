import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireEmployee } from '../../auth/require.server.ts'

/** Somebody reads or writes on a shared device: asking is enough for the session to go on (public/kiosk.js). */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireEmployee(request, context)
  return new Response(null, { status: 204 })
}
