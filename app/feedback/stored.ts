import type { Stored } from '../people/stored.ts'

export const FEEDBACK_STORES: Record<string, Stored> = {
  feedback_observation: {
    kind: 'observations',
    people: { author_id: 'nobody' },
    hidden: ['form_key'],
    own: true,
  },
  feedback_sign: {
    kind: 'observations',
    through: { column: 'observation_id', table: 'feedback_observation' },
  },
  feedback_join: { kind: 'observations', people: { employee_id: 'gone' } },
  feedback_move: { kind: 'acting', people: { moved_by: 'nobody' } },
  feedback_thanks: {
    kind: 'thanks',
    people: { from_id: 'gone', to_id: 'gone', removed_by: 'empty' },
    hidden: ['form_key', 'from_id', 'to_id', 'removed_by'],
  },
  feedback_grade_total: { kind: null },
  feedback_sign_total: { kind: null },
}
