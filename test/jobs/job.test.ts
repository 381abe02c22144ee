import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test, vi } from 'vitest'
import { connect } from '../../db/connect.ts'
import {
  type Attempt,
  enqueue,
  enqueueScheduled,
  MAX_ATTEMPTS,
  runDueJobs,
  sweepJobs,
  waitAfter,
} from '../../app/jobs/job.server.ts'
import {
  faultOf,
  givenUpJobs,
  jobKinds,
  jobsBehind,
  tryAgain,
} from '../../app/jobs/state.server.ts'
import { startJobs } from '../../app/jobs/work.server.ts'
import { onBothDatabases } from '../support/database.ts'

const noon = new Date('2026-11-02T12:00:00Z')
const later = (ms: number) => new Date(noon.getTime() + ms)
const at = (date: Date) => () => date
const quiet = { info: () => {}, error: () => {} }

onBothDatabases('the same work asked for twice is done once', async ({ db }) => {
  const seen: unknown[] = []
  const mail = { key: 'mail:1', kind: 'mail', payload: { to: 'a' }, runAt: noon }
  expect(await enqueue(db, mail)).toBe('enqueued')
  expect(await enqueue(db, { ...mail, payload: { to: 'b' } })).toBe('known')
  const handlers = { mail: async (payload: unknown) => void seen.push(payload) }
  expect(await runDueJobs(db, handlers, at(noon))).toEqual({ done: 1, failed: 0 })
  expect(await runDueJobs(db, handlers, at(noon))).toEqual({ done: 0, failed: 0 })
  expect(await enqueue(db, mail)).toBe('known')
  expect(seen).toEqual([{ to: 'a' }])
})

onBothDatabases('a job waits for its time, and the oldest goes first', async ({ db }) => {
  const seen: string[] = []
  for (const [key, wait] of [
    ['third', 3000],
    ['first', 1000],
    ['second', 2000],
  ] as const) {
    await enqueue(db, { key, kind: 'note', payload: key, runAt: later(wait) })
  }
  const handlers = { note: async (payload: unknown) => void seen.push(String(payload)) }
  await runDueJobs(db, handlers, at(later(999)))
  expect(seen).toEqual([])
  await runDueJobs(db, handlers, at(later(2000)))
  expect(seen).toEqual(['first', 'second'])
  await runDueJobs(db, handlers, at(later(3000)))
  expect(seen).toEqual(['first', 'second', 'third'])
})

onBothDatabases(
  'a job that fails is tried again after a growing wait, then left with its error',
  async ({ db }) => {
    let tries = 0
    await enqueue(db, { key: 'k', kind: 'bad', runAt: noon })
    const handlers = {
      bad: async () => {
        tries++
        throw new Error('no route to the mail server')
      },
    }
    let now = noon
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      expect(await runDueJobs(db, handlers, at(now))).toEqual({ done: 0, failed: 1 })
      expect(tries).toBe(attempt)
      const justBefore = new Date(now.getTime() + waitAfter(attempt) - 1)
      expect(await runDueJobs(db, handlers, at(justBefore))).toEqual({ done: 0, failed: 0 })
      now = new Date(justBefore.getTime() + 1)
    }
    expect(await runDueJobs(db, handlers, at(later(30 * 86_400_000)))).toEqual({
      done: 0,
      failed: 0,
    })
    expect(await givenUpJobs(db)).toMatchObject([
      { key: 'k', attempts: MAX_ATTEMPTS, error: 'no route to the mail server' },
    ])
  },
)

test('the waits between tries double from ten seconds to an hour', () => {
  expect([1, 2, 3, 4].map(waitAfter)).toEqual([10_000, 20_000, 40_000, 80_000])
  expect(waitAfter(30)).toBe(3_600_000)
})

