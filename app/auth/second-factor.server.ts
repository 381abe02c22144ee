import { createHmac, randomBytes, randomInt } from 'node:crypto'
import type { Db } from '../../db/connect.ts'
import { inTransaction } from '../../db/transaction.ts'
import { seal, unseal } from './seal.ts'
import { stepOf } from './totp.ts'
import { forgetTries, takeTry } from './tries.server.ts'

const CODES = 10
/** Without 0, 1, i, l and o, which people read for one another; 31 signs, ten of them: 49 bits. */
const SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789'

export interface Factor {
  /** null until its first right code. */
  confirmedAt: number | null
  /** Recovery codes that are left. */
  codes: number
}

export async function factorOf(db: Db, employeeId: string): Promise<Factor | null> {
  const row = await db
    .selectFrom('auth_factor')
    .where('employee_id', '=', employeeId)
    .select('confirmed_at')
    .executeTakeFirst()
  if (!row) return null
  const { n } = await db
    .selectFrom('auth_recovery')
    .where('employee_id', '=', employeeId)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return { confirmedAt: row.confirmed_at, codes: Number(n) }
}

/** The key to show while it is not confirmed yet; null where there is none or it is in use. */
export async function unconfirmedKey(
  db: Db,
  secret: string,
  employeeId: string,
): Promise<Buffer | null> {
  const row = await db
    .selectFrom('auth_factor')
    .where('employee_id', '=', employeeId)
    .where('confirmed_at', 'is', null)
    .select('sealed')
    .executeTakeFirst()
  return row ? unseal(secret, `factor|${employeeId}`, row.sealed) : null
}

/** A key of 160 bits, not asked for before it is confirmed; one that is in use stays. */
export async function beginFactor(
  db: Db,
  secret: string,
  employeeId: string,
  now: Date,
): Promise<void> {
  const sealed = seal(secret, `factor|${employeeId}`, randomBytes(20))
  await db
    .insertInto('auth_factor')
    .values({ employee_id: employeeId, sealed, made_at: now.getTime(), confirmed_at: null })
    .onConflict((conflict) => conflict.column('employee_id').doNothing())
    .execute()
}

/**
 * The first right code puts the factor in use, ends the person's other sessions than `keep` and gives ten recovery codes,
 * each good for one sign-in, shown this once.
 */
export async function confirmFactor(
  db: Db,
  secret: string,
  employeeId: string,
  code: string,
  keep: string | null,
  now: Date,
): Promise<{ codes: string[] } | 'wrong' | 'throttled'> {
  const checked = await checkCode(db, secret, employeeId, code, now)
  if (checked !== 'right') return checked
  return db.transaction().execute(async (trx) => {
    await trx
      .updateTable('auth_factor')
      .set({ confirmed_at: now.getTime() })
      .where('employee_id', '=', employeeId)
      .where('confirmed_at', 'is', null)
      .execute()
    await trx
      .deleteFrom('auth_session')
      .where('employee_id', '=', employeeId)
      .$if(keep !== null, (query) => query.where('id', '!=', keep!))
      .execute()
    return { codes: await newRecoveryCodes(trx, secret, employeeId) }
  })
}

/** Ten new recovery codes; those from before are worth nothing any more. */
export async function newRecoveryCodes(
  db: Db,
  secret: string,
  employeeId: string,
): Promise<string[]> {
  const codes = Array.from({ length: CODES }, () => {
    const signs = Array.from({ length: 10 }, () => SIGNS[randomInt(SIGNS.length)]).join('')
    return `${signs.slice(0, 5)}-${signs.slice(5)}`
  })
  await db.deleteFrom('auth_recovery').where('employee_id', '=', employeeId).execute()
  await db
    .insertInto('auth_recovery')
    .values(
      codes.map((code) => ({
        code_hash: hashOf(secret, employeeId, code),
        employee_id: employeeId,
      })),
    )
    .execute()
  return codes
}

/**
 * Whether this is a code of the person's app that was not taken before, or (of a confirmed factor) a recovery code, which
 * is used up by it. Ten tries in a quarter of an hour: only who has passed the first factor gets here.
 */
export async function checkCode(
  db: Db,
  secret: string,
  employeeId: string,
  typed: string,
  now: Date,
): Promise<'right' | 'wrong' | 'throttled'> {
  const limit = { by: `factor|${employeeId}`, most: 10, windowMs: 15 * 60_000 }
  if (!(await takeTry(db, secret, [limit], now))) return 'throttled'
  const code = typed.replaceAll(/[\s-]/g, '').toLowerCase()
  const right = /^\d{6}$/.test(code)
    ? await takeStep(db, secret, employeeId, code, now)
    : await takeRecovery(db, secret, employeeId, code)
  if (!right) return 'wrong'
  await forgetTries(db, secret, [limit.by])
  return 'right'
}

/** A step is taken once, and none before it again (RFC 6238, 5.2): of the same code twice at once one counts. */
async function takeStep(
  db: Db,
  secret: string,
  employeeId: string,
  code: string,
  now: Date,
): Promise<boolean> {
  const row = await db
    .selectFrom('auth_factor')
    .where('employee_id', '=', employeeId)
    .select('sealed')
    .executeTakeFirst()
  const key = row && unseal(secret, `factor|${employeeId}`, row.sealed)
  const step = key ? stepOf(key, code, now) : null
  if (step === null) return false
  const { numUpdatedRows } = await db
    .updateTable('auth_factor')
    .set({ last_step: step })
    .where('employee_id', '=', employeeId)
    .where('last_step', '<', step)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

async function takeRecovery(
  db: Db,
  secret: string,
  employeeId: string,
  code: string,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('auth_recovery')
    .where('code_hash', '=', hashOf(secret, employeeId, code))
    .where('employee_id', '=', employeeId)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

/** Keyed with SECRET: whoever reads the table alone cannot even try codes against it. */
function hashOf(secret: string, employeeId: string, code: string): string {
  const signs = code.replaceAll('-', '')
  return createHmac('sha256', secret)
    .update(`auth|recovery|${employeeId}|${signs}`)
    .digest('base64url')
}

/** Takes the second factor away, with its recovery codes: at its holder's wish, or where the device is lost. */
export async function removeFactor(db: Db, employeeId: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    await trx.deleteFrom('auth_factor').where('employee_id', '=', employeeId).execute()
    await trx.deleteFrom('auth_recovery').where('employee_id', '=', employeeId).execute()
  })
}
