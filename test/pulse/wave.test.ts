import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { RSABSSA } from '@cloudflare/blindrsa-ts'
import { expect } from 'vitest'
import {
  beginClosing,
  cleanUp,
  closeWave,
  participation,
  publish,
  tendWaves,
  voidWave,
  waveReport,
  wavesAfterRestore,
} from '../../app/pulse/close.server.ts'
import { destroyKeys, sealKeyOf } from '../../app/pulse/keys.server.ts'
import { keyIsInManifest, readManifest, waveCode } from '../../app/pulse/manifest.ts'
import { openNotices } from '../../app/pulse/notice.server.ts'
import { openEnvelopes } from '../../app/pulse/opening.server.ts'
import { writeToAll } from '../../app/pulse/planning/letter.server.ts'
import { newReceipt, withdrawSecret } from '../../app/pulse/receipt.ts'
import { cellAt } from '../../app/pulse/report.ts'
import {
  issueToken,
  postedResponse,
  storeResponse,
  withdrawResponse,
} from '../../app/pulse/response.server.ts'
import { survey } from '../../app/pulse/survey.server.ts'
import { toBase64url } from '../../app/pulse/token.ts'
import { pulseFaults } from '../../app/pulse/verify.server.ts'
import { launchWave } from '../../app/pulse/launch.server.ts'
import {
  checkWaveKeys,
  frozenTree,
  groupKeyFor,
  manifestText,
  myPart,
  noteProgress,
  openWavesFor,
  progress,
  wave,
  waveAfterRestore,
} from '../../app/pulse/wave.server.ts'
import type { Db } from '../../db/connect.ts'
import { onBothDatabases } from '../support/database.ts'
import {
  AFTER,
  answerBy,
  answerOf,
  blindedMessage,
  CLOSING,
  companyOf,
  keyDirOf,
  LATER,
  launched,
  leads,
  NOON,
} from './company.ts'

onBothDatabases('five people are too few for a wave; six make one', async (database) => {
  const { db } = database
  const people = await companyOf(db, { haifa: 5 })
  const keyDir = keyDirOf(database)
  const chain = survey('chain')!
  expect(await launchWave(db, keyDir, chain, CLOSING, NOON)).toBe('too-few')
  expect(await launchWave(db, keyDir, chain, NOON, NOON)).toBe('ends-before-it-begins')
  expect(existsSync(path.join(keyDir, 'waves'))).toBe(false)
  await db
    .insertInto('people_employee')
    .values({
      ...(await db.selectFrom('people_employee').selectAll().executeTakeFirstOrThrow()),
      id: 'sixth',
      staff_number: 'sixth',
    })
    .execute()
  expect(await launchWave(db, keyDir, chain, CLOSING, NOON)).toHaveProperty('waveId')
  expect(people.haifa).toHaveLength(5)
})

onBothDatabases(
  'a launched wave freezes who is counted with whom, and a leader answers one unit higher',
  async (database) => {
    const { db } = database
    const keyDir = keyDirOf(database)
    const people = await companyOf(db, { eilat: 12, haifa: 9, ramla: 3 })
    await leads(db, people.eilat![0]!, 'eilat')
    const waveId = await launched(db, keyDir)
    const tree = (await frozenTree(db, waveId))!
    const sizes = Object.fromEntries(tree.groups.map((group) => [group.unit, group.eligible]))
    // Eilat without its leader; the leader and Ramla's three are too few for a direct group, so Haifa's nine join them.
    expect(sizes).toEqual({ eilat: 11, company: 13 })
    const groupOf = async (id: string) => (await myPart(db, waveId, id))!.group
    expect(await groupOf(people.eilat![0]!)).toBe(await groupOf(people.ramla![0]!))

    const manifest = readManifest((await manifestText(db, waveId))!)!
    expect(JSON.stringify(manifest)).not.toMatch(/eilat|haifa|ramla|Person/)
    expect(manifest.groups.map((group) => group.eligible)).toContain(11)
    expect(manifest.rareLanguages).toEqual(['ru', 'he'])
    const key = (await groupKeyFor(db, waveId, people.haifa![0]!))!
    expect(await keyIsInManifest(manifest, key)).toBe(true)
    expect((await wave(db, waveId))!.code).toEqual(
      await waveCode((await manifestText(db, waveId))!),
    )
    expect(await groupKeyFor(db, waveId, 'nobody')).toBeNull()
  },
)

