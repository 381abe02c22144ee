import { redirect, type ActionFunctionArgs } from '@remix-run/node'
import { isSecure } from '../../auth/require.server.ts'
import { endSession } from '../../auth/session.server.ts'

export function loader() {
  return redirect('/')
}

/** Anybody may end a session they hold; what the pulse kept on this device goes with it. */
export async function action({ request, context }: ActionFunctionArgs) {
  const cookie = await endSession(
    context.db,
    isSecure(context.settings.publicOrigin),
    request.headers.get('Cookie'),
  )
  return redirect('/sign-in', {
    headers: { 'Set-Cookie': cookie, 'Clear-Site-Data': '"storage"' },
  })
}
