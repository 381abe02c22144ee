import type { BackupState } from './backup.server.ts'
import type { KeyFolder } from './place.server.ts'

const MB = 1024 ** 2
const HOUR_MS = 60 * 60_000

/** SQLite's log grows beyond this only while something reads for a very long time. */
export const WAL_ALARM = 64 * MB
/** A nightly backup older than this was missed, whatever the clocks did that night. */
const BACKUP_ALARM_MS = 36 * HOUR_MS
/** Jobs look for work each second. */
const BEHIND_ALARM_MS = HOUR_MS / 4
/** Until then what a restore lacks should have been done again. */
const RESTORED_MS = 7 * 24 * HOUR_MS
/** A third of a lease: beyond it two machines could hold the same job. */
const CLOCK_ALARM_MS = 20_000

export interface Facts {
  wal: number | null
  disk: { free: number; total: number }
  backup: BackupState | null
  keyFolder: KeyFolder
  waveKeys: boolean
  migrations: number
  jobs: { givenUp: number; dueSince: number | null }
  mail: { failing: number; outbox: boolean }
  directoryHeld: boolean
  /** When it was put back from a backup, in ms, and what became of a wave that was open then. */
  restored: { at: number | null; wave: 'not-issuing' | 'void' | null }
  clockAhead: number
}

export type Trouble =
  | 'wave-keys'
  | 'keys-unreadable'
  | 'keys-open'
  | 'keys-inside'
  | 'restored-wave'
  | 'restored'
  | 'disk-low'
  | 'disk-full'
  | 'wal'
  | 'backup-none'
  | 'backup-unreadable'
  | 'backup-old'
  | 'jobs'
  | 'behind'
  | 'mail'
  | 'outbox'
  | 'directory'
  | 'migrations'
  | 'clock'

/** What loses something if nobody looks, now; the others can wait for the morning. */
const BAD: ReadonlySet<Trouble> = new Set([
  'wave-keys',
  'keys-unreadable',
  'keys-inside',
  'disk-full',
  'backup-unreadable',
  'backup-old',
])

export const isBad = (trouble: Trouble): boolean => BAD.has(trouble)

/** What the owner has to see to, the worst first; nothing where all is well. `now` and what the facts hold in ms. */
export function troubles(facts: Facts, now: number): Trouble[] {
  const { backup, disk, jobs, restored } = facts
  const lately = restored.at !== null && now - restored.at < RESTORED_MS
  const found: [Trouble, boolean][] = [
    ['wave-keys', !facts.waveKeys],
    ['keys-unreadable', facts.keyFolder === 'unreadable'],
    ['keys-inside', facts.keyFolder === 'inside'],
    ['disk-full', disk.free < 200 * MB],
    ['backup-unreadable', backup?.count === null],
    ['backup-old', !!backup?.newest && now - backup.newest.at > BACKUP_ALARM_MS],
    ['restored-wave', restored.wave === 'not-issuing' || (restored.wave === 'void' && lately)],
    ['restored', lately],
    ['keys-open', facts.keyFolder === 'open'],
    ['disk-low', disk.free >= 200 * MB && disk.free < Math.min(disk.total / 20, 5 * 1024 * MB)],
    ['wal', facts.wal !== null && facts.wal > WAL_ALARM],
    ['mail', facts.mail.failing > 0],
    ['jobs', jobs.givenUp > 0],
    ['behind', jobs.dueSince !== null && now - jobs.dueSince > BEHIND_ALARM_MS],
    ['directory', facts.directoryHeld],
    ['migrations', facts.migrations > 0],
    ['clock', Math.abs(facts.clockAhead) > CLOCK_ALARM_MS],
    ['backup-none', backup === null],
    ['outbox', facts.mail.outbox],
  ]
  return found.flatMap(([trouble, there]) => (there ? [trouble] : []))
}