onBothDatabases('the private keys lie in KEY_DIR for one user alone', async (database) => {
  const { db } = database
  const keyDir = keyDirOf(database)
  await companyOf(db, { haifa: 7 })
  const waveId = await launched(db, keyDir)
  const dir = path.join(keyDir, 'waves', waveId)
  expect(statSync(dir).mode & 0o777).toBe(0o700)
  for (const name of readdirSync(dir)) {
    expect(statSync(path.join(dir, name)).mode & 0o777).toBe(0o600)
  }
  await checkWaveKeys(db, keyDir)
  destroyKeys(keyDir, waveId)
  destroyKeys(keyDir, waveId)
  await expect(checkWaveKeys(db, keyDir)).rejects.toThrow('missing')
})

onBothDatabases(
  'a person gets one token: the same message the same signature, another message none',
  async (database) => {
    const { db } = database
    const keyDir = keyDirOf(database)
    const people = await companyOf(db, { haifa: 7 })
    const waveId = await launched(db, keyDir)
    const me = people.haifa![0]!
    const ask = (blinded: Uint8Array, who = me, now = LATER, id = waveId) =>
      issueToken(db, keyDir, id, who, toBase64url(blinded), now)
    const mine = blindedMessage()

    expect((await openWavesFor(db, me, LATER))[0]).toMatchObject({ issued: false })
    expect(await ask(mine.subarray(1))).toBe('malformed')
    expect(await ask(Buffer.alloc(256, 255))).toBe('malformed')
    expect(await ask(mine, 'nobody')).toBe('not-eligible')
    expect(await ask(mine, me, AFTER)).toBe('closed')
    expect(await ask(mine, me, LATER, people.haifa![1]!)).toBe('no-such-wave')
    expect(await db.selectFrom('pulse_issued').selectAll().execute()).toEqual([])

    const both = await Promise.all([ask(mine), ask(mine)])
    const signature = both[0] as { signature: Buffer }
    expect(both[1]).toEqual(signature)
    expect(await ask(mine)).toEqual(signature)
    expect(await ask(blindedMessage())).toBe('another')
    expect((await openWavesFor(db, me, LATER))[0]).toMatchObject({ issued: true })
    expect((await openWavesFor(db, people.haifa![1]!, LATER))[0]).toMatchObject({ issued: false })
    expect(await openWavesFor(db, me, AFTER)).toEqual([])
    expect(await db.selectFrom('pulse_issued').select('employee_id').execute()).toHaveLength(1)
  },
)

onBothDatabases(
  'two different messages of one person at the same moment: one is signed',
  async (database) => {
    const { db } = database
    const keyDir = keyDirOf(database)
    const people = await companyOf(db, { haifa: 7 })
    const waveId = await launched(db, keyDir)
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () =>
        issueToken(db, keyDir, waveId, people.haifa![0]!, toBase64url(blindedMessage()), LATER),
      ),
    )
    expect(outcomes.filter((outcome) => typeof outcome === 'object')).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome === 'another')).toHaveLength(7)
  },
)

