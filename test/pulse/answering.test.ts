import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { expect, onTestFinished, test } from 'vitest'
import {
  begin,
  checkedManifest,
  checkedText,
  send,
  sealedDraft,
  withdraw,
  withToken,
  type Ask,
  type Checked,
} from '../../app/pulse/answering/exchange.client.ts'
import { inMemory, locked, unlocked, untilFull } from '../../app/pulse/answering/device.client.ts'
import {
  contentsOf,
  keyChoice,
  languageOf,
  pointsAtWriter,
  scaleOf,
  type Draft,
  type Sealed,
} from '../../app/pulse/answering/draft.ts'
import { startSession } from '../../app/auth/session.server.ts'
import { limitedBody } from '../../app/http/body-limit.ts'
import { makeLog } from '../../app/http/log.ts'
import { readSettings } from '../../app/http/settings.ts'
import { opened } from '../../app/pulse/envelope.server.ts'
import { sealKeyOf } from '../../app/pulse/keys.server.ts'
import { canonical, type Manifest } from '../../app/pulse/manifest.ts'
import { pulseProtocol } from '../../app/pulse/protocol.server.ts'
import { fromBase64url } from '../../app/pulse/token.ts'
import { manifestText, openWavesFor, wave } from '../../app/pulse/wave.server.ts'
import type { Db } from '../../db/connect.ts'
import { onBothDatabases, type TestDatabase } from '../support/database.ts'
import { AFTER, companyOf, keyDirOf, launched, LATER } from './company.ts'

/** The pulse's own addresses on a real server, and a browser that is signed in as one person. */
async function browserOf(database: TestDatabase, employeeId: string, clock = () => LATER) {
  const { db, dataDir } = database
  const keyDir = keyDirOf(database)
  const app = express()
  app.use(limitedBody())
  app.use(
    pulseProtocol({
      db,
      settings: {
        ...readSettings({
          NODE_ENV: 'test',
          DATA_DIR: dataDir,
          SECRET: 'a secret that only this test has',
        }),
        keyDir,
        publicOrigin: 'http://zveno.test',
      },
      now: clock,
      log: makeLog('silent'),
      company: { name: 'Garden', timeZone: 'UTC' },
    }),
  )
  const server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const cookie = (await startSession(db, false, employeeId, LATER)).split(';')[0]!
  const line = { cut: false, sent: [] as { path: string; body: string; cookie: boolean }[] }
  const ask: Ask = async (path, init) => {
    const credentials = init.credentials !== 'omit'
    line.sent.push({ path, body: String(init.body ?? ''), cookie: credentials })
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      ...init,
      headers: { ...init.headers, ...(credentials && { Cookie: cookie }) },
    })
    if (line.cut) throw new TypeError('connection lost after the server had answered')
    return answer
  }
  return { ask, line }
}

async function oneWave(database: TestDatabase) {
  const people = await companyOf(database.db, { haifa: 6, akko: 7 })
  const waveId = await launched(database.db, keyDirOf(database))
  return { people, waveId }
}

async function checked(ask: Ask, waveId: string): Promise<Checked> {
  const result = await checkedManifest(ask, waveId)
  if (typeof result === 'string') throw new Error(result)
  return result
}

async function draftWithToken(ask: Ask, keeper: ReturnType<typeof inMemory>, waveId: string) {
  const kept = await begin(ask, keeper, await checked(ask, waveId))
  if (typeof kept === 'string' || kept.state !== 'draft') throw new Error(JSON.stringify(kept))
  const draft = await withToken(ask, keeper, waveId, kept.draft)
  if (typeof draft === 'string') throw new Error(draft)
  return draft
}

/** Sealed and kept, as the answer page does it. */
async function sealedAnswer(
  keeper: ReturnType<typeof inMemory>,
  manifest: Manifest,
  draft: Draft,
): Promise<Draft & { sealed: Sealed }> {
  const kept = await sealedDraft(keeper, manifest, draft)
  if (kept.state !== 'draft' || !kept.draft.sealed) throw new Error('not sealed')
  return { ...kept.draft, sealed: kept.draft.sealed }
}

