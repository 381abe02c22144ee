import { z } from 'zod'
import { LONGEST_COMMENT } from './fields.ts'

/** Who asked the customer. Kept apart everywhere: people asked by those they rate are kinder. */
export const COLLECTED_BY = ['code', 'staff', 'import', 'agency'] as const
export type CollectedBy = (typeof COLLECTED_BY)[number]

const words = z.string().trim().min(1).max(LONGEST_COMMENT).nullable()
const figure = z.number().min(-1e12).max(1e12).nullable()

/** One customer's answer as it is stored; the score in whole points 0–10, the day as YYYY-MM-DD. */
export const Response = z.object({
  unitId: z.string().min(1),
  /** A touchpoint's code; '' for the visit as a whole. */
  touchpoint: z.string().max(64),
  score: z.number().int().min(0).max(10),
  answeredOn: z.iso.date(),
  why: words,
  /** What would have made it a ten. */
  improve: words,
  satisfaction: figure,
  intent: figure,
  /** Visits in the time the source counts. */
  visits: figure,
  /** Mean basket in the company's money; refunds make it negative. */
  basket: figure,
})
export type Response = z.infer<typeof Response>
