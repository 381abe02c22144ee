import { sql } from 'kysely'
import { pendingMigrations } from '../../../db/connect.ts'
import { dialectOf } from '../../../db/dialect/name.ts'
import { backTo } from '../../auth/oidc-sign-in.server.ts'
import type { RequestContext } from '../../http/portal.ts'
import { mailState } from '../../mail/mail.server.ts'
import { givenUpJobs } from '../../jobs/job.server.ts'
import { heldSince } from '../../people/directory/brake.server.ts'
import { directoryTokens } from '../../people/directory/token.server.ts'
import { checkWaveKeys } from '../../pulse/wave.server.ts'
import { type StoreState, storeState } from '../../training/records/push.server.ts'

export interface Operation {
  database: string
  /** Steps the code knows and the database lacks. */
  migrations: number
  /** Whether every open wave has its keys. */
  keys: boolean
  /** Jobs that failed too often and were given up. */
  jobs: number
  mail: {
    /** The server that mail leaves through; null: it lies in the outbox. */
    host: string | null
    waiting: number
    failed: number
  }
  /** How records of training reach their store; null where none is set. */
  store: StoreState | null
  /** What a directory is called that says who works here, and whether people who should leave are held back. */
  directory: { names: string[]; held: boolean }
  /** The provider that people sign in with, and where it leads back to; null where none is set. */
  oidc: { host: string; claim: string; address: string } | null
}

export async function operation({ db, settings, now }: RequestContext): Promise<Operation> {
  const version =
    dialectOf(db) === 'sqlite'
      ? sql<{ v: string }>`select 'SQLite ' || sqlite_version() as v`
      : sql<{ v: string }>`select 'PostgreSQL ' || current_setting('server_version') as v`
  const { rows } = await version.execute(db)
  return {
    database: rows[0]?.v ?? '',
    migrations: (await pendingMigrations(db)).length,
    keys: await checkWaveKeys(db, settings.keyDir).then(
      () => true,
      () => false,
    ),
    jobs: (await givenUpJobs(db)).length,
    mail: {
      host: settings.smtpUrl ? new URL(settings.smtpUrl).hostname : null,
      ...(await mailState(db, now())),
    },
    store: await storeState(db, settings.store),
    directory: {
      names: (await directoryTokens(db)).map(({ name }) => name),
      held: (await heldSince(db, now())) !== null,
    },
    oidc: settings.oidc
      ? {
          host: new URL(settings.oidc.issuer).host,
          claim: settings.oidc.claim,
          address: backTo(settings.publicOrigin),
        }
      : null,
  }
}
