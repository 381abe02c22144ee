/** The chain in numbers, for the person's own inputs. No zod here: this file also runs in the browser. */

export interface Band {
  low: number
  high: number
}

/** Everything a person may fill in; nothing is assumed for them. */
export interface ChainInputs {
  /** Customers a month, from the books, 1…1,000,000. */
  customers: number
  /** Of 100 customers, how many come back: 0…100. An estimate. */
  returning: number
  /** New customers one returning customer brings a year: 0…50. An estimate. */
  referrals: number
  /** Visits of one returning customer a year: 0…366. An estimate. */
  visits: number
  /** What is left of one visit after its costs, in the company's money: 0…1,000,000. From the books. */
  margin: number
}
export type InputName = keyof ChainInputs

export interface InputRule {
  name: InputName
  min: number
  max: number
  step: number
  /** Where a slider ends; the number field goes on to max. */
  slider: number
}

export const INPUT_RULES: readonly InputRule[] = [
  { name: 'customers', min: 1, max: 1_000_000, step: 1, slider: 2000 },
  { name: 'returning', min: 0, max: 100, step: 1, slider: 100 },
  { name: 'visits', min: 0, max: 366, step: 0.5, slider: 24 },
  { name: 'referrals', min: 0, max: 50, step: 0.1, slider: 5 },
  { name: 'margin', min: 0, max: 1_000_000, step: 0.01, slider: 500 },
]

/** How far an estimate may be off either way before the band leaves it out: a quarter. */
export const SLACK = 0.25

export interface ShareRule {
  /** Share of what exceeds the hurdle, 0…1. */
  share: number
  /** Yearly amount the company keeps before it shares, 0 where it shares from the first coin. */
  hurdle: number
}

export interface ChainBands {
  /** Of one month's customers, those who come back: people. */
  returning: Band
  /** New customers brought: people a month. */
  brought: Band
  /** What these visits leave in a year, in the company's money. */
  margin: Band
  /** What goes to all staff together in a year; null where the company has set no numbers. */
  shared: Band | null
}

/**
 * The four bars of the chain, each as a band. The low end takes every estimate (returning, visits,
 * referrals) a quarter lower, the high end a quarter higher; customers and margin are taken as given.
 * returning = customers × share; brought a year = returning × referrals; margin a year = (returning +
 * half of the brought, who on average arrive in mid-year) × visits × margin; shared = share × what
 * exceeds the hurdle. A band is a sum over the person's own inputs, not a forecast.
 */
export function chainBands(inputs: ChainInputs, rule: ShareRule | null): ChainBands {
  const low = oneEnd(inputs, 1 - SLACK)
  const high = oneEnd(inputs, 1 + SLACK)
  const shared = (margin: number) => (rule ? rule.share * Math.max(0, margin - rule.hurdle) : 0)
  return {
    returning: { low: low.returning, high: high.returning },
    brought: { low: low.brought / 12, high: high.brought / 12 },
    margin: { low: low.margin, high: high.margin },
    shared: rule ? { low: shared(low.margin), high: shared(high.margin) } : null,
  }
}

function oneEnd(inputs: ChainInputs, factor: number) {
  const returning = inputs.customers * Math.min(1, (inputs.returning / 100) * factor)
  const brought = returning * inputs.referrals * factor
  const margin = (returning + brought / 2) * inputs.visits * factor * inputs.margin
  return { returning, brought, margin }
}

/** Years a customer stays on average when each year `churn` of 100 leave (0 < churn ≤ 100); else null. */
export function expectedStay(churn: number): number | null {
  return churn > 0 && churn <= 100 ? 100 / churn : null
}

export interface ReadInputs {
  /** What was typed, to show again. */
  typed: Partial<Record<InputName, string>>
  /** Whole only when every input is there and in its range. */
  inputs: ChainInputs | null
  /** Typed, but no number or out of range. */
  wrong: InputName[]
  missing: InputName[]
}

/** Reads the form as it was sent. */
export function readInputs(get: (name: string) => string | null): ReadInputs {
  const typed: ReadInputs['typed'] = {}
  const wrong: InputName[] = []
  const missing: InputName[] = []
  const values: Partial<ChainInputs> = {}
  for (const { name, min, max } of INPUT_RULES) {
    const text = (get(name) ?? '').trim().slice(0, 20)
    if (text === '') {
      missing.push(name)
      continue
    }
    typed[name] = text
    const value = parseNumber(text)
    if (value === null || value < min || value > max) wrong.push(name)
    else values[name] = value
  }
  const whole = wrong.length === 0 && missing.length === 0
  return { typed, inputs: whole ? (values as ChainInputs) : null, wrong, missing }
}

/**
 * A decimal number as number fields send it; null for anything else. A comma is refused: "1,250" is
 * a thousand to one reader and one and a quarter to another.
 */
function parseNumber(text: string): number | null {
  return /^(\d+(\.\d*)?|\.\d+)$/.test(text) ? Number(text) : null
}
