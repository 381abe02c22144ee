import { statSync } from 'node:fs'
import path from 'node:path'
import type { Settings } from './settings.ts'

/** In bytes; beyond it whoever reads for so long, or keeps the disk busy, has to be looked for. */
export const LOG_LIMIT = 64 * 1024 * 1024

/** The size of SQLite's write-ahead log in bytes; null where there is none, as on PostgreSQL. */
export function walSize({ databaseUrl, dataDir }: Pick<Settings, 'databaseUrl' | 'dataDir'>) {
  if (databaseUrl) return null
  const wal = path.join(dataDir, 'zveno.sqlite-wal')
  return statSync(wal, { throwIfNoEntry: false })?.size ?? null
}

/**
 * Looks at the write-ahead log each time it is called: an error in the portal's own log when it has grown beyond 64 MB,
 * which a reader does that never ends, and a line when it is small again. Said once, not at every look.
 */
export function logWatch(
  settings: Pick<Settings, 'databaseUrl' | 'dataDir'>,
  log: { error(fields: object, words: string): void; info(fields: object, words: string): void },
): () => void {
  let large = false
  return () => {
    const size = walSize(settings) ?? 0
    if (size > LOG_LIMIT === large) return
    large = !large
    const megabytes = Math.round(size / 1024 / 1024)
    if (large) log.error({ megabytes }, 'the write-ahead log is large: something reads without end')
    else log.info({ megabytes }, 'the write-ahead log is small again')
  }
}
