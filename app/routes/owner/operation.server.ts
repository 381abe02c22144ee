import { pendingMigrations } from '../../../db/connect.ts'
import { lastNoted } from '../../audit/list.server.ts'
import { backTo } from '../../auth/oidc-sign-in.server.ts'
import type { RequestContext } from '../../http/portal.ts'
import { givenUpJobs, jobsBehind } from '../../jobs/state.server.ts'
import { mailState } from '../../mail/state.server.ts'
import { backupState } from '../../operation/backup.server.ts'
import {
  clockAhead,
  databaseSize,
  databaseVersion,
  keyFolder,
  roomIn,
} from '../../operation/place.server.ts'
import { troubles } from '../../operation/trouble.ts'
import { heldSince } from '../../people/directory/brake.server.ts'
import { directoryTokens } from '../../people/directory/token.server.ts'
import { checkWaveKeys, waveAfterRestore } from '../../pulse/wave.server.ts'
import { storeState } from '../../training/records/push.server.ts'

export type Operation = Awaited<ReturnType<typeof operation>>

/** How the portal runs, and what its owner has to see to. */
export async function operation({ db, settings, now }: RequestContext) {
  const time = now()
  const mail = await mailState(db, time)
  const { bytes, wal } = await databaseSize(db, settings.dataDir)
  const behind = await jobsBehind(db, time)
  const back = await lastNoted(db, 'portal.restored')
  const facts = {
    wal,
    disk: await roomIn(settings.dataDir),
    backup: settings.backup ? backupState(settings.backup) : null,
    keyFolder: keyFolder(settings.keyDir, [
      settings.dataDir,
      ...(settings.backup ? [settings.backup.dir] : []),
    ]),
    // Whether every open wave has its keys.
    waveKeys: await checkWaveKeys(db, settings.keyDir).then(
      () => true,
      () => false,
    ),
    migrations: (await pendingMigrations(db)).length,
    jobs: { ...behind, givenUp: (await givenUpJobs(db)).length },
    mail: {
      ...mail,
      /** Of the last, what is given up as well. */
      failing: Math.max(
        mail.failed,
        mail.reasons.reduce((sum, { n }) => sum + n, 0),
      ),
      outbox: !settings.smtpUrl,
      /** The server that mail leaves through; null: it lies in the outbox. */
      host: settings.smtpUrl ? new URL(settings.smtpUrl).hostname : null,
    },
    restored: {
      at: back?.at ?? null,
      wave: await waveAfterRestore(db, back && new Date(back.at)),
      /** The backup's name. */
      from: String(back?.detail.name ?? ''),
    },
    directoryHeld: (await heldSince(db, time)) !== null,
    clockAhead: await clockAhead(db),
  }
  return {
    ...facts,
    troubles: troubles(facts, time.getTime()),
    at: time.getTime(),
    database: { version: await databaseVersion(db), bytes },
    dataDir: settings.dataDir,
    keyDir: settings.keyDir,
    /** How records of training reach their store; null where none is set. */
    store: await storeState(db, settings.store),
    directory: (await directoryTokens(db)).map(({ name }) => name),
    /** The provider that people sign in with, and where it leads back to; null where none is set. */
    oidc: settings.oidc
      ? {
          host: new URL(settings.oidc.issuer).host,
          claim: settings.oidc.claim,
          address: backTo(settings.publicOrigin),
        }
      : null,
  }
}
