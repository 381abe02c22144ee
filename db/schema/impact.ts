/** Every rule that ever stood; the highest version counts. A withdrawn one says that none stands now. */
export interface ValueRuleTable {
  version: number
  kind: 'published' | 'withdrawn'
  text_en: string
  text_ru: string
  text_he: string
  /** Share of the earned margin growth above the hurdle that goes to staff, above 0 up to 1. */
  staff_share: number | null
  /** Yearly earned margin growth, in the company's money, that is kept before anything is shared. */
  hurdle: number | null
  published_by: string
  published_at: number
}

/** The last result of the link job, JSON, for each scope. */
export interface LinkResultTable {
  scope: string
  result: string
  computed_at: number
}

/** One short talk of a team; praise is a JSON list of answers' ids, whose words stay where they are kept. */
export interface HuddleTable {
  id: string
  unit_id: string
  day: string
  praise: string
  friction_id: string | null
  promise: string
  status: 'promised' | 'kept' | 'dropped'
  outcome: string | null
  made_by: string
  made_at: number
  settled_at: number | null
}

/** What customers said before and after a fix, JSON, as the job last found it. No person stands in it. */
export interface FixTable {
  site_id: string
  touchpoint: string
  /** 'YYYY-MM-DD' */
  done_on: string
  /** The result's own outcome, to count by. */
  outcome: string
  result: string
  computed_at: number
}

/** Every set of inputs of the chain in money that HR ever entered, JSON; the highest version counts. */
export interface MoneyTable {
  version: number
  inputs: string
  entered_by: string
  entered_at: number
}

export interface ImpactTables {
  impact_fix: FixTable
  impact_money: MoneyTable
  impact_value_rule: ValueRuleTable
  impact_link: LinkResultTable
  impact_huddle: HuddleTable
}