async function responses(db: Db) {
  return db.selectFrom('pulse_response').selectAll().execute()
}

onBothDatabases(
  'a browser answers from start to acknowledgement, and only the key and the token know who asks',
  async (database) => {
    const { people, waveId } = await oneWave(database)
    const { ask, line } = await browserOf(database, people.haifa![0]!)
    const keeper = inMemory()
    const seen = await checked(ask, waveId)
    expect(seen.code).toEqual((await wave(database.db, waveId))!.code)

    const draft = await draftWithToken(ask, keeper, waveId)
    // A name, since these three letters stand in one of a hundred keys by chance.
    expect(JSON.stringify(await keeper.load())).not.toMatch(/"inv[^"]*":/)
    const ready = await sealedAnswer(keeper, seen.manifest, {
      ...draft,
      answers: { enps: 9, can_grow: 4 },
      comments: { comment: ' Зеркала у кассы ' },
    })
    expect(ready.answers).toEqual({})
    expect(await send(ask, keeper, waveId, ready)).toBe('sent')
    expect(await keeper.load()).toEqual({ state: 'sent', receipt: null })

    const [row, ...others] = await responses(database.db)
    expect(others).toEqual([])
    const seal = sealKeyOf(keyDirOf(database), waveId)!
    expect(await opened(waveId, seal, Buffer.from(row!.envelope!))).toMatchObject({
      answers: { enps: 9, can_grow: 4 },
      comments: [{ question: 'comment', text: 'Зеркала у кассы', companyLevel: true }],
    })
    expect(line.sent.map(({ path, cookie }) => [path.split('/').at(-1), cookie])).toEqual([
      ['manifest', false],
      ['manifest', false],
      ['key', true],
      ['token', true],
      ['response', false],
    ])
    const [mine] = await openWavesFor(database.db, people.haifa![0]!, LATER)
    expect(mine!.issued).toBe(true)
  },
)

onBothDatabases(
  'a lost acknowledgement: the retry is the same to the byte and is acknowledged again',
  async (database) => {
    const { people, waveId } = await oneWave(database)
    const { ask, line } = await browserOf(database, people.haifa![0]!)
    const keeper = inMemory()
    const { manifest } = await checked(ask, waveId)

    const kept = await begin(ask, keeper, await checked(ask, waveId))
    if (typeof kept === 'string' || kept.state !== 'draft') throw new Error('not begun')
    line.cut = true
    expect(await withToken(ask, keeper, waveId, kept.draft)).toBe('later')
    line.cut = false
    // As after a reload: only what was kept is there.
    const again = (await keeper.load())!
    if (again.state !== 'draft') throw new Error('not a draft')
    const draft = (await withToken(ask, keeper, waveId, again.draft)) as Draft
    expect(draft.token.step).toBe('signed')

    const ready = await sealedAnswer(keeper, manifest, { ...draft, answers: { enps: 3 } })
    line.cut = true
    expect(await send(ask, keeper, waveId, ready)).toBe('later')
    line.cut = false
    const there = (await keeper.load())!
    if (there.state !== 'draft') throw new Error('not a draft')
    const resealed = await sealedAnswer(keeper, manifest, there.draft)
    expect(await send(ask, keeper, waveId, resealed)).toBe('sent')
    const posts = line.sent.filter(({ path }) => path.endsWith('/response'))
    expect(posts).toHaveLength(2)
    expect(posts[0]!.body).toBe(posts[1]!.body)
    expect(await responses(database.db)).toHaveLength(1)
  },
)

