import { availableParallelism } from 'node:os'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Asked, Said } from './signing.worker.ts'
import type { SigningKey } from './token.server.ts'

/** From the source tree, like content/: built, this module lies wherever the bundler put it. */
const WORKER = path.resolve('app/pulse/signing.worker.ts')
const THREADS = Math.min(4, Math.max(1, availableParallelism() - 1))

interface Thread {
  worker: Worker
  waiting: Map<number, { resolve: (signature: Buffer) => void; reject: (error: Error) => void }>
}

const threads: Thread[] = []
let asked = 0

/**
 * `blindSign` of a signable message, in a thread beside the one that answers requests: it takes longer than all else
 * about a token. Rejects where the result does not verify. The key is lent by its handle; its bytes are not copied.
 */
export function blindSignature(key: SigningKey, blinded: Uint8Array): Promise<Buffer> {
  const { worker, waiting } = thread()
  const id = asked++
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject })
    worker.ref()
    worker.postMessage({ id, key, blinded } satisfies Asked)
  })
}

/** The one with the least to do; a further one while all are busy and there is room. */
function thread(): Thread {
  const [idlest] = threads.toSorted((a, b) => a.waiting.size - b.waiting.size)
  if (idlest && (idlest.waiting.size === 0 || threads.length === THREADS)) return idlest
  return started()
}

function started(): Thread {
  const worker = new Worker(WORKER)
  const one: Thread = { worker, waiting: new Map() }
  threads.push(one)
  worker.on('message', ({ id, signature }: Said) => {
    const asker = one.waiting.get(id)
    one.waiting.delete(id)
    // Without work it keeps no process alive; with some it must, or a command would end in the middle of waiting.
    if (one.waiting.size === 0) worker.unref()
    if (signature) asker?.resolve(Buffer.from(signature))
    else asker?.reject(new Error('a blind signature failed its own verification'))
  })
  const ended = (error: Error) => {
    if (threads.includes(one)) threads.splice(threads.indexOf(one), 1)
    for (const { reject } of one.waiting.values()) reject(error)
    one.waiting.clear()
  }
  worker.on('error', ended)
  worker.on('exit', () => ended(new Error('a signing thread ended')))
  return one
}