onBothDatabases(
  'an answer whose token was blinded in the browser is stored and counted',
  async (database) => {
    const { db } = database
    const keyDir = keyDirOf(database)
    const people = await companyOf(db, { haifa: 7 })
    const waveId = await launched(db, keyDir)
    const suite = RSABSSA.SHA384.PSS.Randomized()
    for (const person of people.haifa!) {
      const key = (await groupKeyFor(db, waveId, person))!
      const imported = await crypto.subtle.importKey(
        'spki',
        Buffer.from(key.spki, 'base64url'),
        { name: 'RSA-PSS', hash: 'SHA-384' },
        true,
        ['verify'],
      )
      const answer = await answerOf(db, keyDir, waveId, key.group, {})
      const message = suite.prepare(new Uint8Array(answer.context))
      const { blindedMsg, inv } = await suite.blind(imported, message)
      const issued = await issueToken(db, keyDir, waveId, person, toBase64url(blindedMsg), LATER)
      const { signature } = issued as { signature: Buffer }
      const final = await suite.finalize(imported, message, new Uint8Array(signature), inv)
      const posted = {
        ...answer,
        token: Buffer.from(message.slice(0, 32)),
        signature: Buffer.from(final),
      }
      expect(await storeResponse(db, waveId, posted, LATER)).toBe('stored')
    }
  },
  60_000,
)

onBothDatabases(
  'fifty parallel posts of one token store one row; the identical others are told it is there',
  async (database) => {
    const { db } = database
    const keyDir = keyDirOf(database)
    const people = await companyOf(db, { haifa: 7 })
    const waveId = await launched(db, keyDir)
    const posted = await answerBy(db, keyDir, waveId, people.haifa![0]!, { answers: { enps: 9 } })
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, () => storeResponse(db, waveId, posted, LATER)),
    )
    expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome === 'repeated')).toHaveLength(49)
    const other = { ...posted, envelope: Buffer.alloc(posted.envelope.length, 1) }
    expect(await storeResponse(db, waveId, other, LATER)).toBe('spent')
    const otherReceipt = { ...posted, withdraw: Buffer.alloc(32, 1) }
    expect(await storeResponse(db, waveId, otherReceipt, LATER)).toBe('spent')
    const rows = await db.selectFrom('pulse_response').selectAll().execute()
    expect(rows).toHaveLength(1)
    expect(Buffer.from(rows[0]!.envelope!).equals(posted.envelope)).toBe(true)
  },
)

onBothDatabases(
  'a token of another wave or group, or with one flipped bit, is refused and nothing is stored',
  async (database) => {
    const { db } = database
    const keyDir = keyDirOf(database)
    const people = await companyOf(db, { eilat: 7, haifa: 8 })
    const [waveId, otherWave] = [await launched(db, keyDir), await launched(db, keyDir)]
    const good = await answerBy(db, keyDir, waveId, people.haifa![0]!)
    const elsewhere = await answerBy(db, keyDir, waveId, people.eilat![0]!)
    const ofOtherWave = await answerBy(db, keyDir, otherWave, people.haifa![0]!)
    const flip = (bytes: Buffer, at: number) => {
      const changed = Buffer.from(bytes)
      changed[at]! ^= 1
      return changed
    }
    const bad = [
      ofOtherWave,
      { ...good, context: elsewhere.context },
      { ...good, context: ofOtherWave.context },
      { ...good, context: flip(good.context, 0) },
      { ...good, signature: elsewhere.signature },
      { ...good, signature: flip(good.signature, 100) },
      { ...good, token: flip(good.token, 31) },
    ]
    for (const posted of bad) {
      expect(await storeResponse(db, waveId, posted, LATER)).toBe('unsigned')
    }
    expect(await storeResponse(db, people.haifa![0]!, good, LATER)).toBe('no-such-wave')
    expect(await storeResponse(db, waveId, good, AFTER)).toBe('closed')
    expect(await db.selectFrom('pulse_response').select('spent').execute()).toEqual([])
  },
)