onBothDatabases(
  'on a device that has become full somebody answers to the end; it says so, and keeps no draft to be sent again',
  async (database) => {
    const { people, waveId } = await oneWave(database)
    const { ask } = await browserOf(database, people.haifa![0]!)
    const device = inMemory()
    const draft = await draftWithToken(ask, device, waveId)

    const full = () => Promise.reject(new DOMException('no room', 'QuotaExceededError'))
    const told: boolean[] = []
    const keeper = untilFull({ ...device, lasting: true, save: full }, (takes) => told.push(takes))
    const { manifest } = await checked(ask, waveId)
    const ready = await sealedAnswer(keeper, manifest, { ...draft, answers: { enps: 9 } })
    expect(keeper.lasting).toBe(false)
    expect(told).toEqual([false])
    expect(await device.load()).toEqual({ state: 'draft', draft })

    expect(await send(ask, keeper, waveId, ready)).toBe('sent')
    expect(await responses(database.db)).toHaveLength(1)
    expect(await device.load()).toBeNull()
  },
)

onBothDatabases('a second device gets no second token, and is told so', async (database) => {
  const { people, waveId } = await oneWave(database)
  const { ask } = await browserOf(database, people.haifa![0]!)
  await draftWithToken(ask, inMemory(), waveId)
  const other = inMemory()
  const kept = await begin(ask, other, await checked(ask, waveId))
  if (typeof kept === 'string' || kept.state !== 'draft') throw new Error('not begun')
  expect(await withToken(ask, other, waveId, kept.draft)).toBe('taken')
})

onBothDatabases(
  'whoever holds the receipt takes the answer back; nobody else does; after the close it is too late',
  async (database) => {
    const { people, waveId } = await oneWave(database)
    let now = LATER
    const { ask } = await browserOf(database, people.akko![0]!, () => now)
    const keeper = inMemory()
    const draft = await draftWithToken(ask, keeper, waveId)
    const { manifest } = await checked(ask, waveId)
    const ready = await sealedAnswer(keeper, manifest, { ...draft, answers: { enps: 0 } })
    await send(ask, keeper, waveId, ready)

    expect(await withdraw(ask, waveId, new Uint8Array(16))).toBe('unknown')
    const receipt = fromBase64url(ready.sealed.receipt)!
    expect(await withdraw(ask, waveId, receipt)).toBe('withdrawn')
    expect((await responses(database.db)).map(({ envelope }) => envelope)).toEqual([null])
    expect(await send(ask, keeper, waveId, ready)).toBe('spent')
    now = AFTER
    expect(await withdraw(ask, waveId, receipt)).toBe('closed')
  },
)

onBothDatabases(
  'a browser starts nothing with a key that is not in the manifest everybody has',
  async (database) => {
    const { people, waveId } = await oneWave(database)
    const { ask, line } = await browserOf(database, people.haifa![0]!)
    const foreign: Ask = async (path, init) => {
      const answer = await ask(path, init)
      if (!path.endsWith('/key')) return answer
      const key = (await answer.json()) as { spki: string }
      return Response.json({ ...key, spki: `A${key.spki.slice(1)}` })
    }
    expect(await begin(foreign, inMemory(), await checked(ask, waveId))).toBe('forged')
    expect(line.sent.some(({ path }) => path.endsWith('/token'))).toBe(false)
  },
)

onBothDatabases(
  'a browser refuses a manifest of another wave, or one that would count fewer than six',
  async (database) => {
    const { waveId } = await oneWave(database)
    const text = (await manifestText(database.db, waveId))!
    const manifest = JSON.parse(text) as Manifest
    expect(await checkedText(text, waveId)).toHaveProperty('manifest')
    expect(await checkedText(text, crypto.randomUUID())).toBe('forged')
    expect(await checkedText(` ${text}`, waveId)).toBe('forged')
    const three = { ...manifest, thresholds: { cell: 3, detail: 10 } }
    expect(await checkedText(canonical(three), waveId)).toBe('forged')
    const small = {
      ...manifest,
      groups: manifest.groups.map((group) => ({ ...group, eligible: 5 })),
    }
    expect(await checkedText(canonical(small), waveId)).toBe('forged')
  },
)

