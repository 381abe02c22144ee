import { z } from 'zod'

/* Schemas of what leaders send; apart from promise.ts, since a schema travels to every phone that needs its neighbours. */

const Sentence = z.string().trim().min(1).max(300)

/** "You said, we do": what was heard and what follows from it, who sees to it, and by when. */
export const Pledge = z.object({
  heard: Sentence,
  deed: Sentence,
  /** Id of the person who sees to it. */
  owner: z.string().min(1),
  due: z.iso.date(),
  /** The question it answers to; its figure is followed in the next wave. */
  question: z.string().optional(),
})
export type Pledge = z.infer<typeof Pledge>

/** How a promise ended, with one sentence about it for the team. */
export const Settling = z.object({
  status: z.enum(['kept', 'dropped']),
  outcome: Sentence,
})
export type Settling = z.infer<typeof Settling>