onBothDatabases('what is posted has five parts of exact lengths', async (database) => {
  const { db } = database
  const keyDir = keyDirOf(database)
  const people = await companyOf(db, { haifa: 7 })
  const waveId = await launched(db, keyDir)
  const posted = await answerBy(db, keyDir, waveId, people.haifa![0]!)
  const body = Object.fromEntries(
    Object.entries(posted).map(([name, value]) => [name, toBase64url(value as Buffer)]),
  )
  expect(postedResponse(body)).toEqual(posted)
  for (const name of Object.keys(body)) {
    expect(postedResponse({ ...body, [name]: body[name]!.slice(4) })).toBeNull()
    expect(postedResponse({ ...body, [name]: `${body[name]!.slice(0, -1)}=` })).toBeNull()
    expect(postedResponse({ ...body, [name]: 7 })).toBeNull()
  }
  for (const other of [null, [], 'x', {}, { ...body, person: 'me' }]) {
    expect(postedResponse(other)).toBeNull()
  }
})

onBothDatabases(
  'whoever holds the receipt can take the answer back until the close, and cannot answer again',
  async (database) => {
    const { db } = database
    const keyDir = keyDirOf(database)
    const people = await companyOf(db, { haifa: 8 })
    const waveId = await launched(db, keyDir)
    const { group } = (await myPart(db, waveId, people.haifa![0]!))!
    const receipt = newReceipt()
    const secret = toBase64url(await withdrawSecret(receipt, waveId))
    const posted = await answerOf(db, keyDir, waveId, group, { answers: { enps: 0 } }, receipt)
    expect(await withdrawResponse(db, waveId, secret, LATER)).toBe('unknown')
    expect(await storeResponse(db, waveId, posted, LATER)).toBe('stored')
    expect(await withdrawResponse(db, waveId, 'short', LATER)).toBe('malformed')
    expect(await withdrawResponse(db, waveId, secret, LATER)).toBe('withdrawn')
    expect(await withdrawResponse(db, waveId, secret, LATER)).toBe('withdrawn')
    expect(await storeResponse(db, waveId, posted, LATER)).toBe('spent')
    expect(await withdrawResponse(db, waveId, secret, AFTER)).toBe('closed')
    for (const _ of people.haifa!.slice(1)) {
      const answer = await answerOf(db, keyDir, waveId, group, { answers: { enps: 10 } })
      expect(await storeResponse(db, waveId, answer, LATER)).toBe('stored')
    }
    expect(await closeWave(db, keyDir, waveId, AFTER)).toBe('published')
    expect(await participation(db, waveId)).toMatchObject({ redeemed: 8, withdrawn: 1 })
  },
)

onBothDatabases(
  'before the close nothing is shown; HR sees the count once a day, rounded down to tens',
  async (database) => {
    const { db } = database
    const keyDir = keyDirOf(database)
    await companyOf(db, { haifa: 30 })
    const waveId = await launched(db, keyDir)
    const { groups } = (await frozenTree(db, waveId))!
    for (let i = 0; i < 19; i++) {
      const answer = await answerOf(db, keyDir, waveId, groups[0]!.id, { answers: { enps: 7 } })
      await storeResponse(db, waveId, answer, LATER)
    }
    expect(await waveReport(db, waveId)).toBe('not-closed')
    expect(await participation(db, waveId)).toBeNull()
    expect(await progress(db, waveId)).toBeNull()
    await noteProgress(db, LATER)
    expect(await progress(db, waveId)).toEqual({ day: '2026-03-03', redeemed: 10 })
    await storeResponse(db, waveId, await answerOf(db, keyDir, waveId, groups[0]!.id), LATER)
    await noteProgress(db, LATER)
    expect(await progress(db, waveId)).toEqual({ day: '2026-03-03', redeemed: 10 })
    await noteProgress(db, new Date('2026-03-04T00:00:01Z'))
    expect(await progress(db, waveId)).toEqual({ day: '2026-03-04', redeemed: 20 })
  },
)

