import type { Ask } from '../answering/exchange.client.ts'
import { type Bytes, fromBase64url } from '../token.ts'
import { type Reply, threadOf } from './thread.ts'

export interface OpenedReply extends Reply {
  /** The question whose comment it answers. */
  question: string
}

/**
 * The replies to whoever holds this receipt, found on this device: the whole mailbox is fetched as nobody, the same
 * for everybody, and nothing of the receipt leaves. 'later' where the mailbox cannot be had just now.
 */
export async function repliesFor(
  ask: Ask,
  waveId: string,
  receipt: Bytes | null,
  questions: readonly string[],
): Promise<OpenedReply[] | 'later'> {
  const boxes = await mailbox(ask, waveId)
  // Also without a receipt: who asks for the mailbox would otherwise be who wrote something.
  if (!boxes || !receipt) return boxes ? [] : 'later'
  const found: OpenedReply[] = []
  for (const question of questions) {
    const thread = await threadOf(receipt, waveId, question)
    const mine = boxes.filter((one) => one.thread === thread)
    if (mine.length === 0) continue
    const { openedReply } = await import('./thread.client.ts')
    for (const { box } of mine) {
      const reply = await openedReply(receipt, waveId, question, box)
      if (reply) found.push({ ...reply, question })
    }
  }
  return found.sort((a, b) => (a.on < b.on ? -1 : 1))
}

/** The same, by a receipt as a device keeps it. */
export function repliesOf(
  ask: Ask,
  waveId: string,
  receipt: string | null,
  questions: readonly string[],
): Promise<OpenedReply[] | 'later'> {
  return repliesFor(ask, waveId, receipt === null ? null : fromBase64url(receipt), questions)
}

async function mailbox(
  ask: Ask,
  waveId: string,
): Promise<{ thread: string; box: string }[] | null> {
  try {
    const answer = await ask(`/pulse/${waveId}/mailbox`, {
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
    })
    if (!answer.ok) return null
    return ((await answer.json()) as { boxes: { thread: string; box: string }[] }).boxes
  } catch {
    return null
  }
}
