import { bank } from './bank.server.ts'
import type { SurveyDefinition } from './definition.ts'
import {
  bankIds,
  changed,
  definitionOf,
  draftFrom,
  faultsOf,
  type Fault,
  type SurveyDraft,
} from './draft.ts'
import { ownId } from './own-id.server.ts'

export type Built =
  | { outcome: 'draft'; draft: SurveyDraft; faults: Fault[] }
  | { outcome: 'ready'; draft: SurveyDraft; definition: SurveyDefinition; preview: boolean }

/**
 * What a posted form of the builder asks for. Its buttons are named `do`: `save` and `preview` give a definition where
 * nothing is wrong; every other one gives the draft back, changed. Nothing entered is lost either way.
 */
export function built(form: FormData): Built {
  const ids = bankIds(bank())
  const wish = String(form.get('do') ?? 'save')
  const draft = changed(draftFrom(form, ids), wish, ids)
  if (wish !== 'save' && wish !== 'preview') return { outcome: 'draft', draft, faults: [] }
  const faults = faultsOf(draft, ids)
  if (faults.length > 0) return { outcome: 'draft', draft, faults }
  const definition = definitionOf(draft, bank(), ownId)
  return { outcome: 'ready', draft, definition, preview: wish === 'preview' }
}
