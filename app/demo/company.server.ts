import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import { dialectOf } from '../../db/dialect/name.ts'
import { createSignInLink } from '../auth/link.server.ts'
import type { Settings } from '../http/settings.ts'
import { recomputeFixes } from '../impact/fix.server.ts'
import { recomputeLesson } from '../impact/lesson.server.ts'
import { recomputeLink } from '../impact/link.server.ts'
import { enterMoney } from '../impact/money.server.ts'
import { recomputePulse } from '../impact/pulse-link.server.ts'
import { recomputePurchases } from '../impact/purchase.server.ts'
import { recomputeSatisfaction } from '../impact/satisfaction.server.ts'
import { publishValueRule } from '../impact/value-rule.server.ts'
import { company } from '../people/company.server.ts'
import { employeeById, employeeIdByStaffNumber } from '../people/employee.server.ts'
import { tendWaves } from '../pulse/close.server.ts'
import { survey } from '../pulse/survey.server.ts'
import { countFigures } from '../training/figures/figure.server.ts'
import { touchpoints } from '../touchpoints/touchpoint.server.ts'
import { fillActing } from './acting.server.ts'
import { answersOf } from './answers.ts'
import { fillAssignments } from './assigning.server.ts'
import { fillReview } from './cards.server.ts'
import { fillAudit, fillRequests } from './audit.server.ts'
import { fillCertificate } from './certificate.server.ts'
import { fillCodes } from './codes.server.ts'
import { fillCustomers } from './customers.server.ts'
import { moment } from './day.ts'
import { fillFeedback } from './feedback.server.ts'
import { beginFilling, type Filling } from './mark.server.ts'
import { KNOWN } from './names.ts'
import { observationsOf } from './observations.ts'
import { fillPeople } from './people.server.ts'
import { fillWave, launchWaves } from './pulse.server.ts'
import { MONEY, RULE } from './rule.ts'
import { COMPANY, peopleOf } from './staff.ts'
import { fillTending } from './tending.server.ts'
import { fillTopics } from './topics.server.ts'
import { fillTies, fillTraining } from './training.server.ts'
import { ROLES, SITES, WAVES } from './truth.ts'
import { waveAnswersOf } from './waves.ts'
import { fillWebhook } from './webhooks.server.ts'
import { ENGLISH } from './words-en.ts'
import { HEBREW } from './words-he.ts'
import { RUSSIAN } from './words-ru.ts'

const WORDS = { en: ENGLISH, ru: RUSSIAN, he: HEBREW }

/**
 * Fills an empty database with the demo company, through the portal's own functions; a database with
 * anything in it is left alone. All or nothing: what is cut off is begun anew by the next start.
 * Names and numbers are the same for everybody, dates follow the day of `now`.
 */
export async function fillWithDemo(
  db: Db,
  settings: Pick<Settings, 'dataDir' | 'keyDir' | 'secret'>,
  now: Date,
  say: (line: string) => void,
): Promise<void> {
  const filling = await beginFilling(db, settings.keyDir, now, say)
  if (!filling) return
  await withoutSync(db, () => fill(db, settings, filling.alive, now, say))
  await filling.finish()
}

async function fill(
  db: Db,
  { dataDir, keyDir, secret }: Pick<Settings, 'dataDir' | 'keyDir' | 'secret'>,
  alive: Filling['alive'],
  now: Date,
  say: (line: string) => void,
): Promise<void> {
  const staff = peopleOf()
  say(`Making the demo company: ${SITES.length} garden centres, ${staff.length} people`)
  const made = await fillPeople(db, staff, now)
  const hr = made.people.get(ROLES[2].staffNumber)!
  const launching = launchWaves(db, keyDir, now)
  const launched = Promise.allSettled([launching])
  try {
    const answers = answersOf(touchpoints(), WORDS)
    say(`Eighteen months of customers' answers: ${answers.length}`)
    await fillCustomers(db, dataDir, answers, made, hr, now, alive)
    await fillCodes(db, made, hr, now)
    await fillWebhook(db, secret, hr, now)

    const observed = observationsOf(staff, touchpoints(), WORDS)
    say(`What colleagues saw, and what became of it: ${[...observed.values()].flat().length}`)
    await fillFeedback(db, staff, observed, made, now, alive)
    await fillTraining(db, secret, staff, made, WORDS, now, alive)
    await publishValueRule(db, { id: hr }, RULE, moment(now, 200))
    await fillCertificate(db, made, await company(db), now)
    await fillReview(db, made, now)
    await fillTending(db, staff, made, now)
    await fillTies(db, staff, made, now)
    await fillAssignments(db, made, now)
    await countFigures(db, COMPANY.timeZone, now)
    await recomputeLink(db, now)
    await recomputeFixes(db, now)
    await recomputePurchases(db, now)
    await recomputeSatisfaction(db, now)
    await recomputeLesson(db, now)
    await enterMoney(db, { id: hr }, MONEY, moment(now, 199))

    say('Four waves of the pulse: keys, sealed answers, three of them closed')
    const waves = await launching
    for (const [index, waveId] of waves.entries()) {
      await fillWave(
        db,
        keyDir,
        waveId,
        index,
        waveAnswersOf(index, staff, WORDS, survey(WAVES[index]!.survey)!.questions),
        made,
        now,
        alive,
      )
    }
    await recomputePulse(db, now)
    await fillTopics(db, waves)
    await fillActing(db, waves, made, now)
    await fillAudit(db, hr, waves, now)
    await fillRequests(db, made.people, now)
    await tendWaves(db, keyDir, now)
  } finally {
    // Nothing may go on writing behind a failure.
    await launched
  }
}

/**
 * SQLite: no waiting for the disk at every commit while nobody uses the portal. A loss of power takes the last
 * commits, never the order of them, so the mark of an unfinished company is there whenever part of it is.
 */
async function withoutSync(db: Db, work: () => Promise<void>): Promise<void> {
  const sqlite = dialectOf(db) === 'sqlite'
  if (sqlite) await sql`pragma synchronous = normal`.execute(db)
  try {
    await work()
  } finally {
    if (sqlite) await sql`pragma synchronous = full`.execute(db)
  }
}

/** A fresh single-use link for each demo role; none where the database is not the demo's. */
export async function demoLinks(db: Db, now: Date): Promise<{ role: string; token: string }[]> {
  const links = []
  for (const { role, staffNumber } of ROLES) {
    const id = await employeeIdByStaffNumber(db, staffNumber)
    const person = id === null ? null : await employeeById(db, id)
    // In a company of its own somebody else may bear the number.
    if (!person || person.name !== KNOWN[role]) continue
    links.push({ role, token: await createSignInLink(db, person.id, now) })
  }
  return links
}
