import { parentPort, workerData } from 'node:worker_threads'
import { stringify } from 'csv-stringify/sync'
import { readSheet } from 'read-excel-file/node'
import type { Sheet } from './xlsx-in.server.ts'

const { file, rows, cells } = workerData as { file: string; rows: number; cells: number }

const two = (n: number) => String(n).padStart(2, '0')

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  // One row, one line: what is wrong is told by its line.
  if (!(cell instanceof Date)) return String(cell).replace(/\s*[\r\n]+\s*/g, ' ')
  if (Number.isNaN(cell.getTime())) return ''
  // A sheet has a clock and no zone, given here as if it were UTC; its fractions of a day come out a little short.
  const at = new Date(Math.round(cell.getTime() / 1000) * 1000)
  const day = `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`
  const time = [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()]
  return time.some((part) => part > 0) ? `${day} ${time.map(two).join(':')}` : day
}

async function read(): Promise<Sheet> {
  let table: unknown[][]
  try {
    table = await readSheet(file)
  } catch {
    // Whatever it stumbles over is the file's: it was a sound archive.
    return 'broken'
  }
  if (table.length > rows) return 'large'
  if (table.reduce((sum, row) => sum + row.length, 0) > cells) return 'large'
  const pieces: string[] = []
  for (let from = 0; from < table.length; from += 1000) {
    const texts = table.slice(from, from + 1000).map((row) => row.map(textOf))
    pieces.push(
      texts.map((row) => (row.every((text) => text === '') ? '\n' : stringify([row]))).join(''),
    )
  }
  return pieces
}

parentPort!.postMessage(await read())
