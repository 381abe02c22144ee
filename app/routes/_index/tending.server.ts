import type { Db } from '../../../db/connect.ts'
import { m } from '../../i18n/messages.ts'
import { openPromises, unitsToTalk } from '../../impact/huddle/huddle.server.ts'
import { sitesLed } from '../../feedback/sites.ts'
import { alertsOf, alertWords } from '../../nps/alerts/alert.server.ts'
import { casesWaiting } from '../../nps/cases/list.server.ts'
import { daysBefore } from '../../nps/wall/wall.ts'
import type { Employee } from '../../people/employee.server.ts'
import { unitTree } from '../../people/unit.server.ts'
import type { Waiting } from './today.server.ts'

/** A promise made to a team is due for a talk after so many days. */
const TALK_DAYS = 6

/** An alert stays on Today so long. */
const ALERT_MS = 7 * 24 * 60 * 60_000

/** What customers left for this person to tend: cases, the late ones told apart, what surely moved, and the open promise. */
export async function tendingFor(
  db: Db,
  me: Employee,
  today: string,
  now: Date,
): Promise<Waiting[]> {
  const l = { locale: me.locale }
  const units = me.leads.length > 0 ? await unitTree(db) : []
  const told: Waiting[] = []
  const cases = await casesWaiting(db, units, me, now)
  if (cases.open > 0) {
    const late = cases.late > 0 ? m.nps_cases_waiting_late({ n: cases.late }, l) : null
    const words = m.nps_cases_waiting({ n: cases.open }, l)
    told.push({ kind: 'told', to: '/feedback/cases', words, late })
  }
  if (me.leads.length === 0) return told
  const sites = sitesLed(units, me)
  for (const alert of (await alertsOf(db, sites, now.getTime() - ALERT_MS)).slice(0, 3)) {
    const site = units.find(({ id }) => id === alert.siteId)?.name ?? ''
    const words = alertWords(alert, me.locale)
    told.push({
      kind: 'told',
      to: `/feedback/wall?unit=${encodeURIComponent(alert.siteId)}`,
      words: sites.length > 1 ? `${site}: ${words}` : words,
      late: null,
    })
  }
  const mine = unitsToTalk(units, me.leads).map(({ id }) => id)
  const [open] = await openPromises(db, mine, daysBefore(today, TALK_DAYS))
  if (open) {
    const to = `/team/huddle?unit=${encodeURIComponent(open.unitId)}`
    told.push({ kind: 'told', to, words: m.impact_huddle_waiting({}, l), late: null })
  }
  return told
}
