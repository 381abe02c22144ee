import { FEEDBACK_STORES } from '../feedback/stored.ts'
import { IMPACT_STORES } from '../impact/stored.ts'
import { NPS_STORES } from '../nps/stored.ts'
import { FOUNDATIONS_STORE } from '../people/stored-people.ts'
import type { Stored } from '../people/stored.ts'
import { PULSE_STORES } from '../pulse/stored.ts'
import { TRAINING_STORES } from '../training/stored.ts'

/** Every table of the portal, as its purpose says it: what the privacy page tells, what a person gets, what erasing does. */
export const CATALOGUE: Record<string, Stored> = {
  ...FOUNDATIONS_STORE,
  ...TRAINING_STORES,
  ...FEEDBACK_STORES,
  ...NPS_STORES,
  ...IMPACT_STORES,
  ...PULSE_STORES,
}
