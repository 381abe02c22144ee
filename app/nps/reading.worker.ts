import { parentPort, workerData } from 'node:worker_threads'
import { CsvError } from '../files/csv-fault.ts'
import { stretches, type Reading, type Said } from './reading.server.ts'

/** Stretches ahead of the one being stored: more would only fill the memory. */
const AHEAD = 2

const port = parentPort!
const say = (said: Said) => port.postMessage(said)
let unanswered = 0
let wake = () => {}
port.on('message', () => {
  unanswered--
  wake()
})

try {
  for await (const stretch of stretches(workerData as Reading)) {
    say({ stretch })
    unanswered++
    while (unanswered > AHEAD) await new Promise<void>((resolve) => (wake = resolve))
  }
  say({ end: true })
} catch (error) {
  if (!(error instanceof CsvError)) throw error
  const { line, column, message, fault } = error
  say({ broken: { line, column, message, fault } })
}
port.close()