onBothDatabases('a job whose process died is taken over when its lease ends', async ({ db }) => {
  await enqueue(db, { key: 'k', kind: 'work', runAt: noon })
  // What a killed process leaves behind: claimed, never finished.
  await db
    .updateTable('job')
    .set({ lease_until: noon.getTime() + 60_000, attempts: 1 })
    .execute()
  const attempts: number[] = []
  const handlers = {
    work: async (_: unknown, { attempt }: { attempt: number }) => void attempts.push(attempt),
  }
  await runDueJobs(db, handlers, at(later(59_999)))
  expect(attempts).toEqual([])
  await runDueJobs(db, handlers, at(later(60_000)))
  expect(attempts).toEqual([2])
})

onBothDatabases('a process that lost its lease does not tick the job off', async ({ db }) => {
  await enqueue(db, { key: 'k', kind: 'slow', runAt: noon })
  const handlers = {
    slow: async () => {
      // Another process takes it over meanwhile.
      await db
        .updateTable('job')
        .set({ lease_until: noon.getTime() + 999_999 })
        .execute()
    },
  }
  await runDueJobs(db, handlers, at(noon))
  const row = await db.selectFrom('job').selectAll().executeTakeFirstOrThrow()
  expect(row.done_at).toBeNull()
  expect(row.lease_until).toBe(noon.getTime() + 999_999)
})

onBothDatabases('work of an unknown kind stays for a process that knows it', async ({ db }) => {
  await enqueue(db, { key: 'k', kind: 'newer', runAt: noon })
  expect(await runDueJobs(db, { older: async () => {} }, at(noon))).toEqual({ done: 0, failed: 0 })
  const row = await db.selectFrom('job').selectAll().executeTakeFirstOrThrow()
  expect(row.attempts).toBe(0)
})

onBothDatabases(
  'four processes share sixty jobs, each done once',
  async ({ db, dataDir, databaseUrl }) => {
    for (let i = 0; i < 60; i++) await enqueue(db, { key: `k${i}`, kind: 'work', runAt: noon })
    const done: string[] = []
    const handlers = {
      work: async (_: unknown, { key }: { key: string }) => {
        await new Promise((resolve) => setTimeout(resolve, 1))
        done.push(key)
      },
    }
    const others = await Promise.all([1, 2, 3].map(() => connect({ dataDir, databaseUrl })))
    const counts = await Promise.all(
      [db, ...others].map((one) => runDueJobs(one, handlers, at(noon))),
    )
    await Promise.all(others.map((one) => one.destroy()))
    expect(counts.reduce((sum, count) => sum + count.done, 0)).toBe(60)
    expect(new Set(done).size).toBe(60)
    expect(done.length).toBe(60)
  },
)

onBothDatabases(
  'a nightly job is made once per night by any number of processes, and one missed night is caught up',
  async ({ db }) => {
    const nightly = [{ kind: 'night', pattern: '0 3 * * *', timeZone: 'Europe/Moscow' }]
    await Promise.all([1, 2, 3].map(() => enqueueScheduled(db, nightly, noon)))
    const keys = async () =>
      (await db.selectFrom('job').select('key').orderBy('key').execute()).map((row) => row.key)
    expect(await keys()).toEqual(['night@2026-11-02T00:00:00.000Z'])
    await enqueueScheduled(db, nightly, later(3 * 86_400_000))
    expect(await keys()).toEqual([
      'night@2026-11-02T00:00:00.000Z',
      'night@2026-11-05T00:00:00.000Z',
    ])
  },
)

onBothDatabases('a shutdown lets a job stop at a safe place, to go on later', async ({ db }) => {
  await enqueue(db, { key: 'k', kind: 'long', runAt: noon })
  let begun = () => {}
  const began = new Promise<void>((resolve) => (begun = resolve))
  const handlers = {
    long: (_: unknown, { signal }: { signal: AbortSignal }) =>
      new Promise<void>((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('interrupted')))
        begun()
      }),
  }
  const jobs = startJobs(db, handlers, quiet, at(noon))
  await began
  await jobs.stop()
  const row = await db.selectFrom('job').selectAll().executeTakeFirstOrThrow()
  expect(row).toMatchObject({ done_at: null, attempts: 0, lease_until: 0, run_at: noon.getTime() })
})

