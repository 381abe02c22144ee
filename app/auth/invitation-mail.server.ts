import type { Db } from '../../db/connect.ts'
import { formatDay } from '../i18n/format.ts'
import { m } from '../i18n/messages.ts'
import { ENTRANCE } from '../mail/entrance.ts'
import { queueMail } from '../mail/mail.server.ts'
import { INVITED_DAYS, inviteByMail, type Invitee } from './invitation.server.ts'

/** Queues an invitation in each person's language; returns how many. */
export async function mailInvitations(
  db: Db,
  invitees: readonly Invitee[],
  portal: { secret: string; company: { name: string; timeZone: string } },
  now: Date,
): Promise<number> {
  const people = invitees.filter(({ email }) => email !== null)
  if (people.length === 0) return 0
  const keys = await inviteByMail(
    db,
    people.map(({ id }) => id),
    portal.secret,
    now,
  )
  const expiresAt = new Date(now.getTime() + INVITED_DAYS * 24 * 60 * 60_000)
  const { name: company, timeZone } = portal.company
  await queueMail(
    db,
    timeZone,
    people.map(({ id, name, locale }) => {
      const l = { locale }
      const day = formatDay(expiresAt, timeZone, locale)
      return {
        ...{ key: keys.get(id)!, kind: 'auth.invitation', employeeId: id, locale },
        subject: m.auth_invite_subject({ company }, l),
        body: [
          m.auth_invite_hello({ name }, l),
          m.auth_invite_what({ company }, l),
          `${m.auth_invite_how({ day }, l)}\n${ENTRANCE}`,
          m.auth_invite_own({}, l),
        ].join('\n\n'),
        ...{ sendAfter: now, expiresAt },
      }
    }),
  )
  return people.length
}
