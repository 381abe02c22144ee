import type { Stored } from '../people/stored.ts'

export const IMPACT_STORES: Record<string, Stored> = {
  impact_value_rule: { kind: 'working', people: { published_by: 'nobody' } },
  impact_money: { kind: 'working', people: { entered_by: 'nobody' } },
  impact_huddle: { kind: 'acting', people: { made_by: 'nobody' } },
  impact_link: { kind: null },
  impact_fix: { kind: null },
}
