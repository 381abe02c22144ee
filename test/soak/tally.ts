import { Agent, request, type IncomingMessage } from 'node:http'
import { once } from 'node:events'
import type { Ask, Server } from '../bench/load.ts'

/** What came of everything asked for: waits in ms by kind, and what was no good answer. */
export class Tally {
  waits = new Map<string, number[]>()
  errors = new Map<string, number>()
  readonly #agent: Agent

  constructor(connections: number) {
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections })
  }

  /** Sends one request and notes how long it took from now; a broken connection and 4xx, 5xx are errors. */
  async ask(url: string, kind: string, { method = 'GET', path, headers, body }: Ask) {
    const started = performance.now()
    let came: number | string
    let text = ''
    let kept = false
    try {
      const asked = request(url + path, {
        agent: this.#agent,
        method,
        headers: {
          ...(body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) }),
          ...headers,
        },
      })
      asked.once('socket', () => (kept = asked.reusedSocket))
      asked.end(body)
      const [answer] = (await once(asked, 'response')) as [IncomingMessage]
      for await (const part of answer.setEncoding('utf8')) text += part
      came = answer.statusCode!
    } catch (error) {
      // Counted as what it is. One that was kept may have been closed as the request came: a browser asks again.
      came = `${(error as { code?: string }).code ?? 'broken'} on a ${kept ? 'kept' : 'new'} connection`
    }
    const list = this.waits.get(kind) ?? []
    this.waits.set(kind, list)
    list.push(performance.now() - started)
    if (typeof came === 'string' || came >= 400) {
      const what = `${kind} ${came}`
      this.errors.set(what, (this.errors.get(what) ?? 0) + 1)
    }
    return text
  }

  get failed(): number {
    return [...this.errors.values()].reduce((sum, each) => sum + each, 0)
  }

  show(): void {
    const all = [...this.waits.values()].flat()
    for (const [kind, waits] of [...this.waits, ['all', all] as const]) {
      const [p50, p99, most] = [0.5, 0.99, 1].map((share) => quantile(waits, share))
      console.log(
        `  ${kind.padEnd(22)} ${String(waits.length).padStart(7)}  p50 ${p50} ms, p99 ${p99} ms, at most ${most} ms`,
      )
    }
    const said = [...this.errors].map(([what, times]) => `${what}: ${times}`)
    console.log(`  errors ${this.failed}${said.length > 0 ? ` (${said.join(', ')})` : ''}`)
  }

  close(): void {
    this.#agent.destroy()
  }
}

function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
}

/** What the server holds on to, looked at now and then: the slope says whether it grows with use. */
export class Memory {
  readonly #looks: { hours: number; alive: number }[] = []
  readonly #begun = performance.now()

  async look(server: Server): Promise<void> {
    const hours = (performance.now() - this.#begun) / 3_600_000
    this.#looks.push({ hours, alive: await server.alive() })
  }

  /** Least squares over all looks but the first third, in which caches fill. */
  show(most: number): void {
    const looks = this.#looks.slice(Math.floor(this.#looks.length / 3))
    const mean = (of: (look: { hours: number; alive: number }) => number) =>
      looks.reduce((sum, look) => sum + of(look), 0) / looks.length
    const [hours, alive] = [mean((look) => look.hours), mean((look) => look.alive)]
    const slope =
      mean((look) => (look.hours - hours) * (look.alive - alive)) /
      mean((look) => (look.hours - hours) ** 2)
    const said = Number.isFinite(slope) ? `${slope.toFixed(1)} MB an hour` : 'too few looks'
    const [first, last] = [this.#looks[0]!.alive, this.#looks.at(-1)!.alive]
    console.log(
      `  memory alive ${first.toFixed(1)} MB first, ${last.toFixed(1)} MB last, slope ${said} ` +
        `over ${looks.length} looks; ${Math.round(most)} MB in all at most`,
    )
  }
}
