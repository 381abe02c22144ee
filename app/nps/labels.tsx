import { m } from '../i18n/messages.ts'
import type { ImportTable } from '../../db/schema/nps.ts'
import type { Field } from './mapping.ts'
import type { CollectedBy } from './response.ts'

export function fieldName(field: Field): string {
  return {
    score: m.nps_field_score,
    at: m.nps_field_at,
    unit: m.nps_field_unit,
    touchpoint: m.nps_field_touchpoint,
    comment: m.nps_field_comment,
    improve: m.nps_field_improve,
    id: m.nps_field_id,
    satisfaction: m.nps_field_satisfaction,
    intent: m.nps_field_intent,
    visits: m.nps_field_visits,
    basket: m.nps_field_basket,
    contact: m.nps_field_contact,
  }[field]()
}

export function collectedByName(collectedBy: CollectedBy): string {
  return {
    import: m.nps_collected_import,
    code: m.nps_collected_code,
    staff: m.nps_collected_staff,
    agency: m.nps_collected_agency,
  }[collectedBy]()
}

export function stateName(state: ImportTable['state']): string {
  return {
    uploaded: m.nps_state_uploaded,
    queued: m.nps_state_queued,
    running: m.nps_state_running,
    done: m.nps_state_done,
    refused: m.nps_state_refused,
    dropped: m.nps_state_dropped,
  }[state]()
}
