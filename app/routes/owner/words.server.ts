import { formatDay } from '../../i18n/format.ts'
import { formatBytes, formatDistance, formatDuration } from '../../i18n/amount.ts'
import type { Locale } from '../../i18n/locale.ts'
import { m } from '../../i18n/messages.ts'
import { ADVISORIES, LOOKED_AT } from '../../operation/advisories.ts'
import { isBad, type Trouble } from '../../operation/trouble.ts'
import { VERSION } from '../../operation/version.ts'
import type { Operation } from './operation.server.ts'

/** A piece that reads its own way, whatever stands around it. */
const apart = (piece: string) => `\u2068${piece}\u2069`

/** Where more is said and done than the owner's own page has room for. */
export type OwnersPage = '/owner/directory' | '/owner/jobs' | '/owner/mail'

export interface Doing {
  key: Trouble
  look: 'info' | 'warn' | 'bad'
  words: string
  /** The page that says more and lets it be mended. */
  to?: OwnersPage
}

/** What the owner has to see to, each with what to do about it. */
export function doings(operation: Operation, locale: Locale): Doing[] {
  const say = { locale }
  const { at, backup, clockAhead, disk, jobs, mail, wal } = operation
  const [data, keyDir] = [apart(operation.dataDir), apart(operation.keyDir)]
  const room = () =>
    m.operation_do_disk({ free: apart(formatBytes(disk.free, locale)), dir: data }, say)
  const dir = apart(backup?.dir ?? '')
  const words: Record<Trouble, () => string> = {
    'wave-keys': () => m.people_owner_keys_bad({}, say),
    'keys-unreadable': () => m.operation_do_keys_unreadable({ dir: keyDir }, say),
    'keys-open': () =>
      m.operation_do_keys_open({ command: apart(`chmod 700 ${operation.keyDir}`) }, say),
    'keys-inside': () => m.operation_do_keys_inside({ dir: keyDir }, say),
    'restored-wave': () =>
      (operation.restored.wave === 'void'
        ? m.operation_do_restored_void
        : m.operation_do_restored_wave)({}, say),
    restored: () =>
      m.operation_do_restored(
        {
          name: apart(operation.restored.from),
          ago: formatDistance((operation.restored.at ?? at) - at, locale),
        },
        say,
      ),
    'disk-low': room,
    'disk-full': room,
    wal: () => m.operation_do_wal({ size: apart(formatBytes(wal ?? 0, locale)) }, say),
    'backup-none': () => m.operation_do_backup_none({}, say),
    'backup-unreadable': () => m.operation_do_backup_unreadable({ dir }, say),
    'backup-old': () =>
      m.operation_do_backup_old(
        { ago: formatDistance((backup?.newest?.at ?? at) - at, locale) },
        say,
      ),
    jobs: () => m.people_owner_jobs_given_up({ n: jobs.givenUp }, say),
    behind: () =>
      m.operation_do_behind({ time: formatDuration(at - (jobs.dueSince ?? at), locale) }, say),
    mail: () => m.operation_do_mail({ n: mail.failing }, say),
    outbox: () => m.mail_owner_outbox({}, say),
    directory: () => m.people_owner_directory_held({}, say),
    migrations: () => m.operation_do_migrations({ command: apart('zveno migrate') }, say),
    clock: () => m.operation_do_clock({ time: formatDuration(Math.abs(clockAhead), locale) }, say),
  }
  const pages: Partial<Record<Trouble, OwnersPage>> = {
    'backup-old': '/owner/jobs',
    jobs: '/owner/jobs',
    behind: '/owner/jobs',
    mail: '/owner/mail',
    directory: '/owner/directory',
  }
  const quiet: Trouble[] = ['outbox', 'backup-none', 'restored']
  return operation.troubles.map((key) => {
    const to = pages[key]
    const look = isBad(key) ? 'bad' : quiet.includes(key) ? 'info' : 'warn'
    return { key, look, words: words[key](), ...(to ? { to } : {}) }
  })
}