test('what is kept on a device opens with its own key only', async () => {
  const [mine, other] = ['A'.repeat(43), `B${'A'.repeat(42)}`]
  const kept = { state: 'sent', receipt: 'c2VjcmV0' } as const
  const box = await locked(mine, kept)
  expect(Buffer.from(box).toString('latin1')).not.toContain('receipt')
  expect(await unlocked(mine, box)).toEqual(kept)
  expect(await unlocked(other, box)).toBeNull()
  expect(Buffer.from(await locked(mine, kept)).equals(Buffer.from(box))).toBe(false)
})

test('keys 1 to 5 choose an item; 0 to 9 and T a score, T also on a Hebrew keyboard', () => {
  expect(keyChoice({ kind: 'item' }, '5', 'Digit5')).toBe(5)
  expect(keyChoice({ kind: 'item' }, '0', 'Digit0')).toBeNull()
  expect(keyChoice({ kind: 'item' }, 't', 'KeyT')).toBeNull()
  expect(keyChoice({ kind: 'enps' }, '0', 'Numpad0')).toBe(0)
  expect(keyChoice({ kind: 'enps' }, 'א', 'KeyT')).toBe(10)
  expect(keyChoice({ kind: 'enps' }, 'Enter', 'Enter')).toBeNull()
  expect(keyChoice({ kind: 'comment' }, '1', 'Digit1')).toBeNull()
  expect(scaleOf({ kind: 'enps' })).toHaveLength(11)
})

test('the number of an option chooses it, and no number beyond the last does', () => {
  const lunch = { kind: 'choice' as const, options: ['early', 'late', 'none'] }
  expect(scaleOf(lunch)).toEqual([1, 2, 3])
  expect(keyChoice(lunch, '3', 'Digit3')).toBe(3)
  expect(keyChoice(lunch, '4', 'Digit4')).toBeNull()
  expect(keyChoice(lunch, '0', 'Digit0')).toBeNull()
  expect(keyChoice(lunch, 't', 'KeyT')).toBeNull()
})

test('a comment in a language that few use is told by its letters, whatever the portal is set to', () => {
  expect(languageOf('Больше света у кассы 3')).toBe('ru')
  expect(languageOf('עוד אור ליד הקופה')).toBe('he')
  expect(languageOf('More light, please')).toBe('en')
  expect(languageOf('… 24/7 !')).toBeNull()
  expect(pointsAtWriter('Нужен ещё один POS', ['ru'])).toBe(true)
  expect(pointsAtWriter('We need one more POS', ['ru'])).toBe(false)
  expect(pointsAtWriter('', ['en', 'ru', 'he'])).toBe(false)
})

test('only what belongs to the questions goes into the envelope; skipped is absent', () => {
  const manifest = {
    rareLanguages: ['he'],
    survey: {
      questions: [
        { id: 'enps', kind: 'enps' },
        { id: 'growth', kind: 'item' },
        { id: 'lunch', kind: 'choice', options: [{}, {}] },
        { id: 'shift', kind: 'choice', options: [{}, {}] },
        { id: 'comment', kind: 'comment' },
        { id: 'other', kind: 'comment' },
      ],
    },
  } as unknown as Manifest
  const draft: Draft = {
    manifest: '',
    group: 'g',
    spki: '',
    token: { step: 'signed', token: 't', signature: 's' },
    at: 4,
    answers: { enps: 0, growth: 9, gone: 3, lunch: 2, shift: 3 },
    comments: { comment: '  יותר אור  ', other: '   ' },
    sealed: null,
  }
  expect(contentsOf(draft, manifest)).toEqual({
    group: 'g',
    token: 't',
    signature: 's',
    answers: { enps: 0, lunch: 2 },
    comments: [{ question: 'comment', text: 'יותר אור', companyLevel: true }],
  })
})