onBothDatabases('running jobs find new work, and soon after being woken', async ({ db }) => {
  const seen: unknown[] = []
  let arrived = () => {}
  const arrival = new Promise<void>((resolve) => (arrived = resolve))
  const handlers = {
    note: async (payload: unknown) => {
      seen.push(payload)
      arrived()
    },
  }
  const jobs = startJobs(db, handlers, quiet, at(noon))
  await enqueue(db, { key: 'k', kind: 'note', payload: 7, runAt: noon })
  jobs.wake()
  await arrival
  await jobs.stop()
  expect(seen).toEqual([7])
})

onBothDatabases('what was done a month ago is forgotten', async ({ db }) => {
  await enqueue(db, { key: 'k', kind: 'note', runAt: noon })
  await runDueJobs(db, { note: async () => {} }, at(noon))
  await sweepJobs(db, later(29 * 86_400_000))
  expect(await db.selectFrom('job').selectAll().execute()).toHaveLength(1)
  await sweepJobs(db, later(31 * 86_400_000))
  expect(await db.selectFrom('job').selectAll().execute()).toHaveLength(0)
})

onBothDatabases(
  'a job taken in the moment the portal stops is given back as if nobody had touched it',
  async ({ db }) => {
    await enqueue(db, { key: 'k', kind: 'note', runAt: noon })
    const stop = new AbortController()
    const seen: number[] = []
    const handlers = { note: async (_: unknown, { attempt }: Attempt) => void seen.push(attempt) }
    const stopping = () => {
      stop.abort()
      return noon
    }
    expect(await runDueJobs(db, handlers, stopping, { signal: stop.signal })).toEqual({
      done: 0,
      failed: 0,
    })
    expect(seen).toEqual([])
    expect(await runDueJobs(db, handlers, at(noon))).toEqual({ done: 1, failed: 0 })
    expect(seen).toEqual([1])
  },
)

onBothDatabases(
  'of each kind of work the owner sees when it ran last, how long it took and what went wrong',
  async ({ db }) => {
    let broken = true
    const handlers = {
      mail: async () => {
        if (broken) throw Object.assign(new Error('no answer from "relay.example"'), { code: 'X1' })
      },
    }
    await enqueue(db, { key: 'a', kind: 'mail', runAt: noon })
    await runDueJobs(db, handlers, at(noon))
    const failed = { kind: 'mail', startedAt: noon.getTime(), succeededAt: null }
    expect(await jobKinds(db)).toMatchObject([{ ...failed, error: 'X1: no answer from …' }])
    expect((await jobKinds(db))[0]!.failedAt).toBeGreaterThanOrEqual(noon.getTime())

    broken = false
    await runDueJobs(db, handlers, at(later(10_000)))
    const [kind] = await jobKinds(db)
    // What went wrong before stays readable: it may happen again.
    expect(kind).toMatchObject({
      startedAt: later(10_000).getTime(),
      error: 'X1: no answer from …',
    })
    expect(kind!.succeededAt).toBeGreaterThanOrEqual(later(10_000).getTime())
    expect(kind!.tookMs).toBeGreaterThanOrEqual(0)
  },
)

test('of an error the owner reads what happened, never what somebody wrote', () => {
  const said = [
    new SyntaxError('Unexpected token \'I\', "I hate my "... is not valid JSON'),
    new Error('duplicate key (email)=(emma@example.org)\nDETAIL: emma'),
    new Error('mailbox emma@example.org is full'),
    'thrown as a text, with whatever in it',
  ].map(faultOf)
  expect(said).toEqual([
    'SyntaxError: Unexpected token …',
    'Error: duplicate key …',
    'Error: mailbox … is full',
    'unknown',
  ])
})

