import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { threadFor } from '../../app/pulse/acting/thread.client.ts'
import { closeWave, waveReport } from '../../app/pulse/close.server.ts'
import { newSealKey, opened, type SealKey } from '../../app/pulse/envelope.server.ts'
import { sealKeyOf } from '../../app/pulse/keys.server.ts'
import { newReceipt } from '../../app/pulse/receipt.ts'
import { issueToken, type PostedResponse, storeResponse } from '../../app/pulse/response.server.ts'
import { toBase64url } from '../../app/pulse/token.ts'
import { pulseFaults } from '../../app/pulse/verify.server.ts'
import { myPart } from '../../app/pulse/wave.server.ts'
import { onBothDatabases, type TestDatabase } from '../support/database.ts'
import { both, type Files, filesOf, folder, found, pieces, tableFiles } from '../support/files.ts'
import { AFTER, answerOf, blindedMessage, companyOf, keyDirOf, LATER, launched } from './company.ts'

/**
 * The reader of the database: every file, the write-ahead log and two backups around a single answer, before the close
 * and after.
 */
onBothDatabases(
  'whoever reads every file, the log and two backups learns no answer before the close and finds none after it',
  async (database) => {
    const { db } = database
    const keyDir = keyDirOf(database)
    const sites = { eilat: 60, haifa: 70, ramla: 70 }
    const people = Object.values(await companyOf(db, sites)).flat()
    const waveId = await launched(db, keyDir)

    const posts: PostedResponse[] = []
    const blindedHashes: Buffer[] = []
    const contexts = new Set<string>()
    const threads: Buffer[] = []
    const backups: Files[] = []
    for (const [i, person] of people.entries()) {
      const blinded = blindedMessage()
      blindedHashes.push(createHash('sha256').update(blinded).digest())
      await issueToken(db, keyDir, waveId, person, toBase64url(blinded), LATER)
      const { group } = (await myPart(db, waveId, person))!
      const thread = await threadFor(newReceipt(), waveId, 'comment')
      threads.push(...[thread.thread, thread.key].map((value) => Buffer.from(value)))
      const text = `kumquat-${i}-kumquat`
      const comments = [{ question: 'comment', text, companyLevel: false, ...thread }]
      const answers = { enps: i % 11, can_grow: 1 + (i % 5) }
      const posted = await answerOf(db, keyDir, waveId, group, { answers, comments })
      contexts.add(posted.context.toString())
      if (i === 100) backups.push(await filesOf(database))
      expect(await storeResponse(db, waveId, posted, LATER)).toBe('stored')
      if (i === 100) backups.push(await filesOf(database))
      posts.push(posted)
    }

    const envelopes = posts.flatMap((posted) => pieces(posted.envelope))
    const spent = posts.map(({ token, context }) =>
      createHash('sha256').update(token).update(context).digest(),
    )
    const withdraws = posts.map((posted) => posted.withdraw)
    const inClear = [
      Buffer.from('kumquat-'),
      Buffer.from('"answers":{'),
      Buffer.from('"can_grow":'),
      ...[...contexts].map((context) => Buffer.from(context)),
      ...posts.flatMap(({ token, signature }) => [
        ...both(token),
        ...both(signature.subarray(60, 90)),
      ]),
    ]

    const open = await filesOf(database)
    // The search itself works: the envelopes are there, and would be found.
    expect(found(open, envelopes)).toBeGreaterThan(posts.length)
    expect(found(open, spent)).toBe(200)
    expect(found(open, blindedHashes)).toBe(200)
    for (const files of [open, ...backups]) {
      expect(found(files, [...inClear, ...threads])).toBe(0)
    }
    await expectNothingShared(database)
    expect(await pulseFaults(db)).toEqual([])

    const stolen = sealKeyOf(keyDir, waveId)!
    expect(opened(waveId, stolen, posts[0]!.envelope)).not.toBeNull()
    // Somebody reads something else all the while, as the server itself does when it counts its rows.
    const reader = database.dialect === 'postgres' ? await openReader(db) : undefined
    expect(await closeWave(db, keyDir, waveId, AFTER)).toBe('published')
    const report = await waveReport(db, waveId)
    expect(typeof report === 'object' && report.counts.redeemed).toBe(200)

    const closed = await filesOf(database)
    await reader?.rollback().execute()
    const afterClose = inClear.slice(1)
    expect(found(closed, afterClose)).toBe(0)
    if (database.dialect === 'sqlite') {
      const everything = [...envelopes, ...spent, ...withdraws, ...blindedHashes]
      expect(found(closed, everything)).toBe(0)
      expect(statSync(path.join(database.dataDir, 'zveno.sqlite-wal')).size).toBeLessThan(32_768)
    } else {
      // The tables' files are emptied; the server's log still has envelopes, shut for good.
      expect(found(tableFiles(closed), envelopes)).toBe(0)
      expect(found(closed, envelopes)).toBeGreaterThan(0)
    }
    // The key is gone from its folder and from every file, and no other key opens an envelope of a backup.
    expect(sealKeyOf(keyDir, waveId)).toBeNull()
    for (const files of [closed, ...backups]) {
      expect(found(files, [stolen.secret, ...both(stolen.secret)])).toBe(0)
    }
    expect(found(folder(keyDir), [stolen.secret])).toBe(0)
    for (const { envelope } of posts.slice(0, 20)) {
      expect(opened(waveId, wrongKey(stolen), envelope)).toBeNull()
    }
    // Nothing is left to be matched with the persons by any order.
    expect(await db.selectFrom('pulse_response').selectAll().execute()).toEqual([])
    const issued = await db.selectFrom('pulse_issued').selectAll().execute()
    expect(issued).toHaveLength(200)
    expect(issued.every((row) => row.blinded_hash === null)).toBe(true)
    expect(await pulseFaults(db)).toEqual([])
  },
  180_000,
)

