import { z } from 'zod'

/** How a figure came to be: counted by the portal, taken from the books, or thought. */
export type Tag = 'measured' | 'entered' | 'assumed'

/** How far a figure may be off either way where only its tag tells it: from the books a twentieth, a thought a quarter. */
export const SLACK: Record<Exclude<Tag, 'measured'>, number> = { entered: 0.05, assumed: 0.25 }

/** The share of a difference between clients that we dare to think the score itself brings about. */
export const CAUSAL = { low: 0.1, mid: 0.25, high: 0.5 }

interface Rule {
  min: number
  max: number
}

/** Everything HR or finance may enter; what is empty leaves out the figures that need it. */
export const MONEY_INPUTS = {
  /** Of a hundred in the till, what is left after the costs of a sale. */
  margin: { min: 0.1, max: 100 },
  /** What one client of each kind spends in a year, in the company's money. */
  spendPromoter: { min: 0, max: 1e9 },
  spendPassive: { min: 0, max: 1e9 },
  spendDetractor: { min: 0, max: 1e9 },
  /** Of a hundred such clients, how many leave within a year: 5 makes a lifetime of 20 years. */
  churnPromoter: { min: 0.1, max: 100 },
  churnPassive: { min: 0.1, max: 100 },
  churnDetractor: { min: 0.1, max: 100 },
  /** New clients that one such client brings in a year. */
  broughtPromoter: { min: 0, max: 50 },
  broughtPassive: { min: 0, max: 50 },
  broughtDetractor: { min: 0, max: 50 },
  /** Detractors who become promoters in a year. */
  moved: { min: 0, max: 1e8 },
  /** Revenue of the last year, in the company's money. */
  revenue: { min: 0, max: 1e13 },
  /** Of a hundred earned last year, what the same clients bring this year. */
  retained: { min: 0, max: 1000 },
  /** Of a hundred of this year, what new clients bring who came by recommendation. */
  earnedNew: { min: 0, max: 1000 },
  /** Hours that everybody together works in a year. */
  hours: { min: 1, max: 1e9 },
} satisfies Record<string, Rule>

export type MoneyName = keyof typeof MONEY_INPUTS
export const MONEY_NAMES = Object.keys(MONEY_INPUTS) as MoneyName[]

const entry = ({ min, max }: Rule) =>
  z.number('number').min(min, 'range').max(max, 'range').optional()
const tag = z.enum(['entered', 'assumed']).default('assumed')

/** What the form sends: a number each, and beside it `…Tag`. Error texts are codes; the screen has the words. */
export const MoneyForm = z.object({
  ...(Object.fromEntries(MONEY_NAMES.map((name) => [name, entry(MONEY_INPUTS[name])])) as Record<
    MoneyName,
    ReturnType<typeof entry>
  >),
  ...(Object.fromEntries(MONEY_NAMES.map((name) => [`${name}Tag`, tag])) as Record<
    `${MoneyName}Tag`,
    typeof tag
  >),
})
export type MoneyForm = z.input<typeof MoneyForm>

/** A figure with how far it may be off. */
export interface Input {
  low: number
  mid: number
  high: number
  tag: Tag
}
export type Inputs = Partial<Record<MoneyName, Input>>

/** The inputs with their ranges; churn of a hundred and shares of a hundred stay within it. */
export function inputsOf(form: z.output<typeof MoneyForm>): Inputs {
  const inputs: Inputs = {}
  for (const name of MONEY_NAMES) {
    const mid = form[name]
    if (mid === undefined) continue
    const tag = form[`${name}Tag`]
    const { min, max } = MONEY_INPUTS[name]
    const low = Math.max(min, mid * (1 - SLACK[tag]))
    inputs[name] = { low, mid, high: Math.min(max, mid * (1 + SLACK[tag])), tag }
  }
  return inputs
}

/** A figure made of inputs: what they give together, and which of them widens it most. */
export interface Figure {
  low: number
  mid: number
  high: number
  widest: MoneyName | 'causal' | null
}

type Mids = Record<MoneyName | 'causal', number>

/**
 * A figure as a range. Each input alone goes to its low and its high end while the others stay in the middle; the
 * deviations are added as independent errors are, by squares (Taylor's first order, as in the ISO guide to uncertainty,
 * GUM 1995). `widest` moves the figure furthest. Null where one of `needs` is missing.
 */
