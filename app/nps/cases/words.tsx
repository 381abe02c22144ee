import { m } from '../../i18n/messages.ts'
import type { Outcome, Recovery, StepKind } from './kinds.ts'

export const moveLabel: Record<Recovery, () => string> = {
  listen: () => m.nps_cases_listen(),
  own: () => m.nps_cases_own(),
  fix: () => m.nps_cases_fix(),
  inform: () => m.nps_cases_inform(),
  thank: () => m.nps_cases_thank(),
}

export const moveHint: Record<Recovery, () => string> = {
  listen: () => m.nps_cases_listen_text(),
  own: () => m.nps_cases_own_text(),
  fix: () => m.nps_cases_fix_text(),
  inform: () => m.nps_cases_inform_text(),
  thank: () => m.nps_cases_thank_text(),
}

export const outcomeLabel: Record<Outcome, () => string> = {
  solved: () => m.nps_cases_outcome_solved(),
  offered: () => m.nps_cases_outcome_offered(),
  unreachable: () => m.nps_cases_outcome_unreachable(),
  refused: () => m.nps_cases_outcome_refused(),
}

export const stepLabel: Record<StepKind, () => string> = {
  ...moveLabel,
  taken: () => m.nps_cases_step_taken(),
  handed: () => m.nps_cases_step_handed(),
  closed: () => m.nps_cases_step_closed(),
  yes: () => m.nps_cases_said_yes(),
  no: () => m.nps_cases_reopened(),
}

interface Reply {
  initialValue?: Record<string, unknown> | null | undefined
  error?: Record<string, string[] | null> | null | undefined
}

const sentence: Record<string, () => string> = {
  move: () => m.nps_cases_error_move(),
  words: () => m.nps_cases_error_words(),
  outcome: () => m.nps_cases_error_outcome(),
  to: () => m.nps_cases_error_to(),
}

/** The faults of a form as sentences; `first` takes those that belong to no field. */
export function caseErrors(reply: Reply | undefined, first: string) {
  return Object.entries(reply?.error ?? {}).map(([field, codes]) => {
    if (codes?.[0] === 'long') return { field, message: m.nps_cases_error_long() }
    const words = sentence[field]
    return words ? { field, message: words() } : { field: first, message: m.nps_cases_error_form() }
  })
}
