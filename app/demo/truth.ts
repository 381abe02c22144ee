/**
 * What is true in the demo company because it was made so: what stands here, and that within a site no
 * quarter differs from the next. Tests hold the portal against this file: it
 * has to find what is here and to stay silent about what is not.
 */

/** Everything made by chance follows from it. */
export const SEED = 20251

/** Days of customers' answers and of observations: eighteen months. */
export const DAYS = 548

/** Customers' answers, about; every site's share follows its size. */
export const ANSWERS = 11_000

export interface SiteTruth {
  code: string
  name: string
  region: 'lakes' | 'valley' | 'coast'
  /** People who work there, with the one who leads. */
  people: number
  /** Teams with their people; the rest of the site's people are in none. */
  teams?: { code: string; name: string; people: number }[]
  /** Place among the twelve, 1 lowest: what colleagues note there … */
  staff: number
  /** … what customers say there … */
  customers: number
  /** … and what customers say about the touchpoints of the group `business`, which is another matter. */
  business: number
  /** Days since it opened, where that is less than DAYS. */
  open?: number
  /** How many times as much is asked and noted there. */
  busy?: number
}

const LINDENHOF_TEAMS = [
  { code: 'lindenhof-plants', name: 'Lindenhof · Plants', people: 13 },
  { code: 'lindenhof-tills', name: 'Lindenhof · Tills', people: 9 },
  { code: 'lindenhof-cafe', name: 'Lindenhof · Café', people: 5 },
]
const AHORNFELD_TEAMS = [
  { code: 'ahornfeld-plants', name: 'Ahornfeld · Plants', people: 12 },
  { code: 'ahornfeld-tills', name: 'Ahornfeld · Tills', people: 11 },
  { code: 'ahornfeld-yard', name: 'Ahornfeld · Yard', people: 4 },
]

/** Twelve garden centres. The names are invented. */
// prettier-ignore
export const SITES: readonly SiteTruth[] = [
  { code: 'lindenhof', name: 'Lindenhof', region: 'lakes', people: 34, teams: LINDENHOF_TEAMS, staff: 8, customers: 9, business: 8, busy: 2.5 },
  { code: 'birkensee', name: 'Birkensee', region: 'lakes', people: 24, staff: 2, customers: 3, business: 5 },
  { code: 'fernmill', name: 'Fern Mill', region: 'lakes', people: 16, staff: 11, customers: 12, business: 10 },
  { code: 'heidegrund', name: 'Heidegrund', region: 'lakes', people: 8, staff: 4, customers: 5, business: 6 },
  { code: 'ahornfeld', name: 'Ahornfeld', region: 'valley', people: 33, teams: AHORNFELD_TEAMS, staff: 6, customers: 4, business: 2 },
  { code: 'rosengasse', name: 'Rosengasse', region: 'valley', people: 22, staff: 12, customers: 10, business: 4 },
  { code: 'quellbach', name: 'Quellbach', region: 'valley', people: 19, staff: 1, customers: 2, business: 7 },
  { code: 'weidenau', name: 'Weidenau', region: 'valley', people: 9, staff: 9, customers: 7, business: 9 },
  { code: 'sonnenhang', name: 'Sonnenhang', region: 'coast', people: 26, staff: 3, customers: 1, business: 11 },
  { code: 'salzwiese', name: 'Salzwiese', region: 'coast', people: 20, staff: 5, customers: 6, business: 1 },
  { code: 'duenengarten', name: 'Dünengarten', region: 'coast', people: 12, staff: 10, customers: 11, business: 3 },
  { code: 'kastanienhof', name: 'Kastanienhof', region: 'coast', people: 7, staff: 7, customers: 8, business: 12, open: 330 },
]

/** Spearman's ρ of `staff` and `customers` above: what the portal has to find, less some noise. */
export const LINK = 0.916

/** The group without a link: ρ of `staff` and `business` above. The portal has to say "cannot tell". */
export const NO_LINK_GROUP = 'business'
export const NO_LINK = 0.007

/** A place −1…1 from its rank among the twelve. */
export function placeOf(rank: number): number {
  return (rank - 6.5) / 5.5
}

/** Mean score of customers, 0–10, at a middling site, and how far the best lies above it. */
export const SCORE = { mean: 8.15, place: 0.85, business: 0.6, spread: 2 }

/** Grade index of colleagues at a middling site, and how far the most praised lies above it. */
export const GRADES = { mean: 0.08, place: 0.42, poor: 0.3 }

/**
 * Touchpoints that stand out in every site alike: how far their mean score lies from the others', and
 * their grade index. Where the two point to different sides the one sees it kinder than the other.
 */
