import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { freePort } from '../support/free-port.ts'
import { expect, filled, type Portal, settingsIn, test as journey } from './support.ts'

/** The demo company's portal for real: `zveno serve` at an address that it keeps, and every command of the README. */
export interface Operated {
  folder: string
  /** Read by each command and each start from then on. */
  env: NodeJS.ProcessEnv
  /** Runs `zveno` with these words to its end. */
  zveno: (...words: string[]) => Promise<{ code: number | null; out: string; err: string }>
  /** Returns once it answers. */
  serve: () => Promise<void>
  /** SIGTERM: what was taken in is finished. SIGKILL: what a loss of power does. */
  end: (signal: 'SIGTERM' | 'SIGKILL') => Promise<void>
}

export const test = journey.extend<{ operated: Operated }>({
  operated: async ({ more }, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'zveno-operated-'))
    cpSync(filled(), folder, { recursive: true })
    const port = String(await freePort())
    const env: NodeJS.ProcessEnv = {
      ...settingsIn(folder),
      ...{ PORT: port, PUBLIC_ORIGIN: `http://127.0.0.1:${port}`, SECRET: 's'.repeat(32) },
      BACKUP_DIR: path.join(folder, 'backups'),
      ...more,
    }
    let running: ChildProcess | null = null
    const operated: Operated = {
      ...{ folder, env },
      zveno: (...words) => zveno(env, words),
      serve: async () => void (running = await served(env)),
      end: async (signal) => {
        if (running) await ended(running, signal)
        running = null
      },
    }
    await operated.serve()
    await use(operated)
    await operated.end('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  },

  portal: async ({ operated }, use) => {
    const { folder, env } = operated
    // What is full stays as it is: the command prints links.
    const { code, out } = await operated.zveno('demo')
    expect(code).toBe(0)
    const links = Object.fromEntries(
      out
        .trim()
        .split('\n')
        .map((line) => line.split(' ')),
    )
    await use({
      url: env.PUBLIC_ORIGIN!,
      links: links as Portal['links'],
      file: path.join(folder, 'data', 'zveno.sqlite'),
      later: () => Promise.reject(new Error('a portal for real goes by the clock of its machine')),
    })
  },
})

async function zveno(env: NodeJS.ProcessEnv, words: string[]) {
  const child = spawn(process.execPath, ['app/cli/zveno.ts', ...words], { env })
  let [out, err] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, out, err }
}

function served(env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const stdio = ['ignore', 'pipe', 'inherit'] as const
  const child = spawn(process.execPath, ['app/cli/zveno.ts', 'serve'], { env, stdio: [...stdio] })
  return new Promise((resolve, reject) => {
    child.once('exit', () =>
      reject(new Error('the portal did not start; what it said stands above')),
    )
    createInterface(child.stdout!).on('line', (line) => {
      if (line.startsWith('ready ')) resolve(child)
    })
  })
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
}
