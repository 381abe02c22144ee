import type { Db } from '../../db/connect.ts'
import type { Locale } from '../i18n/locale.ts'
import { m } from '../i18n/messages.ts'
import { derivedToken } from '../auth/hash.ts'
import { enqueue, type JobHandlers, type Schedule, waitAfter } from '../jobs/job.server.ts'
import { company } from '../people/company.server.ts'
import { ENTRANCE } from './entrance.ts'
import { type Post, type PostSettings, postOf } from './post.server.ts'
import { afterQuiet } from './quiet.ts'
import { stopAddress } from './unwanted.server.ts'

export interface NewMail {
  /** Names the reason: the same reason is one mail. */
  key: string
  /** `purpose.what`; kinds that end in `.reminder` can be stopped by the person. */
  kind: string
  employeeId: string
  locale: Locale
  subject: string
  /** Plain text: paragraphs with an empty line between them, an address on a line of its own. */
  body: string
  /** Not before this, and not in the quiet hours. */
  sendAfter: Date
  /** What is not sent by then is not sent any more. */
  expiresAt: Date
}

/** How often a mail is tried: ten seconds, twenty … then hourly, about two days. */
export const MAX_ATTEMPTS = 50
const HOLD = 5 * 60_000
const BATCH = 50
export const KEPT = 30 * 24 * 60 * 60_000

/**
 * Writes mails down to be sent, outside the quiet hours of each person's clock (`timeZone` where they have none of their
 * own); a key that is there already changes nothing. People who left or have no address get none.
 */
export async function queueMail(
  db: Db,
  timeZone: string,
  mails: readonly NewMail[],
): Promise<void> {
  const { quiet } = await company(db)
  const times = new Set<number>()
  for (let i = 0; i < mails.length; i += 200) {
    const some = mails.slice(i, i + 200)
    const reachable = await db
      .selectFrom('people_employee')
      .where(
        'id',
        'in',
        some.map((mail) => mail.employeeId),
      )
      .where('status', '=', 'active')
      .where('email', 'is not', null)
      .select(['id', 'time_zone'])
      .execute()
    const zones = new Map(reachable.map(({ id, time_zone }) => [id, time_zone ?? timeZone]))
    const rows = some.flatMap((mail) => {
      const zone = zones.get(mail.employeeId)
      if (!zone) return []
      const sendAfter = afterQuiet(mail.sendAfter, zone, quiet).getTime()
      times.add(sendAfter)
      return {
        key: mail.key,
        kind: mail.kind,
        employee_id: mail.employeeId,
        locale: mail.locale,
        subject: mail.subject,
        body: mail.body,
        send_after: sendAfter,
        expires_at: mail.expiresAt.getTime(),
        sent_at: null,
        attempts: 0,
        error: null,
      }
    })
    if (rows.length === 0) continue
    await db
      .insertInto('mail_message')
      .values(rows)
      .onConflict((conflict) => conflict.column('key').doNothing())
      .execute()
  }
  for (const time of times) await sendAt(db, time)
}

export async function sendAt(db: Db, time: number): Promise<void> {
  await enqueue(db, { key: `mail.send@${time}`, kind: 'mail.send', runAt: new Date(time) })
}

/** Takes a mail back that was not handed over yet; says whether that had been tried. */
export async function withdrawMail(db: Db, key: string): Promise<'untried' | 'tried' | 'none'> {
  const row = await db
    .deleteFrom('mail_message')
    .where('key', '=', key)
    .where('sent_at', 'is', null)
    .returning('attempts')
    .executeTakeFirst()
  if (!row) return 'none'
  return row.attempts === 0 ? 'untried' : 'tried'
}

function waiting(db: Db, now: number) {
  return db
    .selectFrom('mail_message as mail')
    .where('mail.sent_at', 'is', null)
    .where('mail.send_after', '<=', now)
    .where('mail.expires_at', '>', now)
    .where('mail.attempts', '<', MAX_ATTEMPTS)
}

/**
 * Hands over what is due, one after the other, until nothing is, the server is away, or `signal` says stop. Nothing leaves
 * in the quiet hours, even if it was due before them.
 */
