import { randomUUID } from 'node:crypto'
import type { Db } from '../../db/connect.ts'

/**
 * Whether an error means that the portal is whole but cannot reach or write its storage just now: disk full or
 * failing, database stopped, starting or out of connections. Answered with 503, since trying again is right.
 */
export function storageTrouble(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code = '' } = error as { code?: unknown }
  return CODES.test(String(code)) || LOST.test(error.message)
}

const CODES =
  /^(SQLITE_(FULL|IOERR|BUSY|READONLY|CANTOPEN)|ECONN(REFUSED|RESET)|EPIPE|ENOSPC|EIO|57P0\d|08\w{3}|53\w{3})/

/** The PostgreSQL driver gives a connection that broke off no code. */
const LOST =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Connection ended unexpectedly)/

const LOOKED_MS = 1000
const looks = new WeakMap<Db, { at: number; look: Promise<void> }>()

/**
 * Throws where the storage takes no write just now: a full disk still answers every question. Tried by a row that is
 * gone before the transaction ends; whoever asks within a second gets the same answer, since this costs a write.
 */
export function takesWrites(db: Db): Promise<void> {
  const last = looks.get(db)
  if (last && performance.now() - last.at < LOOKED_MS) return last.look
  const look = tried(db)
  // Handled where it is awaited; who is given it later may come too late.
  look.catch(() => {})
  looks.set(db, { at: performance.now(), look })
  return look
}

async function tried(db: Db): Promise<void> {
  const key = `ready ${randomUUID()}`
  await db.transaction().execute(async (trx) => {
    const row = { key, kind: 'ready', payload: 'null', run_at: 0, lease_until: 0, attempts: 0 }
    await trx
      .insertInto('job')
      .values({ ...row, done_at: 0, error: null })
      .execute()
    await trx.deleteFrom('job').where('key', '=', key).execute()
  })
}
