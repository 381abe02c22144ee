import { createHmac, randomBytes, randomInt, randomUUID } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Db } from '../../db/connect.ts'
import { inTransaction } from '../../db/transaction.ts'
import { employeeById } from '../people/employee.server.ts'
import { Busy, fits, hashSecret } from './hashing.server.ts'
import { idOfWhom } from './known.server.ts'
import { forgetTries, type Limit, takeBack, takeTry } from './tries.server.ts'

const MINUTE = 60_000
const DIGITS = 6

/** What PINs are mixed with, outside the database and its backups: a million numbers are soon tried by who has both. */
export function pepperIn(keyDir: string): Buffer {
  const file = path.join(keyDir, 'pin-pepper')
  if (!existsSync(file)) {
    mkdirSync(keyDir, { recursive: true, mode: 0o700 })
    // Written whole before it has its name; of two processes at once the first one's counts.
    const mine = `${file}.${randomUUID()}`
    writeFileSync(mine, randomBytes(32), { mode: 0o600 })
    try {
      linkSync(mine, file)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    } finally {
      rmSync(mine)
    }
  }
  return readFileSync(file)
}

/**
 * Six random digits for this staff number, shown to HR once; an earlier PIN is worth nothing any more, nor is what it
 * opened. Nobody who leads, is in HR or owns the portal gets one: their keys are too large for six digits.
 */
export async function issuePin(
  db: Db,
  pepper: Buffer,
  staffNumber: string,
  now: Date,
): Promise<{ id: string; name: string; pin: string } | 'unknown' | 'with-role' | 'busy'> {
  const id = await idOfWhom(db, staffNumber)
  const person = id === null ? null : await employeeById(db, id, now)
  if (!person || person.staffNumber !== staffNumber.trim()) return 'unknown'
  if (person.roles.length > 0) return 'with-role'
  const pin = String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0')
  let hash: string
  try {
    hash = await hashSecret(mixed(pepper, person.id, pin))
  } catch (error) {
    if (error instanceof Busy) return 'busy'
    throw error
  }
  const row = { hash, set_at: now.getTime() }
  await inTransaction(db, async (trx) => {
    await trx
      .insertInto('auth_pin')
      .values({ employee_id: person.id, ...row })
      .onConflict((conflict) => conflict.column('employee_id').doUpdateSet(row))
      .execute()
    await trx
      .deleteFrom('auth_session')
      .where('employee_id', '=', person.id)
      .where('entered_by', '=', 'pin')
      .execute()
  })
  return { id: person.id, name: person.name, pin }
}

/**
 * Who signs in on this kiosk with this staff number and PIN. The same answer after the same work for a wrong PIN, for
 * whoever has none or may not use one, left or never was.
 */
export async function whoSignsInByPin(
  db: Db,
  { secret, pepper }: { secret: string; pepper: Buffer },
  { kioskId, number, pin }: { kioskId: string; number: string; pin: string },
  now: Date,
): Promise<{ employeeId: string } | 'wrong' | 'throttled' | 'busy'> {
  const known = number.includes('@') ? null : await idOfWhom(db, number)
  const account = known ?? `nobody|${number.trim().toLowerCase()}`
  const limits = limitsFor(account, kioskId)
  if (!(await takeTry(db, secret, limits, now))) return 'throttled'
  const row = await db
    .selectFrom('auth_pin')
    .where('employee_id', '=', account)
    .where('employee_id', 'not in', (roles) =>
      roles
        .selectFrom('people_role')
        .where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', now.getTime())]))
        .select('employee_id'),
    )
    .select('hash')
    .executeTakeFirst()
  try {
    const typed = mixed(pepper, account, pin.replaceAll(/\s/g, ''))
    if (!(await fits(row?.hash, typed)) || !known) return 'wrong'
  } catch (error) {
    if (error instanceof Busy) return 'busy'
    throw error
  }
  const [soon, day, device] = limits
  await forgetTries(db, secret, [soon.by, day.by])
  await takeBack(db, secret, device.by)
  return { employeeId: known }
}

/**
 * Counted by account and kiosk: whoever guesses here shuts nobody out elsewhere. One kiosk serves a whole shift, so of all
 * its tries only the wrong ones count: thirty in a quarter of an hour, whatever the staff numbers.
 */
function limitsFor(account: string, kioskId: string): [Limit, Limit, Limit] {
  return [
    { by: `pin|${account}|${kioskId}`, most: 5, windowMs: 15 * MINUTE },
    { by: `pin|day|${account}|${kioskId}`, most: 20, windowMs: 24 * 60 * MINUTE },
    { by: `pin|on|${kioskId}`, most: 30, windowMs: 15 * MINUTE },
  ]
}

function mixed(pepper: Buffer, employeeId: string, pin: string): string {
  return createHmac('sha256', pepper).update(`zveno|pin|${employeeId}|${pin}`).digest('base64url')
}