// prettier-ignore
export const TOUCHPOINTS: Record<string, { customers: number; colleagues: number }> = {
  advice: { customers: 0.6, colleagues: 0.45 },
  checkout: { customers: -0.7, colleagues: -0.45 },
  greeting: { customers: -0.7, colleagues: 0.45 },
  choice: { customers: 0.6, colleagues: -0.45 },
  plants: { customers: 0.3, colleagues: 0 },
  display: { customers: 0.3, colleagues: 0.1 },
  phone: { customers: -0.4, colleagues: -0.1 },
  parking: { customers: -0.4, colleagues: -0.1 },
}

/** Answers that staff ask for themselves are this much kinder, in points of the score. */
export const KINDER_TO_STAFF = 1

/**
 * One fix a site: a touchpoint that was poor, and the day it was done, in days before today. Where
 * `helped`, the touchpoint's mean score rises by FIX_LIFT from that day on; elsewhere nothing changes.
 */
export const FIX_DROP = 1.4
export const FIX_LIFT = 1.5
/** Answers asked for at the touchpoint before, and as many after, beside the usual ones. */
export const FIX_ANSWERS = 55
export const FIX_SPAN = 130
// prettier-ignore
export const FIXES: readonly { site: string; touchpoint: string; done: number; helped: boolean }[] = [
  { site: 'lindenhof', touchpoint: 'checkout', done: 150, helped: true },
  { site: 'birkensee', touchpoint: 'labels', done: 180, helped: true },
  { site: 'fernmill', touchpoint: 'delivery', done: 170, helped: false },
  { site: 'heidegrund', touchpoint: 'advice', done: 140, helped: true },
  { site: 'ahornfeld', touchpoint: 'checkout', done: 200, helped: false },
  { site: 'rosengasse', touchpoint: 'packaging', done: 160, helped: true },
  { site: 'quellbach', touchpoint: 'plants', done: 190, helped: false },
  { site: 'weidenau', touchpoint: 'ordering', done: 155, helped: true },
  { site: 'sonnenhang', touchpoint: 'greeting', done: 165, helped: false },
  { site: 'salzwiese', touchpoint: 'cafe', done: 145, helped: true },
  { site: 'duenengarten', touchpoint: 'guarantee', done: 175, helped: false },
  { site: 'kastanienhof', touchpoint: 'display', done: 135, helped: false },
]

/** Waves of the pulse in days before today: the full survey three times; the last one, short, is open. */
export const WAVES = [
  { launched: 300, closed: 286, survey: 'whole' },
  { launched: 209, closed: 195, survey: 'whole' },
  { launched: 118, closed: 104, survey: 'whole' },
  { launched: 5, closed: -9, survey: 'chain' },
] as const

/** Share of people who answer a wave; the open one is still going. */
export const ANSWERING = [0.8, 0.82, 0.84, 0.4] as const

/**
 * Mean of each item, 1–5, per closed wave, and the open one as the last: since observations get
 * answers, "My opinion changes something here" rises for the whole company; nothing else does.
 */
export const ITEMS: Record<string, readonly [number, number, number, number]> = {
  work_brings: [3.2, 3.2, 3.2, 3.2],
  leader_trust: [3.7, 3.7, 3.7, 3.7],
  opinion_counts: [2.6, 3.05, 3.5, 3.5],
  can_grow: [3.0, 3.0, 3.0, 3.0],
}
export const RISING_ITEM = 'opinion_counts'

/**
 * What the full survey asks beside those: mean of a driver's items in every wave, and how closely they
 * go with what moves people to recommend the company. Respect stands highest and the plan of shifts
 * lowest, in every wave.
 */
export const DRIVERS: Record<string, { mean: number; close: number }> = {
  good_work: { mean: 3.2, close: 0.6 },
  goals: { mean: 3.5, close: 1 },
  trust: { mean: 3.7, close: 1 },
  voice: { mean: 3.2, close: 0.9 },
  initiative: { mean: 3.4, close: 0.7 },
  growth: { mean: 3, close: 0.8 },
  respect: { mean: 4.1, close: 0.8 },
  fairness: { mean: 2.7, close: 0.7 },
  tools: { mean: 3.3, close: 0.15 },
  workload: { mean: 2.9, close: 0.1 },
  recognition: { mean: 3.3, close: 0.8 },
  team: { mean: 3.9, close: 0.5 },
  pride: { mean: 3.8, close: 1.2 },
  intent: { mean: 3.6, close: 1.2 },
}
export const STRONGEST_DRIVER = 'respect'
export const WEAKEST_DRIVER = 'fairness'
export const ENPS_MEAN = 7.3

/** Staff numbers of the four whose links `npm start` prints. */
export const ROLES = [
  { role: 'employee', staffNumber: '1001' },
  { role: 'leader', staffNumber: '1002' },
  { role: 'hr', staffNumber: '1003' },
  { role: 'owner', staffNumber: '1004' },
] as const

/** Where the employee and the leader of the links work. */
export const HOME_SITE = 'lindenhof'
