import type { Result } from './pack.ts'
import { nextBatch, settled, type Waiting } from './queue.ts'
import { erase, kept, settle, waiting } from './store.client.ts'

/** The address of queue and pack. */
export const ADDRESS = '/training/phone'

/** `other`: somebody else is signed in here, and what lay here was erased. */
export type Sending = 'nothing' | 'sent' | 'offline' | 'signed-out' | 'other'

/**
 * Sends what waits, in its order. One window or worker at a time where the browser can hold the others back; where it
 * cannot, the ids see to it that twice is once.
 */
export async function sendWaiting(): Promise<Sending> {
  return navigator.locks ? await navigator.locks.request('zveno-phone', send) : send()
}

async function send(): Promise<Sending> {
  const there = await kept()
  if (!there) return 'nothing'
  const { person } = there.pack
  const putOff = new Set<string>()
  let sent = false
  for (;;) {
    const batch = nextBatch(await waiting(), person, putOff)
    if (batch.length === 0) return sent ? 'sent' : 'nothing'
    const answer = await post(person, batch)
    if (answer === 'other') await erase()
    if (typeof answer === 'string') return answer
    const after = settled(batch, answer)
    await settle(after.done, after.told)
    for (const id of after.putOff) putOff.add(id)
    sent ||= after.done.length > 0
  }
}

async function post(
  person: string,
  batch: readonly Waiting[],
): Promise<Result[] | 'offline' | 'signed-out' | 'other'> {
  const items = JSON.stringify(batch.map(({ item }) => item))
  let answer: Response
  try {
    answer = await fetch(ADDRESS, {
      method: 'POST',
      body: new URLSearchParams({ person, items }),
      // To the page for signing in, where the session has ended.
      redirect: 'manual',
    })
  } catch {
    return 'offline'
  }
  if (answer.type === 'opaqueredirect') return 'signed-out'
  if (answer.status === 409) return 'other'
  if (answer.status === 400) return oneByOne(person, batch)
  if (!answer.ok) return 'offline'
  return ((await answer.json()) as { results: Result[] }).results
}

/** One item that no portal of ours understands must not hold up the others for ever. */
async function oneByOne(
  person: string,
  batch: readonly Waiting[],
): Promise<Result[] | 'offline' | 'signed-out' | 'other'> {
  if (batch.length === 1) {
    return batch.map(({ item }) => ({ id: item.id, outcome: 'gone', page: null }))
  }
  const results: Result[] = []
  for (const one of batch) {
    const answer = await post(person, [one])
    if (typeof answer === 'string') return answer
    results.push(...answer)
  }
  return results
}
