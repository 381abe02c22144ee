import type { Stored } from '../people/stored.ts'

const LEARNT: Stored = { kind: 'learning', people: { employee_id: 'apart' } }
const OWN: Stored = { kind: 'private', people: { employee_id: 'gone' } }

export const TRAINING_STORES: Record<string, Stored> = {
  training_enrolment: LEARNT,
  training_attempt: LEARNT,
  training_answer: {
    kind: 'learning',
    through: { column: 'attempt_id', table: 'training_attempt' },
  },
  training_pass: LEARNT,
  training_walk: LEARNT,
  training_assigned: LEARNT,
  training_reminder: { kind: 'learning', people: { employee_id: 'gone' } },
  training_exam: LEARNT,
  // Whether a single answer fitted is not told while others may be asked the same.
  training_exam_answer: {
    kind: 'learning',
    through: { column: 'exam_id', table: 'training_exam' },
    hidden: ['correct'],
  },
  training_certificate: {
    kind: 'certificates',
    people: { employee_id: 'gone', revoked_by: 'empty' },
    hidden: ['revoked_by'],
  },
  training_statement: { kind: 'certificates', people: { employee_id: 'gone' } },
  training_note: OWN,
  training_work: OWN,
  training_card: OWN,
  training_review: OWN,
  training_streak: OWN,
  training_sent: OWN,
  training_promise_card: {
    kind: 'acting',
    people: { leader_id: 'gone', decided_by: 'nobody' },
    hidden: ['decided_by'],
  },
  training_assignment: { kind: 'working', people: { by_id: 'nobody' } },
  training_assignment_module: { kind: null },
  training_publication: { kind: 'working', people: { by_id: 'nobody' } },
  training_retired: { kind: 'working', people: { by_id: 'nobody' } },
  training_draft: { kind: 'working', people: { sent_by: 'empty' } },
  training_draft_author: { kind: 'working', people: { employee_id: 'gone' } },
  training_draft_edit: { kind: 'working', people: { by_id: 'nobody' } },
  training_draft_comment: { kind: 'working', people: { by_id: 'nobody' } },
  training_version: { kind: null },
  training_figure: { kind: null },
  training_catalogue: { kind: null },
  training_picture: { kind: null },
  training_badge_key: { kind: null },
  training_record_store: { kind: null },
}
