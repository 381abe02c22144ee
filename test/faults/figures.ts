import { appendFileSync } from 'node:fs'

/** The table of faults that the portal is held to, in its order; `npm run faults` has a line for each. */
export const ROWS = [
  'kill -9',
  'torn WAL',
  'fsync EIO, ENOSPC',
  'disk full',
  'several processes',
  'long reader',
  'SIGTERM',
  'PostgreSQL stopped',
  'upload bombs',
  'same file twice',
  'backup under load',
  'slow clients',
  'fuzz',
  'clock',
] as const

export type Row = (typeof ROWS)[number]

export interface Shown {
  row: Row
  /** What was measured; a row may have several lines. */
  values?: Record<string, number | string>
  /** Why this machine cannot show it. */
  notShown?: string
}

/** One line of figures that `npm run faults` shows and gathers. */
export function figures(row: Row, values: Record<string, number | string>): void {
  console.log(`fault ${row}: ${inWords(values)}`)
  gather({ row, values })
}

/** A row that this machine cannot try: said, and counted as not shown. */
export function notShown(row: Row, why: string): void {
  console.log(`fault ${row}: not shown, ${why}`)
  gather({ row, notShown: why })
}

export function inWords(values: Record<string, number | string>): string {
  return Object.entries(values)
    .map(([what, value]) => `${what} ${value}`)
    .join(', ')
}

function gather(shown: Shown): void {
  const file = process.env.FAULTS_FILE
  if (file) appendFileSync(file, `${JSON.stringify(shown)}\n`)
}
