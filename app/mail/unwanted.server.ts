import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Db } from '../../db/connect.ts'

/** What proves that whoever opens the link got a mail of this person: id and HMAC, for a URL. It never expires. */
export function stopToken(secret: string, employeeId: string): string {
  return `${employeeId}.${proofOf(secret, employeeId)}`
}

/** The person a link was made for; null where it was made by nobody with our secret. */
export function personOfStopToken(secret: string, token: string): string | null {
  const dot = token.lastIndexOf('.')
  const employeeId = token.slice(0, Math.max(0, dot))
  const given = Buffer.from(token.slice(dot + 1))
  const right = Buffer.from(proofOf(secret, employeeId))
  return given.length === right.length && timingSafeEqual(given, right) ? employeeId : null
}

function proofOf(secret: string, employeeId: string): string {
  return createHmac('sha256', secret).update(`mail stop:${employeeId}`).digest('base64url')
}

export function stopAddress(origin: string, secret: string, employeeId: string): string {
  return `${origin}/mail/stop/${stopToken(secret, employeeId)}`
}

/** No reminder from now on; what waits already stays unsent. An unknown person changes nothing. */
export async function stopReminders(db: Db, employeeId: string): Promise<void> {
  await db
    .insertInto('mail_unwanted')
    .columns(['employee_id'])
    .expression((eb) => eb.selectFrom('people_employee').where('id', '=', employeeId).select('id'))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function allowReminders(db: Db, employeeId: string): Promise<void> {
  await db.deleteFrom('mail_unwanted').where('employee_id', '=', employeeId).execute()
}

export async function remindersStopped(db: Db, employeeId: string): Promise<boolean> {
  const row = await db
    .selectFrom('mail_unwanted')
    .where('employee_id', '=', employeeId)
    .select('employee_id')
    .executeTakeFirst()
  return row !== undefined
}