export async function sendDueMail(
  db: Db,
  post: Post,
  place: { timeZone: string; publicOrigin: string; secret: string },
  clock: () => Date,
  signal?: AbortSignal,
): Promise<{ sent: number; failed: number }> {
  const count = { sent: 0, failed: 0 }
  while (!signal?.aborted) {
    const now = clock()
    const { quiet } = await company(db)
    const due = await waiting(db, now.getTime())
      .innerJoin('people_employee as e', 'e.id', 'mail.employee_id')
      .leftJoin('mail_unwanted as u', 'u.employee_id', 'mail.employee_id')
      .select(['mail.key', 'mail.kind', 'mail.locale', 'mail.subject', 'mail.body'])
      .select(['mail.send_after', 'mail.attempts', 'mail.employee_id'])
      .select(['e.name', 'e.email', 'e.status', 'e.time_zone', 'u.employee_id as unwanted'])
      .orderBy('mail.send_after')
      .orderBy('mail.key')
      .limit(BATCH)
      .execute()
    if (due.length === 0) return count
    for (const mail of due) {
      if (signal?.aborted) return count
      const reminder = mail.kind.endsWith('.reminder')
      const held = clock().getTime() + HOLD
      const mine = (sendAfter: number) =>
        db
          .updateTable('mail_message')
          .where('key', '=', mail.key)
          .where('sent_at', 'is', null)
          .where('send_after', '=', sendAfter)
      if (!mail.email || mail.status !== 'active' || (reminder && mail.unwanted !== null)) {
        // Not wanted any more, or nowhere to go: it never was.
        await db.deleteFrom('mail_message').where('key', '=', mail.key).execute()
        continue
      }
      const zone = mail.time_zone ?? place.timeZone
      const morning = afterQuiet(clock(), zone, quiet).getTime()
      if (morning > clock().getTime()) {
        // It waits for the end of this person's night.
        await mine(mail.send_after).set({ send_after: morning }).execute()
        await sendAt(db, morning)
        continue
      }
      const { numUpdatedRows } = await mine(mail.send_after)
        // Without an error while it is under way, so that nobody who tries again takes it from us.
        .set({ send_after: held, attempts: mail.attempts + 1, error: null })
        .executeTakeFirst()
      if (numUpdatedRows === 0n) continue

      const body = mail.body.replaceAll(
        ENTRANCE,
        `${place.publicOrigin}/enter/${derivedToken(place.secret, mail.key)}`,
      )
      const stop = reminder ? stopAddress(place.publicOrigin, place.secret, mail.employee_id) : null
      try {
        await post.send(
          {
            key: mail.key,
            to: { name: mail.name, address: mail.email },
            locale: mail.locale,
            subject: mail.subject,
            text: stop
              ? `${body}\n\n${m.mail_stop_line({}, { locale: mail.locale })}\n${stop}`
              : body,
            stop,
          },
          clock(),
        )
        await mine(held).set({ sent_at: clock().getTime(), error: null }).execute()
        count.sent++
      } catch (error) {
        count.failed++
        const refused = isRefusal(error)
        const next = new Date(clock().getTime() + waitAfter(mail.attempts + 1))
        const again = afterQuiet(next, zone, quiet)
        await mine(held)
          .set({
            error: wordsOf(error),
            send_after: again.getTime(),
            attempts: refused ? MAX_ATTEMPTS : mail.attempts + 1,
          })
          .execute()
        if (refused) continue
        await sendAt(db, again.getTime())
        // The next one would fare no better.
        return count
      }
    }
  }
  return count
}

interface SmtpError {
  code?: string
  responseCode?: number
  command?: string
}

/** The mailbox, or the server about this very message, said no for good; anything else may pass. */
function isRefusal(error: unknown): boolean {
  const { code, responseCode = 0, command } = error as SmtpError
  if (responseCode < 500) return false
  return (code === 'EENVELOPE' && command !== 'MAIL FROM') || code === 'EMESSAGE'
}

function wordsOf(error: unknown): string {
  const { code = '', responseCode = '' } = error as SmtpError
  // The server's own words may quote the message or the address.
  return `${code} ${responseCode}`.trim() || 'unknown'
}

/** Forgets what was sent, or came to nothing, a month ago. */
async function sweepMail(db: Db, now: Date): Promise<void> {
  const before = now.getTime() - KEPT
  await db
    .deleteFrom('mail_message')
    .where((eb) => eb.or([eb('sent_at', '<', before), eb('expires_at', '<', before)]))
    .execute()
}

export const MAIL_SCHEDULES: Schedule[] = [
  { kind: 'mail.send', pattern: '*/10 * * * *' },
  { kind: 'mail.sweep', pattern: '23 3 * * *' },
]

export function mailJobs(
  db: Db,
  settings: PostSettings & { secret: string },
  company: { name: string; timeZone: string },
  clock: () => Date,
): JobHandlers {
  const place = { ...settings, timeZone: company.timeZone }
  return {
    'mail.send': async (_payload, { signal }) => {
      const post = postOf(settings, company)
      try {
        await sendDueMail(db, post, place, clock, signal)
      } finally {
        post.close()
      }
    },
    'mail.sweep': () => sweepMail(db, clock()),
  }
}
