import type { Item, KeptCard, KeptModule, Outcome, Result } from './pack.ts'

/** An item as it waits on a phone. */
export interface Waiting {
  /** Its place in the order; given by the store. */
  seq: number
  /** Whose it is, as in the pack. */
  person: string
  /** What was answered or read, whatever the answer: it waits once. */
  what: string
  /** Of the module, to tell by later. */
  title: string
  item: Item
}

/** What became of an answer, to be told on the next visit. */
export interface Told {
  outcome: Exclude<Outcome, 'wait'>
  title: string
  page: string | null
}

/** So many are told at most; the newest. */
const TOLD_AT_MOST = 30

/** Items that go out in one request. */
const BATCH = 25

export function waitingOf(person: string, title: string, item: Item): Omit<Waiting, 'seq'> {
  return { person, title, item, what: whatOf(item) }
}

function whatOf(item: Item): string {
  if (item.kind === 'card') return item.card
  return `${item.slug}/${item.number}/${item.asked ?? `read ${item.step}`}`
}

/** Reading on is sent too, and nobody waits to hear of it. */
export function isAnswer({ item }: Pick<Waiting, 'item'>): boolean {
  return item.kind === 'card' || item.asked !== null
}

export function answersIn(waiting: readonly Waiting[]): number {
  return waiting.filter(isAnswer).length
}

/** The next to send, in the order in which they were made; `put off` have been tried in this round. */
export function nextBatch(
  waiting: readonly Waiting[],
  person: string,
  putOff: ReadonlySet<string>,
): Waiting[] {
  return waiting
    .filter((one) => one.person === person && !putOff.has(one.item.id))
    .toSorted((a, b) => a.seq - b.seq)
    .slice(0, BATCH)
}

export interface Settled {
  /** Places in the order that are empty now. */
  done: number[]
  told: Told[]
  /** Ids of what waits for tomorrow. */
  putOff: string[]
}

/** What a phone keeps and forgets after an answer of the portal. An item it did not hear of stays. */
export function settled(batch: readonly Waiting[], results: readonly Result[]): Settled {
  const after: Settled = { done: [], told: [], putOff: [] }
  for (const one of batch) {
    const result = results.find(({ id }) => id === one.item.id)
    if (!result || result.outcome === 'wait') {
      after.putOff.push(one.item.id)
      continue
    }
    after.done.push(one.seq)
    const { outcome, page } = result
    if (isAnswer(one)) after.told.push({ outcome, title: one.title, page })
  }
  return after
}

export function toldNow(before: readonly Told[], more: readonly Told[]): Told[] {
  return [...before, ...more].slice(-TOLD_AT_MOST)
}

/** The furthest screen of a module, 1 first, with what was done here since the pack was made. */
export function furthest(module: KeptModule, waiting: readonly Waiting[]): number {
  const reached = waiting.flatMap(({ item }) =>
    item.kind === 'step' && item.slug === module.slug && item.number === module.number
      ? [item.step + 1]
      : [],
  )
  return Math.min(Math.max(module.step, ...reached), module.screens.length)
}

/** Whether the question on screen `step` (1 first) has its answer, there or here. */
export function isAnswered(
  module: KeptModule,
  step: number,
  waiting: readonly Waiting[],
): 'before' | 'here' | null {
  const kept = module.screens[step - 1]
  if (!kept || kept.asked === null) return null
  if (kept.answered) return 'before'
  const what = `${module.slug}/${module.number}/${kept.asked}`
  return waiting.some((one) => one.what === what) ? 'here' : null
}

/** The cards that have no answer here yet, in their order. */
export function cardsLeft(cards: readonly KeptCard[], waiting: readonly Waiting[]): KeptCard[] {
  return cards.filter(({ card }) => !waiting.some(({ what }) => what === card))
}
