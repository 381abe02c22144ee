import { randomUUID } from 'node:crypto'
import type { Db } from '../../db/connect.ts'
import { m } from '../i18n/messages.ts'
import { enqueue, type JobHandlers } from '../jobs/job.server.ts'
import { type PostSettings, postOf } from '../mail/post.server.ts'
import { employeeById } from '../people/employee.server.ts'
import { idOfWhom } from './known.server.ts'
import { createSignInLink } from './link.server.ts'
import { takeTry } from './tries.server.ts'

const MINUTE = 60_000
/** How long a mailed link works, and how long its mail is tried. */
const LIFETIME_MS = 30 * MINUTE

/**
 * Takes down that somebody asked for a link by mail. Nothing tells whether there is such a person: the same is stored for
 * whoever is unknown, left or without an address, and the mail is written by a job. `throttled` depends on the caller's
 * address alone; beyond three in a quarter of an hour a person gets no more mails, and nobody is told so.
 */
export async function askForLink(
  db: Db,
  secret: string,
  { who, address }: { who: string; address: string },
  now: Date,
): Promise<'asked' | 'throttled'> {
  const from = { by: `mailed|from|${address}`, most: 30, windowMs: 15 * MINUTE }
  if (!(await takeTry(db, secret, [from], now))) return 'throttled'
  const known = await idOfWhom(db, who)
  const account = known ?? `nobody|${who.trim().toLowerCase()}`
  const some = await takeTry(
    db,
    secret,
    [{ by: `mailed|${account}`, most: 3, windowMs: 15 * MINUTE }],
    now,
  )
  await enqueue(db, {
    key: `auth.link:${randomUUID()}`,
    kind: 'auth.link',
    payload: { employeeId: some ? known : null, askedAt: now.getTime() },
    runAt: now,
  })
  return 'asked'
}

/**
 * Sends the link at once, whatever the hour: the person waits for it. It is made as it leaves and kept nowhere; a mail that
 * is tried again carries another.
 */
export function mailedLinkJobs(
  db: Db,
  settings: PostSettings,
  company: { name: string },
  clock: () => Date,
): JobHandlers {
  return {
    'auth.link': async (payload, { key }) => {
      const { employeeId, askedAt } = payload as { employeeId: string | null; askedAt: number }
      const now = clock()
      if (employeeId === null || now.getTime() - askedAt > LIFETIME_MS) return
      const person = await employeeById(db, employeeId)
      if (!person?.email) return
      const token = await createSignInLink(db, person.id, now, LIFETIME_MS)
      const { locale } = person
      const link = `${settings.publicOrigin}/enter/${token}`
      const words = { company: company.name }
      const post = postOf(settings, company)
      try {
        await post.send(
          {
            key,
            to: { name: person.name, address: person.email },
            locale,
            subject: m.account_mail_link_subject(words, { locale }),
            text: [
              m.account_mail_link_text({ name: person.name, ...words }, { locale }),
              link,
              m.account_mail_link_end({}, { locale }),
            ].join('\n\n'),
            stop: null,
          },
          now,
        )
      } finally {
        post.close()
      }
    },
  }
}
