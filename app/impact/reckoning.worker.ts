import { parentPort, workerData } from 'node:worker_threads'
import { RECKONINGS } from './reckoning.ts'

const { kind, input } = workerData as { kind: keyof typeof RECKONINGS; input: never }

parentPort?.postMessage(RECKONINGS[kind](input))
