import { createSignInLink } from '../auth/link.server.ts'
import { readSettings } from '../http/settings.ts'
import { anyOwner, firstOwner } from '../people/owner.server.ts'
import type { Io } from './io.ts'
import { runPortal, stopOnSignal } from './portal.ts'

/** Production: no demo, and a link for the owner only while there is none. */
export async function run(_args: string[], io: Io): Promise<number> {
  const running = await runPortal(readSettings(io.env, true))
  const { db, now } = running.portal
  stopOnSignal(running)
  io.out(`ready ${running.url}`)
  if (!(await anyOwner(db))) {
    const token = await createSignInLink(db, await firstOwner(db, now()), now())
    io.out(`owner ${running.url}/enter/${token}`)
  }
  return 0
}
