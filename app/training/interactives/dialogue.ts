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

/** A talk or a case in turns: what happens, two or three answers, each leading on. */
export const plan = z
  .strictObject({
    id,
    kind: z.literal('dialogue'),
    /** The first is the beginning. */
    turns: z
      .array(
        z.strictObject({
          id,
          choices: z
            .array(
              z.strictObject({
                id: z.enum(['a', 'b', 'c']),
                /** Another turn, or an end. */
                to: ref('turns', 'ends'),
                /** How it serves the customer; told in `why`, shown as a sign with words. */
                fit: z.enum(['good', 'fair', 'poor']),
              }),
            )
            .min(2)
            .max(3),
        }),
      )
      .min(2),
    ends: z.array(id).min(1),
  })
  .superRefine((block, context) => {
    const known = [...block.turns.map((turn) => turn.id), ...block.ends]
    const refuse = (message: string, fault: string, path: PropertyKey[] = []) =>
      context.addIssue({
        code: 'custom',
        path: ['turns', ...path],
        message,
        params: { fault },
      })
    if (new Set(known).size < known.length) refuse('an id stands twice', 'twice')
    const reached = new Set<string>([block.turns[0]?.id ?? ''])
    // Forward only: a talk that could run in a circle would never end.
    for (const [index, turn] of block.turns.entries())
      for (const [at, { to }] of turn.choices.entries()) {
        const path = [index, 'choices', at, 'to']
        reached.add(to)
        if (!known.includes(to))
          refuse(`${turn.id} leads to ${to}, which does not exist`, 'gone', path)
        if (block.turns.slice(0, index + 1).some((other) => other.id === to))
          refuse(`${turn.id} leads back to ${to}`, 'back', path)
      }
    for (const place of known)
      if (!reached.has(place)) refuse(`nothing leads to ${place}`, 'unreached')
  })
export type Block = z.infer<typeof plan>

export const texts = (block: Block) =>
  z.strictObject({
    title: line,
    body: rich,
    turns: z.strictObject(
      Object.fromEntries(
        block.turns.map((turn) => [
          turn.id,
          z.strictObject({
            /** What happens or is said; the customer's words in quotation marks. */
            says: sentence,
            choices: keyed(
              turn.choices.map((choice) => choice.id),
              z.strictObject({ text: sentence, why: rich }),
            ),
          }),
        ]),
      ),
    ),
    /** How it ended, and what one could try when walking it again. */
    ends: keyed(block.ends, z.strictObject({ title: line, body: rich })),
  })

type Choice = 'a' | 'b' | 'c'
interface Texts {
  title: string
  turns: Record<string, { says: string; choices: Record<string, { text: string; why: string }> }>
  ends: Record<string, { title: string; body: string }>
}

/** What was chosen, turn by turn from the beginning. */
export const work = (block: Block) =>
  z
    .array(z.enum(['a', 'b', 'c']))
    .min(1)
    .refine((path) => walked(block, path).taken.length === path.length)
type Work = Choice[]

type Turn = Block['turns'][number]

/** The turns that a path goes through, and where it stands: at a turn, or at an end. */
function walked(block: Block, path: readonly Choice[]) {
  const taken: { turn: Turn; choice: Turn['choices'][number] }[] = []
  let turn: Turn | null = block.turns[0] ?? null
  let end: string | null = null
  for (const chosen of path) {
    const choice: Turn['choices'][number] | undefined = turn?.choices.find(
      ({ id }) => id === chosen,
    )
    if (!turn || !choice) break
    taken.push({ turn, choice })
    const { to } = choice
    turn = block.turns.find((next) => next.id === to) ?? null
    if (!turn) end = to
  }
  return { taken, turn, end }
}

export function act({ block, work, sent }: Tapped<Block, Work, null>): Acted<Work> {
  const path = work ?? []
  const { turn } = walked(block, path)
  const [said, at, chosen] = tapped(sent)
  const choice = turn?.choices.find(({ id }) => id === chosen)
  if (said !== 'say' || !turn || turn.id !== at || !choice) return { work }
  return { work: [...path, choice.id] }
}

export function view(shown: Shown<Block, Texts, Work, null>) {
  const { block, text, work, seed, language, render, say } = shown
  const { taken, turn, end } = walked(block, work ?? [])
  const at = (id: string) => text.turns[id]!
  return {
    past: taken.map(({ turn, choice }) => ({
      id: turn.id,
      says: say(at(turn.id).says),
      said: say(at(turn.id).choices[choice.id]!.text),
      fit: choice.fit,
      why: render(at(turn.id).choices[choice.id]!.why),
    })),
    now: turn && {
      id: turn.id,
      says: say(at(turn.id).says),
      choices: shuffled(turn.choices, `${seed}/${turn.id}`).map(({ id }) => ({
        id,
        text: say(at(turn.id).choices[id]!.text),
      })),
    },
    end: end === null ? null : { title: text.ends[end]!.title, body: render(text.ends[end]!.body) },
    anew: end === null ? undefined : m.training_work_walk_again({}, { locale: language }),
  }
}

/** Minutes a person spends here, besides reading. */
export const minutes = 0.6
