import * as calculator from './calculator.ts'
import * as chain from './chain.ts'
import * as dialogue from './dialogue.ts'
import type { Kind } from './kind.ts'
import * as order from './order.ts'
import * as ours from './ours.ts'
import * as place from './place.ts'
import * as promise from './promise.ts'
import * as shares from './shares.ts'
import * as tokens from './tokens.ts'
import * as values from './values.ts'
import * as walk from './walk.ts'

/** Says of a kind that does not hold together which it is, and why. */
function kind<K extends Kind>(module: K): K {
  return module
}

/** Every kind of interactive, by the name it has in module.yaml. A new one is its file and a line here. */
export const KINDS = {
  calculator: kind(calculator),
  chain: kind(chain),
  dialogue: kind(dialogue),
  order: kind(order),
  ours: kind(ours),
  place: kind(place),
  promise: kind(promise),
  shares: kind(shares),
  tokens: kind(tokens),
  values: kind(values),
  walk: kind(walk),
}

export type KindName = keyof typeof KINDS
type Own = typeof KINDS
/** A block of module.yaml that is one of these. */
export type Interactive = { [K in KindName]: Own[K]['plan']['_output'] }[KindName]
/** What the browser gets of a kind. */
export type ViewOf<K extends KindName> = Own[K] extends { view(shown: never): infer View }
  ? View
  : never
/** What the portal may know for a kind. */
export type TieOf<K extends KindName> = Own[K] extends { view(shown: infer Given): unknown }
  ? Given extends { tie: infer Tie }
    ? NonNullable<Tie>
    : never
  : never

/** The schemas of all kinds of blocks, for the union in module.ts. */
export const PLANS = Object.values(KINDS).map((kind) => kind.plan)

export function isInteractive<B extends { kind: string }>(
  block: B,
): block is Extract<B, { kind: KindName }> {
  return Object.hasOwn(KINDS, block.kind)
}

/** The kind of a block, to be given this block and no other. */
export function kindOf(block: { kind: KindName }): Kind {
  return KINDS[block.kind]
}
