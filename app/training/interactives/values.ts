import { z } from 'zod'
import { m } from '../../i18n/messages.ts'
import { shuffled } from '../draw.ts'
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

/** What our offer is strong in, ranked; then what each customer said; where the two meet lights up. */
export const plan = z
  .strictObject({
    id,
    kind: z.literal('values'),
    values: z.array(id).min(4).max(8),
    clients: z
      .array(z.strictObject({ id, values: z.array(ref('values')).min(1).max(3) }))
      .min(2)
      .max(4),
  })
  .superRefine((block, context) => {
    for (const [index, client] of block.clients.entries())
      for (const value of client.values)
        if (!block.values.includes(value))
          context.addIssue({
            code: 'custom',
            path: ['clients', index, 'values'],
            message: `no value ${value}`,
            params: { fault: 'gone' },
          })
  })
type Block = z.infer<typeof plan>

export const texts = (block: Block) =>
  z.strictObject({
    title: line,
    body: rich,
    values: keyed(block.values, z.strictObject({ name: line })),
    clients: keyed(
      block.clients.map((client) => client.id),
      /** `why`: which words point to which value, and what an honest answer is when we do not fit. */
      z.strictObject({ name: line, says: sentence, why: rich }),
    ),
    after: rich,
  })
type Texts = z.infer<ReturnType<typeof texts>>

/** What a place is strong in is what stands first: more than three would be everything. */
export const STRONG = 3

export const work = (block: Block) =>
  z.strictObject({
    order: z
      .array(z.enum(block.values))
      .length(block.values.length)
      .refine((order) => new Set(order).size === order.length),
    ranked: z.boolean(),
    /** What was heard from each customer, in the order in which they were listened to. */
    heard: z.array(
      z.strictObject({
        client: z.enum(block.clients.map((client) => client.id)),
        values: z.array(z.enum(block.values)).min(1),
      }),
    ),
  })
interface Work {
  order: string[]
  ranked: boolean
  heard: { client: string; values: string[] }[]
}

export function act(at: Tapped<Block, Work, null>): Acted<Work> {
  const { block, work, sent, language } = at
  const now = work ?? { order: begun(at), ranked: false, heard: [] }
  const [step, id = ''] = tapped(sent)
  if ((step === 'up' || step === 'down') && !now.ranked) {
    const order = moved(now.order, id, step === 'up' ? -1 : 1)
    return { work: order ? { ...now, order } : work }
  }
  if (step === 'ranked') return { work: { ...now, ranked: true } }
  const next = nextClient(block, now)
  if (step === 'heard' && next && next.id === id) {
    const picked = sent.getAll('value')
    const values = block.values.filter((value) => picked.includes(value))
    if (values.length === 0) return { error: m.training_values_choose({}, { locale: language }) }
    return { work: { ...now, heard: [...now.heard, { client: id, values }] } }
  }
  return { work }
}

/** The list before the first tap: shuffled, for the file's order would be a hint. */
function begun({ block, seed }: { block: Block; seed: string }): string[] {
  return shuffled(block.values, seed)
}

function moved(order: readonly string[], id: string, by: -1 | 1): string[] | null {
  const from = order.indexOf(id)
  const other = order[from + by]
  if (from < 0 || other === undefined) return null
  const next = [...order]
  next[from + by] = id
  next[from] = other
  return next
}

function nextClient(block: Block, { ranked, heard }: Work) {
  if (!ranked) return undefined
  return block.clients.find(({ id }) => !heard.some(({ client }) => client === id))
}

export function view(shown: Shown<Block, Texts, Work, null>) {
  const { block, text, work, render, say } = shown
  const now = work ?? { order: begun(shown), ranked: false, heard: [] }
  const named = (id: string) => ({ id, name: text.values[id]!.name })
  const strong = now.order.slice(0, STRONG)
  const next = nextClient(block, now)
  return {
    strong: STRONG,
    ranked: now.ranked,
    values: now.order.map(named),
    of: block.clients.length,
    next: next
      ? { id: next.id, name: text.clients[next.id]!.name, says: say(text.clients[next.id]!.says) }
      : null,
    heard: now.heard.map(({ client, values }) => {
      const said = block.clients.find(({ id }) => id === client)!.values
      const { name, says, why } = text.clients[client]!
      return {
        id: client,
        name,
        says: say(says),
        why: render(why),
        /** What the words hold, each with whether it was heard and whether the place is strong in it. */
        said: said.map((id) => ({
          ...named(id),
          heard: values.includes(id),
          strong: strong.includes(id),
        })),
        /** What was tapped and is not in the words. */
        beside: values.filter((id) => !said.includes(id)).map(named),
      }
    }),
    after: now.ranked && !next ? render(text.after) : null,
  }
}

/** Minutes a person spends here, besides reading. */
export const minutes = 0.7
