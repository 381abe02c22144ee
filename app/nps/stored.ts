import type { Stored } from '../people/stored.ts'

export const NPS_STORES: Record<string, Stored> = {
  nps_source: { kind: null },
  nps_import: { kind: 'working', people: { created_by: 'empty' } },
  nps_import_error: { kind: 'customers' },
  nps_response: { kind: 'customers' },
  nps_contact: { kind: 'customers' },
  nps_response_news: { kind: null },
  nps_alias: { kind: 'working', people: { confirmed_by: 'empty' } },
  nps_code: { kind: 'working', people: { made_by: 'empty' } },
  nps_retention: { kind: 'working', people: { set_by: 'empty' } },
  nps_erasure: { kind: 'working', people: { erased_by: 'empty' } },
  nps_total: { kind: null },
  nps_case: { kind: 'customers', people: { owner_id: 'empty' } },
  // Empty would say that the customer spoke.
  nps_case_step: { kind: 'customers', people: { by_id: 'nobody' } },
  nps_alert: { kind: null },
  nps_webhook: { kind: 'working', people: { made_by: 'empty' } },
  nps_webhook_secret: { kind: null },
  nps_delivery: { kind: 'customers' },
}