/** A transaction whose snapshot is older than the close, and which reads nothing of the pulse. */
async function openReader(db: TestDatabase['db']) {
  const reader = await db.startTransaction().setIsolationLevel('repeatable read').execute()
  await reader.selectFrom('people_company').selectAll().execute()
  return reader
}

function wrongKey(key: SealKey): SealKey {
  return { secret: newSealKey().secret, point: key.point }
}

/** No value of an issuing row, nor any common hash of it, stands in a response row; neither has a time or a number of its own. */
async function expectNothingShared({ db, dialect }: TestDatabase): Promise<void> {
  const issued = await db.selectFrom('pulse_issued').selectAll().execute()
  const responses = await db.selectFrom('pulse_response').selectAll().execute()
  expect(Object.keys(issued[0]!).sort()).toEqual(['blinded_hash', 'employee_id', 'wave_id'])
  expect(Object.keys(responses[0]!).sort()).toEqual([
    'envelope',
    'spent',
    'wave_id',
    'withdraw_hash',
  ])
  const values = (row: object) =>
    Object.entries(row)
      .filter(([name]) => name !== 'wave_id')
      .map(([, value]) => Buffer.from(value as string))
  const left = new Set(issued.flatMap(values).map((value) => value.toString('hex')))
  const right = new Set(responses.flatMap(values).map((value) => value.toString('hex')))
  for (const value of issued.flatMap(values)) {
    const hashes = ['sha1', 'sha256', 'sha384', 'sha512', 'sha3-256', 'md5'].map((name) =>
      createHash(name).update(value).digest('hex'),
    )
    const same = [value.toString('hex'), ...hashes].filter((each) => right.has(each))
    expect(same).toEqual([])
  }
  for (const value of responses.flatMap(values)) {
    const hash = createHash('sha256').update(value).digest('hex')
    expect(left.has(hash)).toBe(false)
  }
  if (dialect === 'sqlite') {
    for (const table of ['pulse_issued', 'pulse_response']) {
      await expect(sql`select rowid from ${sql.table(table)}`.execute(db)).rejects.toThrow('rowid')
    }
  }
}