export function spread(
  inputs: Inputs,
  needs: readonly (MoneyName | 'causal')[],
  figure: (given: Mids) => number,
): Figure | null {
  const given = { ...inputs, causal: { ...CAUSAL, tag: 'assumed' as const } }
  if (needs.some((name) => given[name] === undefined)) return null
  const mids = Object.fromEntries(needs.map((name) => [name, (given[name] as Input).mid])) as Mids
  const mid = figure(mids)
  let below = 0
  let above = 0
  let widest: Figure['widest'] = null
  let most = 0
  for (const name of needs) {
    const { low, high } = given[name] as Input
    const ends = [low, high].map((end) => figure({ ...mids, [name]: end }) - mid)
    const down = Math.min(0, ...ends)
    const up = Math.max(0, ...ends)
    below += down ** 2
    above += up ** 2
    if (up - down > most) [most, widest] = [up - down, name]
  }
  return { low: mid - Math.sqrt(below), mid, high: mid + Math.sqrt(above), widest }
}

export const KINDS = ['Promoter', 'Passive', 'Detractor'] as const
export type Kind = (typeof KINDS)[number]

const valueNeeds = (kind: Kind): MoneyName[] => [
  'margin',
  `spend${kind}`,
  `churn${kind}`,
  `brought${kind}`,
  ...(kind === 'Passive' ? [] : (['spendPassive'] as const)),
]

/**
 * V = margin a year × lifetime + referral value, over a client's lifetime of 1 / churn years: each client brought
 * counts with one year's margin of a passive one.
 */
const valueFrom = (kind: Kind) => (given: Mids) => {
  const margin = given.margin / 100
  const years = 100 / given[`churn${kind}`]
  const brought = given[`brought${kind}`] * given.spendPassive
  return margin * years * (given[`spend${kind}`] + brought)
}

export interface ShareRule {
  /** Share of what exceeds the hurdle, 0…1. */
  share: number
  /** Yearly earned margin growth kept before anything is shared. */
  hurdle: number
}

export interface Money {
  values: Record<Kind, Figure | null>
  /** Promoter less detractor. */
  gap: Figure | null
  /** Moved × gap × the share believed causal. */
  gain: Figure | null
  /** The same at each of the three shares, everything else in the middle. */
  gains: { share: number; gain: number }[]
  /** Retained % + earned new % − 100 %. */
  earnedGrowth: Figure | null
  /** Earned growth of the margin in a year, in the company's money. */
  growth: Figure | null
  /** What goes to all staff together; null where no rule with a number stands. */
  pool: Figure | null
  /** Of it, for one hour worked. */
  perHour: Figure | null
}

/** The chain in money from the inputs there are; what cannot be made of them is null. No cause is claimed in it. */
export function moneyOf(inputs: Inputs, rule: ShareRule | null): Money {
  const values = Object.fromEntries(
    KINDS.map((kind) => [kind, spread(inputs, valueNeeds(kind), valueFrom(kind))]),
  ) as Money['values']
  const both = [...new Set([...valueNeeds('Promoter'), ...valueNeeds('Detractor')])]
  const gapFrom = (given: Mids) => valueFrom('Promoter')(given) - valueFrom('Detractor')(given)
  const gap = spread(inputs, both, gapFrom)
  const gain = spread(
    inputs,
    [...both, 'moved', 'causal'],
    (given) => given.moved * gapFrom(given) * given.causal,
  )
  const earned = (given: Mids) => given.retained + given.earnedNew - 100
  const growthFrom = (given: Mids) => (earned(given) / 100) * given.revenue * (given.margin / 100)
  const growing: MoneyName[] = ['retained', 'earnedNew', 'revenue', 'margin']
  const poolFrom = (given: Mids) =>
    rule ? rule.share * Math.max(0, growthFrom(given) - rule.hurdle) : 0
  return {
    values,
    gap,
    gain,
    gains:
      gap && inputs.moved
        ? Object.values(CAUSAL).map((share) => ({
            share,
            gain: (inputs.moved as Input).mid * gap.mid * share,
          }))
        : [],
    earnedGrowth: spread(inputs, ['retained', 'earnedNew'], earned),
    growth: spread(inputs, growing, growthFrom),
    pool: rule && floored(spread(inputs, growing, poolFrom)),
    perHour:
      rule &&
      floored(spread(inputs, [...growing, 'hours'], (given) => poolFrom(given) / given.hours)),
  }
}

/** Nobody pays into the pool. */
function floored(figure: Figure | null): Figure | null {
  return figure && { ...figure, low: Math.max(0, figure.low) }
}