/** A wave with 12 answers in Eilat, 9 in Haifa and three that cannot be read. */
async function answered(db: Db, keyDir: string): Promise<string> {
  await companyOf(db, { eilat: 14, haifa: 14 })
  const waveId = await launched(db, keyDir)
  const { groups } = (await frozenTree(db, waveId))!
  const at = (unit: string) => groups.find((group) => group.unit === unit)!.id
  const store = async (posted: Awaited<ReturnType<typeof answerOf>>) =>
    expect(await storeResponse(db, waveId, posted, LATER)).toBe('stored')
  for (let i = 0; i < 12; i++) {
    const comments = [{ question: 'comment', text: `word ${i}`, companyLevel: false }]
    const answers = { enps: i % 11, can_grow: 1 + (i % 5) }
    await store(await answerOf(db, keyDir, waveId, at('eilat'), { answers, comments }))
  }
  for (let i = 0; i < 9; i++) {
    const answers = { enps: 9, can_grow: 1 + (i % 3) }
    await store(await answerOf(db, keyDir, waveId, at('haifa'), { answers }))
  }
  const good = await answerOf(db, keyDir, waveId, at('haifa'))
  const other = await answerOf(db, keyDir, waveId, at('haifa'))
  await store({ ...good, envelope: other.envelope })
  await store({ ...other, envelope: Buffer.alloc(other.envelope.length, 1) })
  await store(await answerOf(db, keyDir, waveId, at('eilat'), { answers: { can_grow: 6 } }))
  return waveId
}

async function expectPublished(db: Db, keyDir: string, waveId: string): Promise<void> {
  const report = await waveReport(db, waveId)
  if (typeof report === 'string') throw new Error(report)
  expect(report.counts).toMatchObject({ eligible: 28, redeemed: 24, unreadable: 3, withdrawn: 0 })
  expect(cellAt(report, 'company', 'can_grow')).toMatchObject({ shown: 'item', n: 21 })
  expect(cellAt(report, 'eilat', 'can_grow')).toMatchObject({ shown: 'item', n: 12 })
  expect(cellAt(report, 'haifa', 'can_grow')).toMatchObject({ shown: 'band', n: 9, band: 'low' })
  expect(cellAt(report, 'haifa', 'enps')).toMatchObject({ shown: 'hidden' })
  expect(report.comments).toHaveLength(12)
  expect(new Set(report.comments.map((comment) => comment.unit))).toEqual(new Set(['eilat']))
  expect(await db.selectFrom('pulse_response').select('spent').execute()).toEqual([])
  const hashes = await db.selectFrom('pulse_issued').select('blinded_hash').execute()
  expect(hashes.filter((row) => row.blinded_hash !== null)).toEqual([])
  expect(existsSync(path.join(keyDir, 'waves', waveId))).toBe(false)
  const row = await db.selectFrom('pulse_wave').select(['status', 'cleaned']).executeTakeFirst()
  expect(row).toEqual({ status: 'closed', cleaned: 1 })
  expect(await closeWave(db, keyDir, waveId, AFTER)).toBe('already-closed')
  const haifa = await waveReport(db, waveId, ['haifa'])
  expect(typeof haifa === 'object' && haifa.cells.map((cell) => cell.unit)).toEqual(['haifa'])
}

onBothDatabases(
  'a closed wave shows its cells, counts what could not be read, and keeps nothing else',
  async (database) => {
    const { db } = database
    const keyDir = keyDirOf(database)
    const waveId = await answered(db, keyDir)
    // These answers came without anybody taking a token: the operator is told.
    expect(await pulseFaults(db)).toEqual([`wave ${waveId}: more answers than tokens were taken`])
    expect(await closeWave(db, keyDir, waveId, AFTER)).toBe('published')
    await expectPublished(db, keyDir, waveId)
    expect(await pulseFaults(db)).toEqual([`wave ${waveId}: its counts do not fit each other`])
    await db.deleteFrom('pulse_cell').where('unit_id', '=', 'company').execute()
    expect((await pulseFaults(db)).length).toBeGreaterThan(1)
  },
)

