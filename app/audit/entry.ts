/** Everything that is noted. An action without a place here cannot be noted, one without a sentence not compiled. */
export const ACTIONS = [
  'assignment.changed',
  'assignment.ended',
  'assignment.made',
  'assignment.reminded',
  'assignment.undone',
  'audit.exported',
  'cards.printed',
  'certificate.revoked',
  'code.made',
  'code.retired',
  'comments.tagged',
  'company.accent',
  'company.languages',
  'company.logo',
  'company.logo-removed',
  'company.named',
  'company.quiet',
  'company.sender',
  'company.thresholds',
  'company.zone',
  'customer.erased',
  'customers.imported',
  'deputy.named',
  'directory.added',
  'directory.back',
  'directory.changed',
  'directory.held',
  'directory.left',
  'directory.made',
  'directory.released',
  'directory.revoked',
  'factor.demanded',
  'factor.released',
  'factor.reset',
  'import.confirmed',
  'import.dropped',
  'import.uploaded',
  'invitations.sent',
  'jobs.retried',
  'kiosk.made',
  'kiosk.revoked',
  'link.made',
  'mail.removed',
  'mail.retried',
  'module.begun',
  'module.dropped',
  'module.imported',
  'module.published',
  'module.restored',
  'module.retired',
  'module.returned',
  'module.sent',
  'module.taken-up',
  'money.entered',
  'people.confirmed',
  'people.dropped',
  'people.imported',
  'people.uploaded',
  'person.added',
  'person.back',
  'person.changed',
  'person.left',
  'person.erased',
  'pin.issued',
  'plan.cancelled',
  'plan.made',
  'plan.restored',
  'portal.moved',
  'portal.restored',
  'promise-card.approved',
  'promise-card.returned',
  'records.exported',
  'records.sent',
  'request.noted',
  'request.settled',
  'retention.customers',
  'role.given',
  'role.taken',
  'retention.leavers',
  'retention.mail',
  'schedule.paused',
  'schedule.resumed',
  'schedule.started',
  'serving.chosen',
  'survey.archived',
  'survey.made',
  'survey.restored',
  'survey.saved',
  'thanks.settled',
  'topic.made',
  'topic.removed',
  'topic.renamed',
  'unit.added',
  'unit.closed',
  'unit.merged',
  'unit.moved',
  'unit.renamed',
  'unit.reopened',
  'value.published',
  'value.withdrawn',
  'wave.closed',
  'wave.launched',
  'webhook.deleted',
  'webhook.fields',
  'webhook.made',
  'webhook.paused',
  'webhook.resumed',
  'webhook.secret',
  'webhook.sites',
  'webhook.words',
] as const
export type Action = (typeof ACTIONS)[number]

/** What may stand beside it: names of things and counts, never what a person wrote or answered. */
const DETAILS = ['days', 'from', 'months', 'n', 'name', 'to', 'version'] as const
export type Detail = Partial<Record<(typeof DETAILS)[number], string | number>>

export interface Subject {
  kind:
    | 'assignment'
    | 'certificate'
    | 'code'
    | 'import'
    | 'kiosk'
    | 'module'
    | 'person'
    | 'plan'
    | 'promise-card'
    | 'request'
    | 'schedule'
    | 'survey'
    | 'thanks'
    | 'topic'
    | 'unit'
    | 'wave'
    | 'webhook'
  id: string
}

export interface Entry {
  /** Id of whoever did it; null for the portal itself and its command line. */
  by: string | null
  action: Action
  /** What it was done to; left out for the company as a whole. */
  subject?: Subject
  detail?: Detail
}

export function isAction(text: string): text is Action {
  return (ACTIONS as readonly string[]).includes(text)
}
