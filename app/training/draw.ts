import type { ModulePlan, OptionId } from './module.ts'

export interface Drawn {
  question: string
  variant: string
}

/**
 * The questions of one try. Deterministic in `seed` (who and which module) and `number` (1 for the
 * first try). Questions missed on the try before come first; the rest go round in the seed's order,
 * so that two tries in a row meet as many different questions as there are. A question met again
 * shows its next wording, never the one of the try before.
 */
export function drawQuestions(
  plan: Pick<ModulePlan, 'draw' | 'questions'>,
  seed: string,
  number: number,
  missed: readonly string[] = [],
): Drawn[] {
  const order = shuffled(
    plan.questions.map((question) => question.id),
    seed,
  )
  const start = ((number - 1) * plan.draw) % order.length
  const turn = [...order.slice(start), ...order.slice(0, start)]
  const again = turn.filter((id) => missed.includes(id))
  const chosen = [...again, ...turn.filter((id) => !missed.includes(id))].slice(0, plan.draw)
  return chosen.map((id) => {
    const variants = plan.questions.find((question) => question.id === id)?.variants ?? []
    const variant = variants[(hash(`${seed}/${id}`) + number - 1) % variants.length]
    return { question: id, variant: variant?.id ?? '' }
  })
}

/** The wording after the one shown last; the first where none was, or where that one is gone. */
export function nextWording(variants: readonly { id: string }[], last: string | null): string {
  const at = variants.findIndex(({ id }) => id === last)
  return variants[(at + 1) % variants.length]?.id ?? ''
}

/** The order in which the options of one drawn question stand, the same on every device. */
export function optionOrder(seed: string): OptionId[] {
  return shuffled(['a', 'b', 'c'] as const, seed)
}

/** Fisher–Yates, with the hash of seed and place for dice. */
export function shuffled<T>(items: readonly T[], seed: string): T[] {
  const result = [...items]
  for (let i = result.length - 1; i > 0; i--) {
    const j = hash(`${seed}#${i}`) % (i + 1)
    ;[result[i], result[j]] = [result[j] as T, result[i] as T]
  }
  return result
}

/** 32-bit FNV-1a with a final mix (without it the last bits of similar seeds go together). */
function hash(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}
