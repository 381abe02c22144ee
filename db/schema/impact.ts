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

export interface ImpactTables {
  impact_value_rule: ValueRuleTable
  impact_link: LinkResultTable
}
