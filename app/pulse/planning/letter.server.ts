import type { Db } from '../../../db/connect.ts'
import { formatTime } from '../../i18n/format.ts'
import type { Locale } from '../../i18n/locale.ts'
import { m } from '../../i18n/messages.ts'
import { type NewMail, queueMail } from '../../mail/mail.server.ts'
import { codeWords } from '../manifest.ts'
import { waveName } from '../wave-name.ts'
import { type Wave, wave } from '../wave.server.ts'

export interface Place {
  company: { name: string; timeZone: string }
  publicOrigin: string
}

/**
 * Writes to everybody eligible who has an address, in their language, with the wave code as words: an invitation, or the
 * nth reminder, which goes to whoever did not stop reminders. Who has answered plays no part: nothing that is issued or
 * answered is read here. Nothing for a wave that is over, or gives out no more tokens: most could not follow. Asked again
 * it writes to nobody twice.
 */
export async function writeToAll(
  db: Db,
  waveId: string,
  what: 'invitation' | { reminder: number },
  place: Place,
  now: Date,
): Promise<void> {
  const open = await wave(db, waveId)
  if (open?.status !== 'open' || !open.issuing || open.closesAt <= now) return
  const people = await db
    .selectFrom('pulse_eligible as p')
    .innerJoin('people_employee as e', 'e.id', 'p.employee_id')
    .leftJoin('mail_unwanted as u', 'u.employee_id', 'e.id')
    .where('p.wave_id', '=', waveId)
    .where('e.status', '=', 'active')
    .where('e.email', 'is not', null)
    .$if(what !== 'invitation', (query) => query.where('u.employee_id', 'is', null))
    .select(['e.id', 'e.name', 'e.locale'])
    .orderBy('e.id')
    .execute()
  const reason = what === 'invitation' ? what : `reminder:${what.reminder}`
  const mails = people.map(({ id, name, locale }): NewMail => ({
    key: `pulse.${reason}:${waveId}:${id}`,
    kind: what === 'invitation' ? 'pulse.invitation' : 'pulse.reminder',
    employeeId: id,
    locale,
    ...letter(open, name, locale, what === 'invitation', place),
    sendAfter: now,
    expiresAt: open.closesAt,
  }))
  await queueMail(db, place.company.timeZone, mails)
}

function letter(
  { id, survey, launchedAt, closesAt, code }: Wave,
  person: string,
  locale: Locale,
  invitation: boolean,
  { company, publicOrigin }: Place,
): { subject: string; body: string } {
  const of = { locale }
  const name = waveName(survey.title, launchedAt, company.timeZone, locale)
  const time = formatTime(closesAt, company.timeZone, locale)
  const paragraphs = [
    m.pulse_planning_mail_hello({ person }, of),
    invitation
      ? m.pulse_planning_mail_invitation({ name, company: company.name, time }, of)
      : m.pulse_planning_mail_reminder({ name, company: company.name, time }, of),
    `${m.pulse_planning_mail_link({}, of)}\n${publicOrigin}/pulse/${id}`,
    m.pulse_planning_mail_promise({}, of),
    `${m.pulse_planning_mail_words({}, of)}\n${codeWords(code, locale).join(' · ')}`,
    m.pulse_planning_mail_compare({}, of),
  ]
  const subject = invitation
    ? m.pulse_planning_mail_invitation_subject({ name }, of)
    : m.pulse_planning_mail_reminder_subject({ name }, of)
  return { subject, body: paragraphs.join('\n\n') }
}
