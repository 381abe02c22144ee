import { connect, migrate } from '../../db/connect.ts'
import { readSettings } from '../http/settings.ts'
import type { Io } from './io.ts'

export async function run(_args: string[], io: Io): Promise<number> {
  const db = await connect(readSettings(io.env))
  try {
    const done = await migrate(db)
    io.out(done.length > 0 ? `migrated: ${done.join(', ')}` : 'nothing to migrate')
    return 0
  } finally {
    await db.destroy()
  }
}
