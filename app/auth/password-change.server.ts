import { randomUUID } from 'node:crypto'
import type { Db } from '../../db/connect.ts'
import { m } from '../i18n/messages.ts'
import { queueMail } from '../mail/mail.server.ts'
import type { Employee } from '../people/employee.server.ts'
import type { SessionFacts } from './adapter.server.ts'
import { Busy } from './hashing.server.ts'
import type { PasswordFault } from './password.ts'
import { hasPassword, isPassword, setPassword } from './password.server.ts'

export { hasPassword }

const DAY_MS = 24 * 60 * 60_000
const FRESH_MS = 15 * 60_000

/** Whether somebody has just come in by a link: what they have forgotten is not asked for. */
export function isFreshLink({ enteredBy, createdAt }: SessionFacts, now: Date): boolean {
  return enteredBy === 'link' && now.getTime() - createdAt <= FRESH_MS
}

/**
 * Sets the signed-in person's password. Whoever has one says it first, unless they have just come in by a link; tries of it
 * are counted as at sign-in. All their other sessions end, and a mail tells them.
 */
export async function changePassword(
  db: Db,
  { secret, company }: { secret: string; company: { name: string; timeZone: string } },
  { me, session }: { me: Employee; session: SessionFacts & { id: string } },
  { current, fresh, address }: { current: string; fresh: string; address: string },
  now: Date,
): Promise<'set' | 'current' | 'throttled' | 'busy' | PasswordFault> {
  try {
    if ((await hasPassword(db, me.id)) && !isFreshLink(session, now)) {
      const asked = { id: me.id, password: current, address }
      const said = await isPassword(db, secret, asked, now)
      if (said !== 'right') return said === 'wrong' ? 'current' : said
    }
    const outcome = await setPassword(db, me, fresh, company.name, session.id, now)
    if (outcome === 'set') await tell(db, me, company, now)
    return outcome
  } catch (error) {
    if (error instanceof Busy) return 'busy'
    throw error
  }
}

/** A password changed by somebody else is noticed by whoever it belonged to. */
async function tell(
  db: Db,
  { id, name, locale }: Employee,
  company: { name: string; timeZone: string },
  now: Date,
): Promise<void> {
  await queueMail(db, company.timeZone, [
    {
      key: `auth.password:${randomUUID()}`,
      kind: 'auth.password',
      employeeId: id,
      locale,
      subject: m.account_mail_password_subject({}, { locale }),
      body: m.account_mail_password_text({ name, company: company.name }, { locale }),
      sendAfter: now,
      expiresAt: new Date(now.getTime() + 3 * DAY_MS),
    },
  ])
}
