import { m } from '../i18n/messages.ts'
import type { TOUCHPOINT_GROUPS } from '../touchpoints/touchpoint.ts'
import { Icon } from '../ui/icon.tsx'
import type { IconName } from '../ui/icon-names.ts'
import type { Grade, Sign, Status } from './kinds.ts'

export const gradeLabel: Record<Grade, () => string> = {
  poor: () => m.feedback_grade_poor(),
  normal: () => m.feedback_grade_normal(),
  wow: () => m.feedback_grade_wow(),
}

export const gradeHint: Record<Grade, () => string> = {
  poor: () => m.feedback_grade_poor_hint(),
  normal: () => m.feedback_grade_normal_hint(),
  wow: () => m.feedback_grade_wow_hint(),
}

export const gradeIcon: Record<Grade, IconName> = { poor: 'frown', normal: 'meh', wow: 'sparkles' }

export const signLabel: Record<Sign, () => string> = {
  'comes-back': () => m.feedback_sign_comes_back(),
  'buys-more': () => m.feedback_sign_buys_more(),
  'buys-better': () => m.feedback_sign_buys_better(),
  'brings-others': () => m.feedback_sign_brings_others(),
  compliments: () => m.feedback_sign_compliments(),
  'praises-in-public': () => m.feedback_sign_praises_in_public(),
  'defends-us': () => m.feedback_sign_defends_us(),
  'helps-us-improve': () => m.feedback_sign_helps_us_improve(),
  'shares-news': () => m.feedback_sign_shares_news(),
}

export const statusLabel: Record<Status, () => string> = {
  new: () => m.feedback_status_new(),
  seen: () => m.feedback_status_seen(),
  planned: () => m.feedback_status_planned(),
  done: () => m.feedback_status_done(),
  declined: () => m.feedback_status_declined(),
}

/** What a status means to the author; `day` is the day of a fix, already written out. */
export function statusText(status: Status, day: string): string {
  if (status === 'done') return m.feedback_status_done_text({ day })
  if (status === 'declined') return m.feedback_status_declined_text()
  if (status === 'planned') return m.feedback_status_planned_text()
  return status === 'seen' ? m.feedback_status_seen_text() : m.feedback_status_new_text()
}

export const moveHint: Record<Exclude<Status, 'new'>, () => string> = {
  seen: () => m.feedback_team_move_seen(),
  planned: () => m.feedback_team_move_planned(),
  done: () => m.feedback_team_move_done(),
  declined: () => m.feedback_team_move_declined(),
}

export const groupLabel: Record<(typeof TOUCHPOINT_GROUPS)[number], () => string> = {
  business: () => m.feedback_group_business(),
  product: () => m.feedback_group_product(),
  service: () => m.feedback_group_service(),
  employee: () => m.feedback_group_employee(),
}

const GRADE_LOOK: Record<Grade, string> = {
  poor: 'text-bad',
  normal: 'text-muted',
  wow: 'text-good',
}

/** Told by shape and word, the colour only helps. */
export function GradeMark({ grade, wish = false }: { grade: Grade; wish?: boolean }) {
  if (wish) {
    return (
      <span className="inline-flex items-center gap-1.5 font-medium text-accent">
        <Icon name="message-circle" />
        {m.feedback_wish()}
      </span>
    )
  }
  return (
    <span className={`inline-flex items-center gap-1.5 font-medium ${GRADE_LOOK[grade]}`}>
      <Icon name={gradeIcon[grade]} />
      {gradeLabel[grade]()}
    </span>
  )
}

const STATUS_LOOK: Record<Status, string> = {
  new: 'border-accent bg-accent-soft',
  seen: 'border-edge',
  planned: 'border-edge',
  done: 'border-transparent bg-accent text-on-accent',
  declined: 'border-edge bg-sunk',
}

export function StatusMark({ status }: { status: Status }) {
  return (
    <span
      className={`inline-flex items-center rounded-full border px-3 py-0.5 text-sm font-medium ${STATUS_LOOK[status]}`}
    >
      {statusLabel[status]()}
    </span>
  )
}