/** How everything stands, a line each. */
export function standing(operation: Operation, locale: Locale) {
  const say = { locale }
  const { database, directory, disk, keyFolder, keyDir, jobs, mail, oidc, store, wal } = operation
  const size = (bytes: number) => apart(formatBytes(bytes, locale))
  const keys =
    keyFolder === 'fine'
      ? m.operation_keys_fine
      : keyFolder === 'missing'
        ? m.operation_keys_missing
        : m.operation_keys_wrong
  const lines: [what: string, how: string | null][] = [
    [m.operation_version({}, say), VERSION],
    [
      m.people_owner_database({}, say),
      m.operation_database_is(
        { version: apart(database.version), size: size(database.bytes) },
        say,
      ),
    ],
    [m.operation_wal({}, say), wal === null ? null : size(wal)],
    [
      m.operation_disk({}, say),
      m.operation_disk_is({ free: size(disk.free), total: size(disk.total) }, say),
    ],
    [m.operation_backup({}, say), backups(operation, locale)],
    [m.operation_keys({}, say), keys({ dir: apart(keyDir) }, say)],
    [
      m.people_owner_keys({}, say),
      operation.waveKeys ? m.people_owner_keys_ok({}, say) : m.people_owner_keys_bad({}, say),
    ],
    [m.people_owner_jobs({}, say), m.people_owner_jobs_given_up({ n: jobs.givenUp }, say)],
    [
      m.mail_owner({}, say),
      [
        mail.host
          ? m.mail_owner_smtp({ host: apart(mail.host) }, say)
          : m.mail_owner_outbox({}, say),
        mail.lastSentAt === null
          ? m.operation_mail_never({}, say)
          : m.operation_mail_sent(
              { ago: formatDistance(mail.lastSentAt - operation.at, locale) },
              say,
            ),
        m.mail_owner_waiting({ n: mail.waiting }, say),
        ...(mail.failed > 0 ? [m.mail_owner_failed({ n: mail.failed }, say)] : []),
      ].join(' '),
    ],
    [
      m.training_records_store({}, say),
      store
        ? [
            m.training_records_store_host({ host: apart(store.host) }, say),
            m.training_records_store_counts({ sent: store.sent, waiting: store.waiting }, say),
            ...(store.trouble ? [store.trouble.words] : []),
          ].join(' ')
        : m.training_records_store_none({}, say),
    ],
    [
      m.people_owner_directory({}, say),
      directory.length > 0
        ? m.people_owner_directory_is({ names: directory.join(', ') }, say)
        : m.people_owner_directory_none({}, say),
    ],
    [
      m.auth_oidc_owner({}, say),
      oidc
        ? m.auth_oidc_owner_is(
            { ...oidc, host: apart(oidc.host), address: apart(oidc.address) },
            say,
          )
        : m.auth_oidc_owner_none({}, say),
    ],
  ]
  return lines.flatMap(([what, how]) => (how === null ? [] : [{ what, how }]))
}

function backups({ at, backup }: Operation, locale: Locale): string {
  const say = { locale }
  if (!backup) return m.operation_backup_none({}, say)
  const { count, keep, newest } = backup
  const dir = apart(backup.dir)
  if (count === null) return m.operation_backup_unreadable({ dir }, say)
  if (!newest) return m.operation_backup_first({ dir }, say)
  return m.operation_backup_is(
    {
      name: apart(newest.name),
      ago: formatDistance(newest.at - at, locale),
      size: apart(formatBytes(newest.bytes, locale)),
      count,
      keep,
    },
    say,
  )
}

export function advisories(locale: Locale) {
  const say = { locale }
  return {
    title: m.operation_advisories({ day: formatDay(LOOKED_AT, 'UTC', locale) }, say),
    lead: m.operation_advisories_lead({}, say),
    columns: {
      what: m.operation_advisory_what({}, say),
      of: m.operation_advisory_of({}, say),
      shown: m.operation_advisory_shown({}, say),
    },
    rows: ADVISORIES.map(({ id, of, shown }) => ({
      id,
      what: m[`operation_advisory_${id}`]({}, say),
      of,
      shown,
    })),
  }
}
