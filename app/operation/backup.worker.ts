import { closeSync, fsyncSync, openSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import Sqlite from 'better-sqlite3'

const { from, to } = workerData as { from: string; to: string }

/** A copy of one moment, read once to its end: a backup that nobody ever read is a hope. */
function copy(): string {
  const source = new Sqlite(from, { fileMustExist: true })
  try {
    source.pragma('busy_timeout = 5000')
    source.prepare('vacuum into ?').run(to)
  } finally {
    source.close()
  }
  const written = new Sqlite(to, { readonly: true })
  try {
    const [row] = written.pragma('integrity_check') as { integrity_check: string }[]
    if (row?.integrity_check !== 'ok') return row?.integrity_check ?? 'unreadable'
  } finally {
    written.close()
  }
  const file = openSync(to, 'r+')
  fsyncSync(file)
  closeSync(file)
  return 'ok'
}

try {
  parentPort?.postMessage({ said: copy() })
} catch (error) {
  const { code, message } = error as { code?: string; message: string }
  parentPort?.postMessage({ said: message, code })
}
