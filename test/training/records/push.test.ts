import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import warningsOf from '@learninglocker/xapi-validation'
import { startJobs } from '../../../app/jobs/work.server.ts'
import { readSettings } from '../../../app/http/settings.ts'
import { revokeCertificate } from '../../../app/training/certificates/certificate.server.ts'
import { modulesOn } from '../../../app/training/certificates/standing.server.ts'
import { titlesOf } from '../../../app/training/catalogue.server.ts'
import {
  pushNow,
  pushStatements,
  recordJobs,
  storeState,
} from '../../../app/training/records/push.server.ts'
import {
  eventsWithin,
  statementOf,
  writeStatements,
} from '../../../app/training/records/statement.server.ts'
import type { Db } from '../../../db/connect.ts'
import { onBothDatabases } from '../../support/database.ts'
import { somebody } from '../somebody.ts'
import { at, certified, round } from '../certificates/passing.ts'
import { recordStore, type TestStore } from './store.ts'

const ISSUER = {
  origin: 'https://zveno.example.org',
  secret: 'a secret of at least thirty-two signs',
}
const EVER = { unitIds: ['shop'], from: 0, until: Number.MAX_SAFE_INTEGER }
const HOUR = 3_600_000

/** Maya holds HR's certificate, Lev finished one module without passing it. */
async function history(db: Db) {
  await somebody(db, 'maya', at(0))
  await somebody(db, 'lev', at(0))
  const { id } = await certified(db, { id: 'maya', name: 'Maya Levi', roles: ['hr'] }, 'hr')
  await round(db, 'lev', (await modulesOn(db, 'hr'))[0]!, at(1), 1)
  return id
}

const withStore = (title: string, body: (db: Db, store: TestStore) => Promise<void>) =>
  onBothDatabases(title, async ({ db }) => {
    const store = await recordStore()
    try {
      await body(db, store)
    } finally {
      await store.close()
    }
  })

const push = (db: Db, store: TestStore, time: Date) => pushStatements(db, ISSUER, store, () => time)

async function told(db: Db) {
  const titles = await titlesOf(db)
  return (await eventsWithin(db, EVER)).map((one) => statementOf(one, ISSUER, titles))
}

onBothDatabases(
  'every statement is valid xAPI, tells what was finished and passed, and names nobody',
  async ({ db }) => {
    const id = await history(db)
    await revokeCertificate(db, id, { id: 'lev' }, 'By mistake', at(9))
    const statements = await told(db)
    const of = (verb: string) => statements.filter((one) => one.verb.id.endsWith(`/${verb}`))
    const modules = (await modulesOn(db, 'hr')).length
    expect(of('completed')).toHaveLength(modules + 1)
    expect(of('passed')).toHaveLength(modules)
    expect(of('earned')).toHaveLength(1)
    expect(of('voided')).toMatchObject([{ object: { id: of('earned')[0]!.id } }])
    expect(statements).toHaveLength(2 * modules + 3)
    for (const statement of statements) {
      // The library reports each fault as a warning; a sound statement has none.
      expect(warningsOf(statement)).toEqual([])
    }
    expect(warningsOf({ ...statements[0], actor: {} })).not.toEqual([])
    const text = JSON.stringify(statements)
    expect(text).not.toMatch(/maya|levi|"lev"|by mistake/i)
    expect(text).not.toMatch(/answer|choice|correct|score|pulse/i)
    const actors = new Set(of('completed').map((one) => JSON.stringify(one.actor)))
    expect(actors.size).toBe(2)
    // Told again, in another order or by another process, they are the same.
    const again = await told(db)
    expect(again).toEqual(statements)
    expect(new Set(statements.map((one) => one.id)).size).toBe(statements.length)
  },
)

test('nothing that makes records can read the pulse, an answer or a line', () => {
  for (const file of ['record', 'statement', 'push', 'store', 'file']) {
    const text = readFileSync(`app/training/records/${file}.server.ts`, 'utf8')
    expect(text).not.toMatch(/pulse_|training_answer|training_exam|training_note|training_review/)
  }
})

withStore(
  'the store gets everything once, the oldest first, and then only what is new',
  async (db, store) => {
    await history(db)
    expect(await push(db, store, at(8))).toBe('done')
    const all = (await eventsWithin(db, EVER)).length
    expect(store.kept.size).toBe(all)
    expect(store.arrived).toHaveLength(all)
    expect(await push(db, store, at(9))).toBe('done')
    expect(store.arrived).toHaveLength(all)
    await round(db, 'lev', (await modulesOn(db, 'hr'))[0]!, at(10))
    expect(await push(db, store, at(10))).toBe('done')
    expect(store.arrived).toHaveLength(all + 1)
    expect(await storeState(db, store)).toMatchObject({
      sent: all + 1,
      waiting: 0,
      refused: null,
      trouble: null,
      sentAt: at(10).getTime(),
    })
  },
)

