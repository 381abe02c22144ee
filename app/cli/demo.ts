import { demoLinks, fillWithDemo } from '../demo/company.server.ts'
import type { Io } from './io.ts'
import { withDatabase } from './open.ts'

export async function run(_args: string[], io: Io): Promise<number> {
  return withDatabase(io, async (db, settings) => {
    await fillWithDemo(db, settings, new Date(), io.err)
    const origin = settings.publicOrigin ?? `http://${settings.host}:${settings.port}`
    for (const { role, token } of await demoLinks(db, new Date())) {
      io.out(`${role} ${origin}/enter/${token}`)
    }
    return 0
  })
}
