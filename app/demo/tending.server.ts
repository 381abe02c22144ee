import { randomUUID } from 'node:crypto'
import type { Db } from '../../db/connect.ts'
import { markThanksRead, sendThanks } from '../feedback/thanks/thanks.server.ts'
import { holdHuddle } from '../impact/huddle/huddle.server.ts'
import { praiseIds } from '../impact/huddle/sheet.server.ts'
import type { Locale } from '../i18n/locale.ts'
import { answerCase, closeCase, logDeed, takeCase } from '../nps/cases/handling.server.ts'
import { openCases } from '../nps/cases/open.server.ts'
import { keepContacts } from '../nps/contact.server.ts'
import { type Employee, employeeById } from '../people/employee.server.ts'
import { chooseServed } from '../touchpoints/serving.server.ts'
import { dayOf, moment } from './day.ts'
import type { Made } from './people.server.ts'
import type { Person } from './staff.ts'
import { HOME_SITE, ROLES } from './truth.ts'

const [EMPLOYEE, LEADER] = ROLES

/** Which team of the home site serves what; the others serve all of their site's. */
const SERVED: Record<string, readonly string[]> = {
  'lindenhof-tills': ['greeting', 'checkout', 'packaging', 'goodbye', 'delivery', 'guarantee'],
  'lindenhof-plants': ['greeting', 'wayfinding', 'display', 'plants', 'labels', 'choice', 'advice'],
  'lindenhof-cafe': ['greeting', 'cafe'],
}

/** Unhappy customers of the home site who left a contact: the language they wrote in and how many days ago. */
const CONTACTS: readonly { contact: string; locale: Locale; ago: number }[] = [
  { contact: 'ruth.levi@example.org', locale: 'he', ago: 20 },
  { contact: 'p.sokolova@example.org', locale: 'ru', ago: 15 },
  { contact: '+44 20 7946 0018', locale: 'en', ago: 9 },
  { contact: 'd.fields@example.org', locale: 'en', ago: 4 },
  { contact: 'noam.b@example.org', locale: 'he', ago: 1 },
]

/** The team talks of the home site; what became of one is told at the next. */
const TALKS = [
  { ago: 15, promise: 'Двое на кассах с одиннадцати до двух, также по будням.' },
  {
    ago: 8,
    promise: 'Кто несёт горшок к кассе, тот спрашивает, довезти ли его до машины.',
    last: 'kept',
    outcome: 'Вторая касса стояла открытой пять дней из шести.',
  },
] as const

/** What colleagues thanked each other for; the last one is still to be read. */
const THANKS = [
  {
    sign: 'comes-back',
    words: 'You carried the big pot to the car, and she is back for two more.',
    ago: 12,
  },
  { sign: 'compliments', words: 'For the hour you stayed when the till froze.', ago: 2 },
] as const

/** What customers and colleagues said is tended: who serves what, cases, talks and thanks. */
export async function fillTending(
  db: Db,
  staff: readonly Person[],
  made: Made,
  now: Date,
): Promise<void> {
  const person = async (staffNumber: string): Promise<Employee> =>
    (await employeeById(db, made.people.get(staffNumber)!))!
  const leader = await person(LEADER.staffNumber)
  for (const [team, codes] of Object.entries(SERVED)) {
    await chooseServed(db, made.units.get(team)!, codes)
  }
  await fillCases(db, made.units.get(HOME_SITE)!, leader, now)
  await fillTalks(db, made.units.get(HOME_SITE)!, leader, now)

  const me = await person(EMPLOYEE.staffNumber)
  const colleagues = staff.filter(
    ({ site, staffNumber }) => site === HOME_SITE && staffNumber !== EMPLOYEE.staffNumber,
  )
  for (const [i, { sign, words, ago }] of THANKS.entries()) {
    const from = await person(colleagues[2 + i]!.staffNumber)
    const thanks = { key: randomUUID(), to: me.id, sign, words }
    const sent = await sendThanks(db, from, thanks, moment(now, ago))
    if (sent !== 'sent') throw new Error(`the demo's thanks: ${sent}`)
    if (i === 0) await markThanksRead(db, me.id, moment(now, ago - 1))
  }
}

async function fillCases(db: Db, site: string, leader: Employee, now: Date): Promise<void> {
  const unhappy = await db
    .selectFrom('nps_response')
    .where('unit_id', '=', site)
    .where('score', '<=', 5)
    .where('touchpoint', '<>', '')
    .where('why', 'is not', null)
    .orderBy('answered_on', 'desc')
    .orderBy('id')
    .limit(CONTACTS.length)
    .select('id')
    .execute()
  const cases: string[] = []
  for (const [i, { contact, locale, ago }] of CONTACTS.entries()) {
    const when = moment(now, ago, 540)
    const contacts = [{ responseId: unhappy[i]!.id, contact }]
    const agreed = { locale, consentedAt: when.getTime() }
    await db.transaction().execute((trx) => keepContacts(trx, contacts, agreed, when))
    await openCases(db)
    const { id } = await db
      .selectFrom('nps_case')
      .where('response_id', '=', unhappy[i]!.id)
      .select('id')
      .executeTakeFirstOrThrow()
    cases.push(id)
  }
  const [solved, again, late] = cases as [string, string, string]
  for (const [i, id] of [solved, again, late].entries()) {
    const at = (days: number, minute = 600) => moment(now, CONTACTS[i]!.ago - days, minute)
    await takeCase(db, id, leader, '', at(0, 660))
    await logDeed(db, id, leader, { move: 'listen', words: 'Позвонил, выслушал до конца.' }, at(1))
    if (id === late) continue
    await logDeed(db, id, leader, { move: 'fix', words: 'Заменили растение, довезли.' }, at(2))
    await closeCase(db, id, leader, { outcome: 'solved', words: '' }, at(2, 900))
    const verdict = id === solved ? ('yes' as const) : ('no' as const)
    await answerCase(db, id, { solved: verdict, words: '' }, at(3))
    if (id === again) {
      await closeCase(db, id, leader, { outcome: 'offered', words: 'Вернули деньги.' }, at(4))
    }
  }
}

async function fillTalks(db: Db, site: string, leader: Employee, now: Date): Promise<void> {
  for (const talk of TALKS) {
    const day = dayOf(now, talk.ago)
    const said = {
      promise: talk.promise,
      friction: '',
      last: 'last' in talk ? talk.last : undefined,
      outcome: 'outcome' in talk ? talk.outcome : '',
      praise: await praiseIds(db, site, day),
    }
    const held = await holdHuddle(db, site, leader, said, day, moment(now, talk.ago))
    if (held.outcome !== 'held') throw new Error(`the demo's talk: ${held.outcome}`)
  }
}
