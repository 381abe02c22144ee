import { z } from 'zod'
import { id, keyed, line, rich, sentence } from './kind.ts'

/** Parts of a hundred over some groups, then one action for one group. */
export const plan = z
  .strictObject({
    id,
    kind: z.literal('shares'),
    groups: z.array(id).min(3).max(7),
    /** What one could do, each moving one of the groups. */
    actions: z.array(z.strictObject({ id, group: id })).min(2),
    /** Groups that an action can move at all; the largest of them is where an action reaches most. */
    movable: z.array(id).min(1),
  })
  .superRefine((block, context) => {
    for (const group of [...block.movable, ...block.actions.map((action) => action.group)])
      if (!block.groups.includes(group))
        context.addIssue({ code: 'custom', path: ['groups'], message: `no group ${group}` })
  })
export type Block = z.infer<typeof plan>

export const texts = (block: Block) =>
  z.strictObject({
    title: line,
    body: rich,
    groups: keyed(block.groups, z.strictObject({ name: line, hint: line })),
    /** The question before the actions. */
    prompt: sentence,
    actions: keyed(
      block.actions.map((action) => action.id),
      z.strictObject({ text: sentence, why: rich }),
    ),
    after: rich,
  })

/** Minutes a person spends here, besides reading. */
export const minutes = 0.7