onBothDatabases(
  'a close that was cut off after any step goes on and comes to the same',
  async (database) => {
    const { db } = database
    const keyDir = keyDirOf(database)
    const waveId = await answered(db, keyDir)
    const late = await answerOf(db, keyDir, waveId, (await frozenTree(db, waveId))!.groups[0]!.id)
    // Cut off after 'closing' was stored …
    expect(await beginClosing(db, waveId)).toBe('closing')
    expect(await storeResponse(db, waveId, late, LATER)).toBe('closed')
    // … after everything was opened, before anything was stored …
    const report = await openEnvelopes(db, keyDir, waveId)
    expect(await waveReport(db, waveId)).toBe('not-closed')
    expect(await db.selectFrom('pulse_response').select('spent').execute()).toHaveLength(24)
    // … after the report was stored, with the keys still there …
    if (report === 'keys-missing') throw new Error(report)
    expect(await publish(db, waveId, report, AFTER)).toBe('published')
    expect(await publish(db, waveId, report, AFTER)).toBe('already-closed')
    expect(sealKeyOf(keyDir, waveId)).not.toBeNull()
    // … and after the keys were destroyed, before the files were cleaned.
    destroyKeys(keyDir, waveId)
    await tendWaves(db, keyDir, AFTER)
    await expectPublished(db, keyDir, waveId)
  },
)

onBothDatabases(
  'a close cut off in the middle is finished by the job, once its time has come by itself',
  async (database) => {
    const { db } = database
    const keyDir = keyDirOf(database)
    const waveId = await answered(db, keyDir)
    await tendWaves(db, keyDir, LATER)
    expect((await wave(db, waveId))!.status).toBe('open')
    await tendWaves(db, keyDir, AFTER)
    await expectPublished(db, keyDir, waveId)
  },
)

onBothDatabases(
  'a close goes through while somebody reads the answers; their files follow once the reader is gone',
  async (database) => {
    const { db } = database
    const keyDir = keyDirOf(database)
    const waveId = await answered(db, keyDir)
    const row = () => db.selectFrom('pulse_wave').select(['status', 'cleaned']).executeTakeFirst()
    const reader = database.dialect === 'postgres' ? await db.startTransaction().execute() : null
    await reader?.selectFrom('pulse_response').select('spent').execute()
    expect(await closeWave(db, keyDir, waveId, AFTER)).toBe('published')
    expect(await row()).toEqual({ status: 'closed', cleaned: reader ? 0 : 1 })
    await reader?.rollback().execute()
    await tendWaves(db, keyDir, AFTER)
    await expectPublished(db, keyDir, waveId)
  },
)

onBothDatabases('two processes that close at once publish once', async (database) => {
  const { db } = database
  const keyDir = keyDirOf(database)
  const waveId = await answered(db, keyDir)
  const outcomes = await Promise.all([1, 2, 3].map(() => closeWave(db, keyDir, waveId, AFTER)))
  expect(outcomes.sort()).toEqual(['already-closed', 'already-closed', 'published'])
  await expectPublished(db, keyDir, waveId)
})

onBothDatabases(
  'with fewer than six answers in all everything is destroyed, and the wave says so',
  async (database) => {
    const { db } = database
    const keyDir = keyDirOf(database)
    const people = await companyOf(db, { haifa: 9 })
    const waveId = await launched(db, keyDir)
    for (const person of people.haifa!.slice(0, 5)) {
      const answer = await answerBy(db, keyDir, waveId, person, { answers: { enps: 3 } })
      await storeResponse(db, waveId, answer, LATER)
    }
    expect(await closeWave(db, keyDir, waveId, AFTER)).toBe('too-few')
    expect(await waveReport(db, waveId)).toBe('too-few')
    expect(await participation(db, waveId)).toBeNull()
    expect(await db.selectFrom('pulse_response').select('spent').execute()).toEqual([])
    expect(sealKeyOf(keyDir, waveId)).toBeNull()
  },
)

