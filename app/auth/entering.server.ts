import type { AppLoadContext } from '@remix-run/node'
import { CLEAN, kioskOf } from './kiosk.server.ts'
import { isSecure } from './require.server.ts'
import { type Entry, startSession } from './session.server.ts'

/** Signs the person in on the device that asks, shared or their own: the headers to answer with. */
export async function entered(
  request: Request,
  context: AppLoadContext,
  employeeId: string,
  by: Entry['by'],
): Promise<Headers> {
  const { db, settings, now } = context
  const secure = isSecure(settings.publicOrigin)
  const kiosk = await kioskOf(db, secure, request.headers.get('Cookie'))
  const userAgent = request.headers.get('User-Agent')
  const entry = { by, userAgent, kioskId: kiosk?.id ?? null }
  const headers = new Headers(kiosk ? CLEAN : {})
  headers.append('Set-Cookie', await startSession(db, secure, employeeId, now(), entry))
  return headers
}