withStore(
  'a store in trouble is left alone for longer and longer, and in the end has each once',
  async (db, store) => {
    await history(db)
    const statuses = [500, 503, 429, 401]
    store.trouble = () => statuses.shift() ?? null
    let time = at(8).getTime()
    const pauses: number[] = []
    while (statuses.length > 0) {
      expect(await push(db, store, new Date(time))).toBe('trouble')
      const { nextAt } = (await storeState(db, store))!.trouble!
      pauses.push(nextAt - time)
      expect(await push(db, store, new Date(nextAt - 1))).toBe('not-now')
      time = nextAt
    }
    expect(pauses).toEqual([10_000, 20_000, 40_000, 80_000])
    expect((await storeState(db, store))?.trouble?.words).toContain('401')
    expect(store.kept.size).toBe(0)
    expect(await push(db, store, new Date(time))).toBe('done')
    const all = (await eventsWithin(db, EVER)).length
    expect(store.arrived).toHaveLength(all)
    expect(await storeState(db, store)).toMatchObject({ sent: all, trouble: null })
  },
)

withStore(
  'what arrived without an answer is sent again the same, and the store keeps one of each',
  async (db, store) => {
    await history(db)
    let cuts = 2
    store.trouble = () => (cuts-- > 0 ? 'cut' : null)
    expect(await push(db, store, at(8))).toBe('trouble')
    const arrived = store.kept.size
    expect(arrived).toBeGreaterThan(0)
    // Meanwhile the portal moved and a title changed: what was written down stays as it was.
    const moved = { ...ISSUER, origin: 'https://elsewhere.example.org' }
    const again = async (hours: number) =>
      pushStatements(db, moved, store, () => new Date(at(8).getTime() + hours * HOUR))
    expect(await again(1)).toBe('trouble')
    expect(await again(2)).toBe('done')
    const all = (await eventsWithin(db, EVER)).length
    expect(store.kept.size).toBe(all)
    expect(store.arrived.length).toBeGreaterThan(all)
    expect(store.asked.every((one) => one === 'POST /xapi/statements')).toBe(true)
  },
)

withStore('two processes at once send nothing twice', async (db, store) => {
  await history(db)
  const outcomes = await Promise.all([1, 2, 3].map(() => push(db, store, at(8))))
  expect(outcomes).toContain('done')
  expect(outcomes).not.toContain('trouble')
  expect(store.arrived).toHaveLength((await eventsWithin(db, EVER)).length)
  await Promise.all([1, 2, 3].map(() => writeStatements(db, ISSUER)))
  expect(new Set(store.arrived).size).toBe(store.arrived.length)
  // One that died while sending is followed by another when its lease ends.
  await db
    .updateTable('training_record_store')
    .set({ lease_until: at(8).getTime() + 1000 })
    .execute()
  expect(await push(db, store, at(8))).toBe('not-now')
  expect(await push(db, store, new Date(at(8).getTime() + 1000))).toBe('done')
})

withStore(
  'one statement that the store will not have holds up no other, and HR reads why',
  async (db, store) => {
    const id = await history(db)
    const known = await told(db)
    const earned = known.find((one) => one.verb.id.endsWith('/earned'))!
    store.refuses = (one) => one.id === earned.id
    // One it has already, told in other words.
    store.kept.set(known[0]!.id, { id: known[0]!.id, other: 'words' })
    expect(await push(db, store, at(8))).toBe('done')
    expect(store.kept.size).toBe(known.length - 1)
    expect(await storeState(db, store)).toMatchObject({
      sent: known.length - 1,
      waiting: 0,
      refused: { n: 1, words: '400 "not like this"' },
    })
    await revokeCertificate(db, id, { id: 'lev' }, 'By mistake', at(9))
    expect(await push(db, store, at(9))).toBe('done')
    expect([...store.kept.values()].at(-1)).toMatchObject({ object: { id: earned.id } })
  },
)

withStore(
  'the portal’s own job sends, waits out trouble by itself, and starts at HR’s wish',
  async (db, store) => {
    await history(db)
    let time = at(8).getTime()
    let failing = true
    store.trouble = () => (failing ? 503 : null)
    const settings = {
      ...readSettings({
        DATA_DIR: path.join(tmpdir(), 'zveno-unused'),
        SECRET: ISSUER.secret,
        PORT: '0',
      }),
      publicOrigin: ISSUER.origin,
      store,
    }
    const clock = () => new Date(time)
    const log = { info: () => {}, error: () => {} }
    await pushNow(db, store, clock())
    const jobs = startJobs(db, recordJobs(db, settings, clock), log, clock, [])
    const state = () => storeState(db, store)
    await vi.waitFor(async () => expect((await state())?.trouble).not.toBeNull(), 20_000)
    failing = false
    time += 10_000
    jobs.wake()
    await vi.waitFor(
      async () => expect(await state()).toMatchObject({ waiting: 0, trouble: null }),
      20_000,
    )
    await jobs.stop()
    expect(store.kept.size).toBe((await eventsWithin(db, EVER)).length)
    const failed = await db.selectFrom('job').where('error', 'is not', null).selectAll().execute()
    expect(failed).toEqual([])
  },
)

test('a store is set by its address and both halves of its key, or not at all', () => {
  const read = (env: Record<string, string>) =>
    readSettings({ DATA_DIR: path.join(tmpdir(), 'zveno-unused'), ...env })
  expect(read({}).store).toBeUndefined()
  expect(() => read({ LRS_ENDPOINT: 'https://lrs.example/xapi' })).toThrow(/all three or none/)
  const whole = {
    LRS_ENDPOINT: 'https://lrs.example/xapi/statements/',
    LRS_KEY: 'k',
    LRS_SECRET: 's',
  }
  expect(read(whole).store).toEqual({ endpoint: 'https://lrs.example/xapi', key: 'k', secret: 's' })
})
