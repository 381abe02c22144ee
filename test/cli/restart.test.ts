import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { createServer, type AddressInfo, type Server } from 'node:net'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { readSettings } from '../../app/http/settings.ts'
import { freshDatabase } from '../support/database.ts'

/**
 * What systemd does with zveno.socket and zveno.service: a process holds the listening socket, hands it to the portal as
 * its third descriptor, and starts it anew whenever it ends.
 */
const HOLDER = `
while [ ! -e "$DATA_DIR/enough" ]; do
  sh -c 'LISTEN_PID=$$ exec "$NODE" app/cli/zveno.ts serve' &
  echo $! > "$DATA_DIR/pid"
  wait $!
done`

function held(server: Server, env: Record<string, string>) {
  const { fd } = (server as unknown as { _handle: { fd: number } })._handle
  return spawn('sh', ['-c', HOLDER], {
    stdio: ['ignore', 'pipe', 'inherit', fd],
    env: { ...process.env, NODE: process.execPath, LISTEN_FDS: '1', LOG_LEVEL: 'silent', ...env },
  })
}

function asked(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    // A connection each: one that is kept and dropped by the other side is nobody's refusal.
    const agent = new Agent({ keepAlive: false })
    const sent = request({ host: '127.0.0.1', port, path: '/health/ready', agent }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode ?? 0))
    })
    sent.on('error', reject).end()
  })
}

test('the portal is restarted twice while people ask, and nobody is refused', async () => {
  const { dataDir, remove } = await freshDatabase()
  onTestFinished(remove)
  const door = createServer().listen(0, '127.0.0.1')
  await once(door, 'listening')
  const { port } = door.address() as AddressInfo
  const holder = held(door, {
    DATA_DIR: dataDir,
    KEY_DIR: `${dataDir}-keys`,
    PUBLIC_ORIGIN: `http://127.0.0.1:${port}`,
    SECRET: 'only for this test, only for this test',
  })
  // From here on only the holder and the portals have it.
  door.close()
  await once(door, 'close')
  let said = ''
  holder.stdout!.setEncoding('utf8').on('data', (text) => (said += text))
  const starts = () => said.match(/^ready /gm)?.length ?? 0
  const pid = () => Number(readFileSync(path.join(dataDir, 'pid'), 'utf8'))
  const until = async (holds: () => boolean) => {
    while (!holds()) await pause(20)
  }

  const statuses = new Map<number | string, number>()
  let enough = false
  const asking = async () => {
    while (!enough) {
      const status = await asked(port).catch((error: { code: string }) => error.code)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
  }
  try {
    await until(() => starts() === 1)
    const askers = [1, 2, 3, 4].map(asking)
    for (const times of [2, 3]) {
      // Each of them has answered people before it is told to go.
      const before = statuses.get(200) ?? 0
      await until(() => (statuses.get(200) ?? 0) >= before + 20)
      process.kill(pid(), 'SIGTERM')
      await until(() => starts() === times)
    }
    enough = true
    await Promise.all(askers)
    expect([...statuses.keys()]).toEqual([200])
    expect(statuses.get(200)).toBeGreaterThan(40)
  } finally {
    enough = true
    writeFileSync(path.join(dataDir, 'enough'), '')
    process.kill(pid(), 'SIGTERM')
    await once(holder, 'exit')
  }
}, 120_000)

test('what was handed to another process is not taken for ours', () => {
  const given = { DATA_DIR: '/tmp/zveno-nobody', SECRET: 's'.repeat(40), LISTEN_FDS: '1' }
  expect(readSettings({ ...given, LISTEN_PID: '1' }).door).toBeUndefined()
  expect(readSettings({ ...given, LISTEN_PID: String(process.pid) }).door).toBe(3)
  const two = { ...given, LISTEN_FDS: '2', LISTEN_PID: String(process.pid) }
  expect(() => readSettings(two)).toThrow(/one address/)
})
