import { expect } from 'vitest'
import { invitationCards } from '../../app/auth/card-pdf.server.tsx'
import { derivedToken } from '../../app/auth/hash.ts'
import { inviteByCard, inviteesOf } from '../../app/auth/invitation.server.ts'
import { mailInvitations } from '../../app/auth/invitation-mail.server.ts'
import { createSignInLink, linkIsOpen, redeemSignInLink } from '../../app/auth/link.server.ts'
import { startSession } from '../../app/auth/session.server.ts'
import { sendDueMail } from '../../app/mail/mail.server.ts'
import { employeeById } from '../../app/people/employee.server.ts'
import type { Db } from '../../db/connect.ts'
import type { Letter } from '../../app/mail/post.server.ts'
import { onBothDatabases } from '../support/database.ts'
import { pdfText } from '../support/pdf.ts'
import { smallCompany } from '../support/portal.ts'

const now = new Date('2026-11-30T09:00:00Z')
const after = (days: number) => new Date(now.getTime() + days * 86_400_000)
const ALL = ['company', 'region', 'site', 'team', 'other']
const company = { name: 'Garden', timeZone: 'UTC' }

async function office(db: Db) {
  const people = await smallCompany(db, now)
  const set = (id: string, to: { email?: string; locale?: 'he' | 'ru'; name?: string }) =>
    db.updateTable('people_employee').set(to).where('id', '=', id).execute()
  const me = async (who: keyof typeof people) => (await employeeById(db, people[who]))!
  return { people, set, me }
}

onBothDatabases(
  'HR invites everybody but colleagues and owners, and first those who are signed in nowhere',
  async ({ db }) => {
    const { people, me } = await office(db)
    const names = async (who: 'hr' | 'owner', absent: boolean, units = ALL) =>
      (await inviteesOf(db, await me(who), units, absent)).map(({ name }) => name)
    await startSession(db, false, people.leader, now)
    expect(await names('hr', true)).toEqual(['Emma Floor', 'Hanna Resources', 'Sara Elsewhere'])
    expect(await names('hr', false)).toContain('Lev Leader')
    expect(await names('hr', false)).not.toContain('Oleg Owner')
    expect(await names('owner', false)).toHaveLength(5)
    expect(await names('hr', false, ['team'])).toEqual(['Emma Floor', 'Lev Leader'])
    expect(await names('hr', false, [])).toEqual([])
  },
)

onBothDatabases(
  'an invitation works once within fourteen days, and a new one voids the one before, but no link of a day',
  async ({ db }) => {
    const { people } = await office(db)
    const by = async (at: Date) =>
      (await inviteByCard(db, [people.employee], at)).get(people.employee)!
    const daily = await createSignInLink(db, people.employee, now)
    const first = await by(now)
    const second = await by(now)
    expect(await linkIsOpen(db, first, now)).toBe(false)
    expect(await linkIsOpen(db, daily, now)).toBe(true)
    expect(await linkIsOpen(db, second, after(13))).toBe(true)
    expect(await linkIsOpen(db, second, after(14))).toBe(false)
    expect(await redeemSignInLink(db, second, after(13))).toBe(people.employee)
    expect(await redeemSignInLink(db, second, after(13))).toBeNull()
    const rows = JSON.stringify(await db.selectFrom('auth_link').selectAll().execute())
    for (const token of [daily, first, second]) expect(rows).not.toContain(token)
  },
)

onBothDatabases(
  'a mail invites in its person’s language, and lies in the database without its way in',
  async ({ db }) => {
    const { people, set, me } = await office(db)
    await set(people.employee, { email: 'emma@example.org', locale: 'he' })
    const invitees = await inviteesOf(db, await me('hr'), ALL, true)
    expect(await mailInvitations(db, invitees, { secret: 'of the portal', company }, now)).toBe(1)
    const [mail] = await db.selectFrom('mail_message').selectAll().execute()
    const token = derivedToken('of the portal', mail!.key)
    expect(JSON.stringify(mail)).not.toContain(token)
    expect(await linkIsOpen(db, token, now)).toBe(true)

    const letters: Letter[] = []
    const post = { send: async (letter: Letter) => void letters.push(letter), close: () => {} }
    const place = { timeZone: 'UTC', publicOrigin: 'https://zveno.test', secret: 'of the portal' }
    expect(await sendDueMail(db, post, place, () => now)).toEqual({ sent: 1, failed: 0 })
    expect(letters).toMatchObject([{ locale: 'he', to: { address: 'emma@example.org' } }])
    expect(letters[0]!.text).toContain(`\nhttps://zveno.test/enter/${token}\n`)
    expect(letters[0]!.text).not.toContain('[[entrance]]')
    expect(await redeemSignInLink(db, token, now)).toBe(people.employee)
  },
)

onBothDatabases('cards come eight a sheet, each with its own way in', async ({ db }) => {
  const { people, set, me } = await office(db)
  await set(people.employee, { locale: 'he', name: 'נועה לוי' })
  await set(people.leader, { locale: 'ru', name: 'Лев Щёголев' })
  const three = await inviteesOf(db, await me('owner'), ALL, true)
  const nine = Array.from({ length: 9 }, (_, i) => ({ ...three[i % three.length]!, id: `p${i}` }))
  const tokens = new Map(nine.map(({ id }, i) => [id, `token-${i}`]))
  const pdf = await invitationCards({
    ...{ company, people: nine, tokens, origin: 'https://zveno.test', now },
  })
  // Lines break where the card is full.
  const text = pdfText(pdf).replace(/\s+/g, ' ')
  expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(2)
  for (const token of tokens.values()) expect(text).toContain(`https://zveno.test/enter/${token}`)
  expect(text).toContain('Лев Щёголев')
  expect(text).toContain('14 декабря 2026')
})
