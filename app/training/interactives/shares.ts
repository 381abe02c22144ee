import { z } from 'zod'
import { m } from '../../i18n/messages.ts'
import {
  type Acted,
  id,
  keyed,
  line,
  ref,
  rich,
  sentence,
  type Shown,
  type Tapped,
  tapped,
} from './kind.ts'

/** Parts of a hundred over some groups, then one action for one group. */
export const plan = z
  .strictObject({
    id,
    kind: z.literal('shares'),
    groups: z.array(id).min(3).max(7),
    /** What one could do, each moving one of the groups. */
    actions: z.array(z.strictObject({ id, group: ref('groups') })).min(2),
    /** Groups that an action can move at all; the largest of them is where an action reaches most. */
    movable: z.array(ref('groups')).min(1),
  })
  .superRefine((block, context) => {
    const refuse = (path: PropertyKey[], group: string) =>
      context.addIssue({
        code: 'custom',
        path,
        message: `no group ${group}`,
        params: { fault: 'gone' },
      })
    for (const group of block.movable) if (!block.groups.includes(group)) refuse(['movable'], group)
    for (const [index, { group }] of block.actions.entries())
      if (!block.groups.includes(group)) refuse(['actions', index, 'group'], group)
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
type Texts = z.infer<ReturnType<typeof texts>>

export const work = (block: Block) =>
  z.strictObject({
    /** Of a hundred, in the order of the groups. */
    shares: z
      .array(z.number().int().min(0).max(100))
      .length(block.groups.length)
      .refine((shares) => sum(shares) === 100),
    action: z.enum(block.actions.map(({ id }) => id)).nullable(),
  })
interface Work {
  shares: number[]
  action: string | null
}

/** What the company's own customers said, where it asked for these groups. */
export interface Tie {
  /** Of a hundred, by group; null where too few said it. */
  shares: Record<string, number> | null
  /** Answers behind them. */
  n: number
  /** How sure they are, or why there are none; made on the server, in the reader's language. */
  says: string
}

const sum = (shares: readonly number[]) => shares.reduce((all, share) => all + share, 0)

export function act({ block, work, sent, language }: Tapped<Block, Work, Tie>): Acted<Work> {
  const [what, chosen] = tapped(sent)
  if (what === 'act') {
    const action = block.actions.find(({ id }) => id === chosen)
    return { work: work && action && work.action === null ? { ...work, action: action.id } : work }
  }
  if (what !== 'give') return { work }
  const typed = block.groups.map((group) => String(sent.get(`share-${group}`) ?? '').trim())
  // An empty field is a group that gets nothing: nobody should have to type a zero.
  if (typed.some((text) => !/^(\d{0,2}|100)$/.test(text)))
    return { error: m.training_work_shares_wrong({}, { locale: language }) }
  const shares = typed.map(Number)
  const left = 100 - sum(shares)
  if (left > 0) return { error: m.training_work_shares_left({ n: left }, { locale: language }) }
  if (left < 0) return { error: m.training_work_shares_over({ n: -left }, { locale: language }) }
  return { work: { shares, action: work?.action ?? null } }
}

export function view({ block, text, work, tie, render, say }: Shown<Block, Texts, Work, Tie>) {
  const shareOf = (group: string) => work?.shares[block.groups.indexOf(group)] ?? 0
  const most = Math.max(...block.movable.map(shareOf))
  const chosen = block.actions.find(({ id }) => id === work?.action)
  // Groups that HR wrote otherwise are other groups: half of an answer would pass for all of it.
  const same = tie?.shares ? Object.keys(tie.shares).sort().join() : null
  const fits = same === null || same === [...block.groups].sort().join()
  const ours = work && fits ? tie : null
  return {
    groups: block.groups.map((group) => ({
      id: group,
      ...text.groups[group]!,
      share: work && shareOf(group),
      // Before the estimate it would be copied.
      ours: ours?.shares?.[group] ?? null,
    })),
    answers: ours?.shares ? ours.n : null,
    says: ours?.says ?? null,
    given: work !== null,
    prompt: say(text.prompt),
    actions: work ? block.actions.map(({ id }) => ({ id, text: say(text.actions[id]!.text) })) : [],
    chosen: chosen
      ? {
          id: chosen.id,
          why: render(text.actions[chosen.id]!.why),
          moves: text.groups[chosen.group]!.name,
          /** The groups an action could move that hold most people; none where all of them are empty. */
          largest: block.movable
            .filter((group) => most > 0 && shareOf(group) === most)
            .map((group) => text.groups[group]!.name),
        }
      : null,
    after: chosen ? render(text.after) : null,
  }
}

/** Minutes a person spends here, besides reading. */
export const minutes = 0.7
