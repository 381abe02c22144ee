import type { Stored } from '../people/stored.ts'

/** Of a person the pulse knows only whether it was their turn; an answer is of nobody. */
export const PULSE_STORES: Record<string, Stored> = {
  // Apart, never gone: an open wave counts who may answer and who took a token. See person.server.ts.
  pulse_eligible: { kind: 'turn', people: { employee_id: 'apart' }, hidden: ['group_id'] },
  pulse_issued: { kind: 'turn', people: { employee_id: 'apart' }, hidden: ['blinded_hash'] },
  pulse_response: { kind: 'answers' },
  pulse_comment: { kind: 'answers' },
  pulse_comment_topic: { kind: null },
  pulse_cell: { kind: 'answers' },
  pulse_reply: { kind: 'acting', people: { written_by: 'empty' }, hidden: ['box'] },
  pulse_promise: { kind: 'acting', people: { owner_id: 'empty' } },
  pulse_wave: { kind: null },
  pulse_group: { kind: null },
  pulse_progress: { kind: null },
  pulse_survey: { kind: null },
  pulse_survey_version: { kind: null },
  pulse_plan: { kind: null },
  pulse_schedule: { kind: null },
  pulse_topic: { kind: null },
}
