import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import autocannon from 'autocannon'
import type { Profile } from './profile.ts'

export interface Ask {
  method?: 'GET' | 'POST'
  path: string
  headers?: Record<string, string>
  body?: string
}

/** Requests a second, as `load` measures them. */
export async function rate(url: string, asks: Ask[], connections = 8): Promise<number> {
  return (await load(url, asks, connections)).rate
}

/**
 * Sends every request once over so many kept connections, one at a time on each; answers in requests a second, and the
 * 99th percentile of the waits in ms. Throws unless every answer is in the 200s.
 */
export async function load(
  url: string,
  asks: Ask[],
  connections: number,
): Promise<{ rate: number; p99: number }> {
  if (asks.length % connections !== 0) throw new Error('each connection gets the same share')
  const share = asks.length / connections
  let next = 0
  let last = 0
  const started = performance.now()
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const run = autocannon(
      {
        url,
        connections,
        amount: asks.length,
        // A job may keep everybody waiting: that is to show in the figures, not to end the bench.
        timeout: 120,
        sampleInt: 50,
        setupClient(client) {
          client.setRequests(asks.slice(next, (next += share)))
        },
      },
      (error: Error | null, done) => (error ? reject(error) : resolve(done)),
    )
    run.on('response', () => (last = performance.now()))
  })
  if (result['2xx'] !== asks.length) {
    const said = JSON.stringify(result.statusCodeStats ?? {})
    throw new Error(
      `${asks[0]!.path}: ${asks.length} asked, answers ${said}, ${result.errors} errors`,
    )
  }
  return { rate: asks.length / ((last - started) / 1000), p99: result.latency.p99 }
}

/** What a measure is made of: requests a second, and the server's processor time for one, in ms. */
export class Series {
  rates: number[] = []
  cpu: number[] = []

  async add(server: Server, asks: Ask[], connections = 8): Promise<number> {
    const before = await server.cpu()
    const measured = await rate(server.url, asks, connections)
    this.rates.push(measured)
    this.cpu.push(((await server.cpu()) - before) / asks.length)
    return measured
  }
}

export function same(ask: Ask, times: number): Ask[] {
  return Array.from({ length: times }, () => ask)
}

export interface Server {
  url: string
  /** The processor time it has used so far, in ms: what a busy machine cannot stretch much. */
  cpu: () => Promise<number>
  /** The most memory it has held so far, in MB. */
  memory: () => Promise<number>
  /** What it holds on to when all garbage is collected, in MB. */
  alive: () => Promise<number>
  /** Where its time goes while `work` runs. */
  profile: (work: () => Promise<unknown>) => Promise<Profile>
  stop: () => Promise<void>
}

/** Starts `test/bench/<file>` in a process of its own, so that it does not share a thread with the load. */
export async function serve(file: string, env: Record<string, string> = {}): Promise<Server> {
  const child: ChildProcess = fork(path.join(import.meta.dirname, file), {
    env: { ...process.env, PORT: '0', LOG_LEVEL: 'silent', ...env },
  })
  const [message] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error(`${file} did not start`))),
  ])
  const asked = async <Answer>(question: string): Promise<Answer> => {
    child.send(question)
    return (await once(child, 'message'))[0] as Answer
  }
  return {
    url: (message as { ready: string }).ready,
    cpu: () => asked<number>('cpu'),
    memory: () => asked<number>('memory'),
    alive: () => asked<number>('alive'),
    profile: async (work) => {
      await asked('profile start')
      await work()
      return asked<Profile>('profile stop')
    },
    stop: async () => {
      child.kill('SIGTERM')
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}

/** Folders for one measure; on the disk that the machine calls temporary. */
export function folders(): { DATA_DIR: string; KEY_DIR: string; remove: () => void } {
  const dir = mkdtempSync(path.join(tmpdir(), 'zveno-bench-'))
  return {
    DATA_DIR: path.join(dir, 'data'),
    KEY_DIR: path.join(dir, 'keys'),
    remove: () => rmSync(dir, { recursive: true, force: true }),
  }
}
