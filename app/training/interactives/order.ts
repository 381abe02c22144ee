import { z } from 'zod'
import { shuffled } from '../draw.ts'
import {
  type Acted,
  id,
  keyed,
  line,
  rich,
  sentence,
  type Shown,
  type Tapped,
  tapped,
} from './kind.ts'

/** Steps that a person brings into an order, with buttons up and down; then compares. */
export const plan = z.strictObject({
  id,
  kind: z.literal('order'),
  /** In the best order; shown shuffled. */
  steps: z.array(id).min(3).max(8),
})
export type Block = z.infer<typeof plan>

export const texts = (block: Block) =>
  z.strictObject({
    title: line,
    body: rich,
    /** `why`: why this step stands where it stands; shown after comparing. */
    steps: keyed(block.steps, z.strictObject({ text: sentence, why: rich })),
    after: rich,
  })
type Texts = z.infer<ReturnType<typeof texts>>

export const work = (block: Block) =>
  z.strictObject({
    order: z
      .array(z.enum(block.steps))
      .refine((order) => new Set(order).size === block.steps.length),
    /** The step moved last, to say where it stands now. */
    moved: z.enum(block.steps).nullable(),
    compared: z.boolean(),
  })
interface Work {
  order: string[]
  moved: string | null
  compared: boolean
}

function begun({ block, work, seed }: { block: Block; work: Work | null; seed: string }): Work {
  return work ?? { order: shuffled(block.steps, seed), moved: null, compared: false }
}

export function act({ block, work, sent, seed }: Tapped<Block, Work, null>): Acted<Work> {
  const now = begun({ block, work, seed })
  if (now.compared) return { work }
  const [what, step = ''] = tapped(sent)
  if (what === 'compare') return { work: { ...now, compared: true } }
  const from = now.order.indexOf(step)
  const to = from + (what === 'up' ? -1 : what === 'down' ? 1 : 0)
  if (from < 0 || to === from || to < 0 || to >= now.order.length) return { work }
  const order = now.order.filter((one) => one !== step)
  order.splice(to, 0, step)
  return { work: { ...now, order, moved: step } }
}

export function view({ block, text, work, seed, render, say }: Shown<Block, Texts, Work, null>) {
  const { order, moved, compared } = begun({ block, work, seed })
  return {
    /** As the person has them; once compared in the best order, with the place each had. */
    steps: (compared ? block.steps : order).map((step) => ({
      id: step,
      text: say(text.steps[step]!.text),
      had: order.indexOf(step) + 1,
      why: compared ? render(text.steps[step]!.why) : null,
    })),
    moved: compared ? null : moved,
    compared,
    after: compared ? render(text.after) : null,
  }
}

/** Minutes a person spends here, besides reading. */
export const minutes = 0.5