onBothDatabases(
  'what was given up is tried again when the owner asks, and what somebody works at is left alone',
  async ({ db }) => {
    const jobs = ['given-up', 'resting', 'at-work', 'done']
    for (const key of jobs) await enqueue(db, { key, kind: 'work', runAt: later(60_000) })
    const set = (key: string, values: object) =>
      db.updateTable('job').where('key', '=', key).set(values).execute()
    await set('given-up', { attempts: MAX_ATTEMPTS, error: 'x' })
    await set('resting', { attempts: 3, error: 'x' })
    await set('at-work', { attempts: 3, error: 'x', lease_until: later(1000).getTime() })
    await set('done', { done_at: noon.getTime() })
    expect(await tryAgain(db, noon)).toBe(2)
    const ran: string[] = []
    const handlers = { work: async (_: unknown, { key }: Attempt) => void ran.push(key) }
    await runDueJobs(db, handlers, at(noon))
    expect(ran).toEqual(['given-up', 'resting'])
    expect(await givenUpJobs(db)).toEqual([])
  },
)

onBothDatabases('work that nobody takes up shows since when it has been due', async ({ db }) => {
  expect(await jobsBehind(db, noon)).toEqual({ failing: 0, dueSince: null })
  await enqueue(db, { key: 'a', kind: 'work', runAt: later(-5000) })
  await enqueue(db, { key: 'b', kind: 'work', runAt: later(5000) })
  expect(await jobsBehind(db, noon)).toEqual({ failing: 0, dueSince: later(-5000).getTime() })
})

onBothDatabases(
  'three processes of the operating system share forty jobs, each done once; what one that is killed held is taken over',
  async ({ db, dataDir, databaseUrl }) => {
    for (let i = 0; i < 40; i++) await enqueue(db, { key: `k${i}`, kind: 'work', runAt: noon })
    const where = JSON.stringify({ dataDir, databaseUrl })
    const worker = (...hold: string[]) =>
      spawn(process.execPath, ['test/jobs/worker.ts', where, String(noon.getTime()), ...hold], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
    const killed = worker('hold')
    // It says what it took up, and is killed in the midst of it, however late that is read here.
    const [held] = (await once(killed.stdout, 'data')).map((text) => String(text).trim())
    killed.kill('SIGKILL')
    await once(killed, 'exit')

    const others = [worker(), worker()]
    const said = await Promise.all(others.map(({ stdout }) => stdout.toArray()))
    const keys = said.flatMap((chunks) => chunks.join('').trim().split('\n').filter(Boolean))
    expect(keys).not.toContain(held)
    expect(new Set(keys).size).toBe(39)
    expect(keys.length).toBe(39)

    const again: string[] = []
    const handlers = { work: async (_: unknown, { key }: Attempt) => void again.push(key) }
    await runDueJobs(db, handlers, at(later(60_000)))
    expect(again).toEqual([held])
  },
)

onBothDatabases(
  'work that hangs for six hours is told to stop, shown to the owner and left to others',
  async ({ db }) => {
    await enqueue(db, { key: 'k', kind: 'work', runAt: noon })
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    try {
      let begun = () => {}
      const began = new Promise<void>((resolve) => (begun = resolve))
      let told = false
      const hangs = (_: unknown, { signal }: Attempt) => {
        signal.addEventListener('abort', () => (told = true))
        begun()
        return new Promise<void>(() => {})
      }
      const running = runDueJobs(db, { work: hangs }, at(noon))
      await began
      const now = performance.now()
      vi.spyOn(performance, 'now').mockImplementation(() => now + 6 * 3_600_000 + 1)
      await vi.advanceTimersByTimeAsync(20_000)
      expect(await running).toEqual({ done: 0, failed: 0 })
      expect(told).toBe(true)
    } finally {
      vi.restoreAllMocks()
      vi.useRealTimers()
    }
    expect(await jobKinds(db)).toMatchObject([
      { kind: 'work', succeededAt: null, error: 'Error: it took longer than six hours' },
    ])
    expect(await runDueJobs(db, { work: async () => {} }, at(later(60_000)))).toEqual({
      done: 1,
      failed: 0,
    })
  },
)
