import type { Db } from '../../db/connect.ts'
import { waitingFor } from '../feedback/list.server.ts'
import { sitesLed } from '../feedback/sites.ts'
import type { Locale } from '../i18n/locale.ts'
import { m } from '../i18n/messages.ts'
import { wallClock } from '../i18n/zone.ts'
import type { JobHandlers, Schedule } from '../jobs/job.server.ts'
import { type NewMail, queueMail } from '../mail/mail.server.ts'
import { alertsOf, alertWords, findAlerts } from '../nps/alerts/alert.server.ts'
import { casesWaiting } from '../nps/cases/list.server.ts'
import { daysBefore } from '../nps/wall/wall.ts'
import { wallCounts, wallOf } from '../nps/wall/wall.server.ts'
import { type Employee, employeeById } from '../people/employee.server.ts'
import type { Unit } from '../people/unit.ts'
import { unitTree } from '../people/unit.server.ts'
import { servedBy } from '../touchpoints/serving.server.ts'
import { openPromises, unitsToTalk } from './huddle/huddle.server.ts'

const WEEK_MS = 7 * 24 * 60 * 60_000

interface Place {
  company: { name: string; timeZone: string }
  publicOrigin: string
}

/**
 * The week in a letter to everybody who leads a site: counts, what surely moved, what waits. No word of a customer, no name;
 * nothing where there is nothing to say. It can be stopped with one tap, and is written once a week and person.
 */
export async function writeDigests(db: Db, place: Place, now: Date): Promise<void> {
  const today = wallClock(now.getTime(), place.company.timeZone).slice(0, 10)
  const units = await unitTree(db)
  const leaders = await db
    .selectFrom('people_employee as e')
    .leftJoin('mail_unwanted as u', 'u.employee_id', 'e.id')
    .where('e.status', '=', 'active')
    .where('e.email', 'is not', null)
    .where('u.employee_id', 'is', null)
    .where('e.id', 'in', (query) =>
      query.selectFrom('people_role').where('role', '=', 'leader').select('employee_id'),
    )
    .select('e.id')
    .orderBy('e.id')
    .execute()
  const mails: NewMail[] = []
  for (const { id } of leaders) {
    const leader = await employeeById(db, id)
    const lines = leader && (await digestLines(db, units, leader, today, now))
    if (!leader || !lines || lines.length === 0) continue
    const l = { locale: leader.locale }
    const paragraphs = [
      m.impact_digest_hello({ name: leader.name }, l),
      ...lines,
      `${m.impact_digest_link({}, l)}\n${place.publicOrigin}/`,
    ]
    mails.push({
      key: `impact.digest:${weekOf(today)}:${id}`,
      kind: 'impact.digest.reminder',
      employeeId: id,
      locale: leader.locale,
      subject: m.impact_digest_subject({ company: place.company.name }, l),
      body: paragraphs.join('\n\n'),
      sendAfter: now,
      // Next week there is another.
      expiresAt: new Date(now.getTime() + WEEK_MS - 1),
    })
  }
  await queueMail(db, place.company.timeZone, mails)
}

/** The Monday of that day's week. */
function weekOf(day: string): string {
  return daysBefore(day, (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7)
}

async function digestLines(
  db: Db,
  units: Unit[],
  leader: Employee,
  today: string,
  now: Date,
): Promise<string[]> {
  const sites = sitesLed(units, leader)
  if (sites.length === 0) return []
  const l = { locale: leader.locale }
  const words = { praise: 0, middling: 0, low: 0 }
  for (const site of sites) {
    const { codes } = await servedBy(db, units, site)
    const wall = await wallOf(db, units, site, codes, daysBefore(today, 7), leader.locale)
    const counts = await wallCounts(db, wall)
    for (const band of ['praise', 'middling', 'low'] as const) words[band] += counts[band]
  }
  const alerts = await alertsOf(db, sites, now.getTime() - WEEK_MS)
  const cases = await casesWaiting(db, units, leader, now)
  const notes = await waitingFor(db, leader.leads)
  const promises = await openPromises(
    db,
    unitsToTalk(units, leader.leads).map(({ id }) => id),
    daysBefore(today, 6),
  )
  const nameOf = (id: string) => units.find((unit) => unit.id === id)?.name ?? ''
  const several = sites.length > 1
  return [
    ...(words.praise > 0 ? [m.impact_digest_praise({ n: words.praise }, l)] : []),
    ...(words.low > 0 ? [m.impact_digest_low({ n: words.low }, l)] : []),
    ...alerts.map((one) =>
      several
        ? `${nameOf(one.siteId)}: ${alertWords(one, leader.locale)}`
        : alertWords(one, leader.locale),
    ),
    ...(cases.open > 0 ? [m.impact_digest_cases({ n: cases.open }, l)] : []),
    ...(cases.late > 0 ? [m.impact_digest_late({ n: cases.late }, l)] : []),
    ...(notes > 0 ? [m.impact_digest_notes({ n: notes }, l)] : []),
    ...promises.slice(0, 3).map(({ unitId }) => promiseLine(nameOf(unitId), leader.locale)),
  ]
}

function promiseLine(unit: string, locale: Locale): string {
  return m.impact_digest_promise({ unit }, { locale })
}

/** By night what surely moved, on Monday mornings the letter. */
export function digestJobs(
  db: Db,
  settings: { publicOrigin: string },
  company: { name: string; timeZone: string },
  clock: () => Date,
): JobHandlers {
  const place = { company, publicOrigin: settings.publicOrigin }
  return {
    'impact.alerts': async () => {
      const now = clock()
      await findAlerts(db, wallClock(now.getTime(), company.timeZone).slice(0, 10), now)
    },
    'impact.digest': () => writeDigests(db, place, clock()),
  }
}

export function digestSchedules(timeZone: () => string): Schedule[] {
  return [
    { kind: 'impact.alerts', pattern: '40 4 * * *', timeZone },
    { kind: 'impact.digest', pattern: '15 8 * * 1', timeZone },
  ]
}