onBothDatabases(
  'a close without the seal key destroys nothing until somebody gives the wave up',
  async (database) => {
    const { db } = database
    const keyDir = keyDirOf(database)
    const waveId = await answered(db, keyDir)
    expect(await closeWave(db, path.join(keyDir, 'not-mounted'), waveId, AFTER)).toBe(
      'keys-missing',
    )
    await expect(tendWaves(db, path.join(keyDir, 'not-mounted'), AFTER)).rejects.toThrow('missing')
    expect(await db.selectFrom('pulse_response').select('spent').execute()).toHaveLength(24)
    expect(await closeWave(db, keyDir, waveId, AFTER)).toBe('published')
    expect(await voidWave(db, keyDir, waveId, AFTER)).toBe('already-closed')
  },
)

onBothDatabases(
  'after a restore an open wave takes answers but issues no token; without its keys it is void',
  async (database) => {
    const { db } = database
    const keyDir = keyDirOf(database)
    const people = await companyOf(db, { haifa: 9 })
    const [kept, lost] = [await launched(db, keyDir), await launched(db, keyDir)]
    const answer = await answerBy(db, keyDir, kept, people.haifa![0]!)
    await storeResponse(db, lost, await answerBy(db, keyDir, lost, people.haifa![0]!), LATER)
    destroyKeys(keyDir, lost)
    const onToday = async (person: string) =>
      (await openNotices(db, person, LATER)).map(({ id }) => id)
    expect(await onToday(people.haifa![1]!)).toHaveLength(2)
    const became = await wavesAfterRestore(db, keyDir, LATER)
    expect(new Map(became.map((each) => [each.id, each.became]))).toEqual(
      new Map([
        [kept, 'not-issuing'],
        [lost, 'void'],
      ]),
    )
    // Whoever has their token is still reminded of it on Today, and nobody is invited to what cannot be had.
    expect(await onToday(people.haifa![0]!)).toEqual([kept])
    expect(await onToday(people.haifa![1]!)).toEqual([])
    const reached = { email: 'a@example.org' }
    await db
      .updateTable('people_employee')
      .set(reached)
      .where('id', '=', people.haifa![1]!)
      .execute()
    const place = {
      company: { name: 'Garden', timeZone: 'UTC' },
      publicOrigin: 'https://z.example',
    }
    await writeToAll(db, kept, { reminder: 1 }, place, LATER)
    expect(await db.selectFrom('mail_message').select('key').execute()).toEqual([])
    expect(await waveAfterRestore(db, null)).toBe('not-issuing')
    const blinded = toBase64url(blindedMessage())
    expect(await issueToken(db, keyDir, kept, people.haifa![1]!, blinded, LATER)).toBe(
      'not-issuing',
    )
    expect(await storeResponse(db, kept, answer, LATER)).toBe('stored')
    expect(await waveReport(db, lost)).toBe('void')
    expect(await db.selectFrom('pulse_response').select('wave_id').execute()).toEqual([
      { wave_id: kept },
    ])
    expect(await cleanUp(db, keyDir, lost)).toBe(true)
  },
)

onBothDatabases(
  'thirty days after the close nobody can tell any more who was eligible or took a token',
  async (database) => {
    const { db } = database
    const keyDir = keyDirOf(database)
    const people = await companyOf(db, { haifa: 9 })
    const waveId = await launched(db, keyDir)
    await storeResponse(db, waveId, await answerBy(db, keyDir, waveId, people.haifa![0]!), LATER)
    await closeWave(db, keyDir, waveId, AFTER)
    const day = 24 * 60 * 60 * 1000
    await tendWaves(db, keyDir, new Date(AFTER.getTime() + 30 * day - 1))
    expect(await db.selectFrom('pulse_issued').select('employee_id').execute()).toHaveLength(1)
    await tendWaves(db, keyDir, new Date(AFTER.getTime() + 30 * day))
    expect(await db.selectFrom('pulse_issued').select('employee_id').execute()).toEqual([])
    expect(await db.selectFrom('pulse_eligible').select('employee_id').execute()).toEqual([])
  },
)
