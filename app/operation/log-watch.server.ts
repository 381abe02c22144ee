import type { Settings } from '../http/settings.ts'
import { walSize } from './place.server.ts'
import { WAL_ALARM } from './trouble.ts'

/**
 * Looks at the write-ahead log each time it is called: an error in the portal's own log when it has grown beyond 64 MB,
 * which a reader does that never ends, and a line when it is small again. Said once, not at every look. PostgreSQL's log
 * is its own matter.
 */
export function logWatch(
  { databaseUrl, dataDir }: Pick<Settings, 'databaseUrl' | 'dataDir'>,
  log: { error(fields: object, words: string): void; info(fields: object, words: string): void },
): () => void {
  let large = false
  return () => {
    const size = databaseUrl ? 0 : walSize(dataDir)
    if (size > WAL_ALARM === large) return
    large = !large
    const megabytes = Math.round(size / 1024 / 1024)
    if (large) log.error({ megabytes }, 'the write-ahead log is large: something reads without end')
    else log.info({ megabytes }, 'the write-ahead log is small again')
  }
}
