import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Readable } from 'node:stream'

/** A portal as an operator runs it: a process of its own, which can be killed. */
export interface PortalProcess {
  url: string
  child: ChildProcessByStdio<null, Readable, Readable>
  /** When the process is gone: its exit code, or the signal that ended it. */
  gone: Promise<number | NodeJS.Signals>
  /** All it has written so far: its log, and what it says to the operator. */
  said: () => string
}

/** Starts `zveno serve` on the port; back when it says that it is ready. */
export async function startProcess(
  port: number,
  env: Record<string, string>,
): Promise<PortalProcess> {
  const url = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, [path.resolve('app/cli/zveno.ts'), 'serve'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      // Thirty starts read the same programs; written by a process that ends in order.
      NODE_COMPILE_CACHE: path.join(tmpdir(), 'zveno-compiled'),
      PORT: String(port),
      PUBLIC_ORIGIN: url,
      SECRET: 'only for this test, only for this test',
      LOG_LEVEL: 'silent',
      ...env,
    },
  })
  const gone = once(child, 'exit').then(([code, signal]) => (code ?? signal) as number)
  let said = ''
  const ready = new Promise<void>((resolve) => {
    const listen = (text: string) => {
      said += text
      if (/^ready /m.test(said)) resolve()
    }
    // Both are read to the end: a portal whose log nobody takes cannot go on.
    child.stdout.setEncoding('utf8').on('data', listen)
    child.stderr.setEncoding('utf8').on('data', listen)
  })
  const first = await Promise.race([ready, gone])
  if (first !== undefined) throw new Error(`the portal did not start (${first}): ${said}`)
  return { url, child, gone, said: () => said }
}
