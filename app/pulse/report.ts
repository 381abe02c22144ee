import { z } from 'zod'
import type { Thread } from './acting/thread.ts'
import { MOST_OPTIONS, QUESTION_KINDS } from './survey.ts'

/**
 * The data contract of a closed wave: what goes in (the frozen wave, the opened answers) and all
 * that ever comes out (the report, made by `publishReport` in publish.ts and held to its promises by
 * `auditReport` in audit.ts). Everything here is JSON and is checked where it is stored.
 */

/** A cell needs six answers; distribution, eNPS, choices and comments need ten. Locked at launch. */
export const Thresholds = z.object({
  cell: z.int().min(6),
  detail: z.int().min(10),
})
export type Thresholds = z.infer<typeof Thresholds>

/** Of a question only this is read here; `driver` names the index an item belongs to, if any. */
export const FrozenQuestion = z.object({
  id: z.string().min(1),
  kind: z.enum(QUESTION_KINDS),
  driver: z.string().optional(),
  /** How many options a choice has. */
  options: z.int().min(2).max(MOST_OPTIONS).optional(),
})
export type FrozenQuestion = z.infer<typeof FrozenQuestion>

/** eNPS and a choice say how answers were spread, so they are shown from ten answers on or not at all. */
export function detailOnly(kind: FrozenQuestion['kind']): boolean {
  return kind === 'enps' || kind === 'choice'
}

export const FrozenUnit = z.object({
  id: z.string().min(1),
  code: z.string().min(1),
  parent: z.string().nullable(),
})
export type FrozenUnit = z.infer<typeof FrozenUnit>

/**
 * Whose answers are counted together; at most one for each unit. `whole` is a unit without units
 * below it, `direct` the direct members of a unit and of what was too small below it.
 */
export const FrozenGroup = z.object({
  id: z.string().min(1),
  unit: z.string().min(1),
  kind: z.enum(['whole', 'direct']),
  eligible: z.int().min(6),
})
export type FrozenGroup = z.infer<typeof FrozenGroup>

export const FrozenWave = z.object({
  id: z.string().min(1),
  thresholds: Thresholds,
  questions: z.array(FrozenQuestion),
  units: z.array(FrozenUnit),
  groups: z.array(FrozenGroup),
})
export type FrozenWave = z.infer<typeof FrozenWave>

/** What the company counts of a wave are at close, from the protocol's own rows. */
export const CompanyCounts = z.object({
  issued: z.int().min(0),
  redeemed: z.int().min(0),
  withdrawn: z.int().min(0),
  unreadable: z.int().min(0),
})
export type CompanyCounts = z.infer<typeof CompanyCounts>

/** A share 0…1, or one of the two ends, which never read 0 % or 100 %. */
export const Share = z.union([
  z.number().min(0).max(1),
  z.literal('under-10'),
  z.literal('over-90'),
])
export type Share = z.infer<typeof Share>

const interval = { low: z.number(), high: z.number() }
const place = { unit: z.string(), question: z.string(), n: z.int().min(6) }
/** `grid`: 10–29 answers, scores on a twentieth of their scale, distributions in tenths. */
const precision = z.enum(['grid', 'full'])

