import { existsSync } from 'node:fs'
import path from 'node:path'
import { connect, migrate, pendingMigrations, type Db } from '../../db/connect.ts'
import { readSettings, type Settings } from '../http/settings.ts'
import { InputError, type Io } from './io.ts'

/** Refuses a place without a portal: what is looked for would be made there, empty, and pass for it. */
export function expectPortal({ databaseUrl, dataDir }: Settings): void {
  if (databaseUrl || existsSync(path.join(dataDir, 'zveno.sqlite'))) return
  throw new InputError(
    `There is no portal in ${dataDir}: set DATA_DIR, or DATABASE_URL, as the portal itself has it.`,
  )
}

/** The database that the environment names, in its newest form; `work` may use it and it is closed after. */
export async function withDatabase<T>(
  io: Io,
  work: (db: Db, settings: Settings) => Promise<T>,
): Promise<T> {
  const settings = readSettings(io.env)
  const db = await connect(settings)
  try {
    const pending = await pendingMigrations(db)
    if (pending.length > 0) {
      // A portal nobody has migrated yet may be made here; an old one is the owner's decision.
      const fresh = pending.includes('0001_people')
      if (!fresh)
        throw new InputError(`The database is older than this version: run "zveno migrate" first.`)
      await migrate(db)
    }
    return await work(db, settings)
  } finally {
    await db.destroy()
  }
}
