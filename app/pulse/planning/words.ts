import { m } from '../../i18n/messages.ts'
import type { Audience } from '../audience.ts'
import type { Frequency } from './calendar.ts'
import type { Refusal } from './plan.server.ts'
import type { Problem } from './wish.ts'

export function rolesName(roles: Audience['roles']): string {
  if (roles === 'everyone') return m.pulse_planning_roles_everyone()
  return roles === 'leaders' ? m.pulse_planning_roles_leaders() : m.pulse_planning_roles_others()
}

export function oftenName(often: 'once' | Frequency): string {
  switch (often) {
    case 'once':
      return m.pulse_planning_once()
    case 'weekly':
      return m.pulse_planning_weekly()
    case 'fortnightly':
      return m.pulse_planning_fortnightly()
    case 'monthly':
      return m.pulse_planning_monthly()
    case 'quarterly':
      return m.pulse_planning_quarterly()
  }
}

export function refusalWords(refusal: Refusal | null): string {
  return refusal === 'ends-before-it-begins'
    ? m.pulse_planning_refused_late()
    : m.pulse_planning_refused_few()
}

export function problemWords({ what, limit = 0 }: Problem): string {
  switch (what) {
    case 'survey-unknown':
      return m.pulse_planning_survey_unknown()
    case 'opens-missing':
      return m.pulse_planning_opens_missing()
    case 'opens-past':
      return m.pulse_planning_opens_past()
    case 'closes-missing':
      return m.pulse_hr_closes_missing()
    case 'closes-early':
      return m.pulse_planning_closes_early()
    case 'open-too-long':
      return m.pulse_planning_open_too_long()
    case 'items-too-few':
      return m.pulse_planning_items_few({ n: limit })
    case 'items-too-many':
      return m.pulse_planning_items_many({ n: limit })
  }
}

export function reminderCount(count: number): string {
  if (count === 0) return m.pulse_planning_reminders_none()
  return count === 1 ? m.pulse_planning_reminders_one() : m.pulse_planning_reminders_two()
}
