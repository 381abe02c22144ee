import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { createSignInLink } from '../../app/auth/link.server.ts'
import { freshDatabase } from '../support/database.ts'
import { freePort } from '../support/free-port.ts'
import { smallCompany } from '../support/portal.ts'

test('the log of a visit names no person, no token and nothing of the pulse', async () => {
  const { db, dataDir, remove } = await freshDatabase()
  const people = await smallCompany(db)
  const token = await createSignInLink(db, people.employee, new Date())
  await db.destroy()

  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, ['app/cli/zveno.ts', 'serve'], {
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      PORT: String(port),
      PUBLIC_ORIGIN: origin,
      SECRET: 'x'.repeat(40),
      LOG_LEVEL: 'trace',
    },
  })
  let log = ''
  child.stdout.on('data', (data: Buffer) => (log += data.toString()))
  child.stderr.on('data', (data: Buffer) => (log += data.toString()))
  await untilReady(origin)
  const send = (path: string, init: RequestInit = {}) =>
    fetch(origin + path, {
      redirect: 'manual',
      ...init,
      headers: { Origin: origin, ...(init.headers as object) },
    })
  const entered = await send(`/enter/${token}`, { method: 'POST' })
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  expect(cookie).toMatch(/=/)
  await send('/', { headers: { Cookie: cookie } })
  await send('/feedback/Emma%20Floor?name=Emma', { headers: { Cookie: cookie } })
  await send('/Emma%20Floor', { headers: { Cookie: cookie } })
  await send('/pulse/some-wave/key', { headers: { Cookie: cookie } })
  await send('/pulse/some-wave/response', { method: 'POST', body: '{' })
  child.kill('SIGTERM')
  await once(child, 'exit')
  await remove().catch(() => {})

  expect(log).toContain('"area":"/enter"')
  expect(log).toContain('"area":"other"')
  for (const secret of [
    'Emma',
    'Floor',
    token,
    cookie.split('=')[1] as string,
    people.employee,
    'pulse',
    'some-wave',
  ]) {
    expect(log.replace(/^owner .*$/m, '')).not.toContain(secret)
  }
})

async function untilReady(url: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const answer = await fetch(`${url}/health/ready`).catch(() => null)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the portal does not answer')
}
