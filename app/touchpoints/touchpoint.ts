import type { Locale } from '../i18n/locale.ts'

/** The four groups of K13, in the order they are taught. */
export const TOUCHPOINT_GROUPS = ['business', 'product', 'service', 'employee'] as const

export interface Touchpoint {
  code: string
  group: (typeof TOUCHPOINT_GROUPS)[number]
  /** Place in the customer's journey, 1 first. */
  order: number
  name: Record<Locale, string>
}

/** The answer about a whole visit, which belongs to no single touchpoint. */
export const WHOLE_VISIT = ''
