import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { LINK_UNITS } from '../statistics/gate.ts'
import { type Kind, RECKONINGS, type Reckonings } from './reckoning.ts'

/** From the source tree, like content/: built, this module lies wherever the bundler put it. */
const WORKER = path.resolve('app/impact/reckoning.worker.ts')

/**
 * What a job reckons over so many places, in a thread of its own, so that the portal's pages wait for none of it. Below
 * eight places nothing takes long.
 */
export function reckoned<K extends Kind>(
  kind: K,
  input: Parameters<Reckonings[K]>[0],
  places: number,
): Promise<ReturnType<Reckonings[K]>> {
  if (places < LINK_UNITS) {
    const reckon = RECKONINGS[kind] as (given: typeof input) => ReturnType<Reckonings[K]>
    return Promise.resolve(reckon(input))
  }
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { workerData: { kind, input } })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('the reckoning thread ended early')))
  })
}