/** Fewer than three answers differ from the commonest; the value is never named. */
export const NearlyAllCell = z.object({ ...place, shown: z.literal('nearly-all') })
/** 6–9 answers: the share answering 4 or 5 is at most a third, between, or at least two thirds. */
export const BandCell = z.object({
  ...place,
  shown: z.literal('band'),
  band: z.enum(['low', 'middle', 'high']),
})
/** `mean` in 1…5; `favourable` is the share answering 4 or 5; `distribution` of 1, 2, 3, 4, 5. */
export const ItemCell = z.object({
  ...place,
  shown: z.literal('item'),
  precision,
  mean: z.object({ value: z.number(), ...interval }),
  favourable: z.object({ share: Share, ...interval }),
  distribution: z.array(Share).length(5).nullable(),
})
/** `enps` in points −100…100 with its 95 % interval. */
export const EnpsCell = z.object({
  ...place,
  shown: z.literal('enps'),
  precision,
  enps: z.object({ value: z.number(), ...interval }),
  distribution: z.object({ promoters: Share, passives: Share, detractors: Share }),
})
/** `distribution` of the options, in the order they stood. */
export const ChoiceCell = z.object({
  ...place,
  shown: z.literal('choice'),
  precision,
  distribution: z.array(Share).min(2).max(MOST_OPTIONS),
})
export const PublishedCell = z.discriminatedUnion('shown', [
  NearlyAllCell,
  BandCell,
  ItemCell,
  EnpsCell,
  ChoiceCell,
])
export type NearlyAllCell = z.infer<typeof NearlyAllCell>
export type BandCell = z.infer<typeof BandCell>
export type ItemCell = z.infer<typeof ItemCell>
export type EnpsCell = z.infer<typeof EnpsCell>
export type ChoiceCell = z.infer<typeof ChoiceCell>
export type PublishedCell = z.infer<typeof PublishedCell>

/** All hidden cells are alike: why one is hidden would tell how many answered. */
export type HiddenCell = { unit: string; question: string; shown: 'hidden' }
export type Cell = PublishedCell | HiddenCell

/** A comment at its deepest published unit, tied to nothing else. */
export const PublishedComment = z.object({
  unit: z.string(),
  question: z.string(),
  text: z.string(),
})
export type PublishedComment = z.infer<typeof PublishedComment>

/**
 * For one question and threshold, R(v) of every published unit: its answers less those of its
 * nearest published descendants, 0 or at least the threshold.
 */
export const Certificate = z.object({
  question: z.string(),
  of: z.enum(['answers', 'comments']),
  threshold: z.int().min(1),
  residuals: z.record(z.string(), z.int()),
})
export type Certificate = z.infer<typeof Certificate>

/** Arithmetic on published item cells, on their scale 1…5; hidden where one item is. The index over the drivers too. */
export const DriverScore = z.object({ unit: z.string(), driver: z.string(), mean: z.number() })
export type DriverScore = z.infer<typeof DriverScore>

const link = { n: z.int().min(100), rho: z.number(), low: z.number(), high: z.number() }
/** How closely something goes with eNPS over the whole company, from 100 answers to both. */
export type CompanyLink = { n: number; rho: number; low: number; high: number }
export const DriverLink = z.object({ question: z.string(), ...link })
export type DriverLink = z.infer<typeof DriverLink>
export const DriverRank = z.object({ driver: z.string(), ...link })
export type DriverRank = z.infer<typeof DriverRank>

export const UnitCount = z.object({
  unit: z.string(),
  redeemed: z.union([z.int(), z.literal('nearly-all'), z.literal('nearly-none')]),
})
export type UnitCount = z.infer<typeof UnitCount>

export const Report = z.object({
  wave: z.string(),
  thresholds: Thresholds,
  /** Only what is shown; a unit and question without a cell is hidden, see `cellAt`. */
  cells: z.array(PublishedCell),
  drivers: z.array(DriverScore),
  /** Closest first; empty below 100 answers. */
  ranking: z.array(DriverLink),
  /** Absent from waves that were closed before drivers were ranked. */
  driverRanking: z.array(DriverRank).default([]),
  certificate: z.array(Certificate),
  comments: z.array(PublishedComment),
  counts: CompanyCounts.extend({ eligible: z.int(), units: z.array(UnitCount) }),
})
export type Report = z.infer<typeof Report>

/** At close, and nowhere later: comments still have the threads they can be answered in. */
export interface ClosingReport extends Omit<Report, 'comments'> {
  comments: (PublishedComment & Partial<Thread>)[]
}

/** What is shown of a question at a unit, hidden cells included. */
export function cellAt(report: Pick<Report, 'cells'>, unit: string, question: string): Cell {
  return (
    report.cells.find((cell) => cell.unit === unit && cell.question === question) ?? {
      unit,
      question,
      shown: 'hidden',
    }
  )
}
