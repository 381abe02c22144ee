import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { freshDatabase } from '../support/database.ts'
import { figures } from './figures.ts'
import { openSite, pause, Tally, writing } from './load.ts'
import { freePort } from '../support/free-port.ts'
import { startProcess, type PortalProcess } from './portal-process.ts'

const CLIENTS = 500
const LOOKS = 40

let running: PortalProcess | undefined
afterEach(() => running?.child.kill('SIGKILL'))

test('five hundred clients that send a letter at a time hold nobody else up, and are sent away', async () => {
  const database = await freshDatabase()
  const { db, dataDir } = database
  const keyDir = `${dataDir}-keys`
  const site = await openSite(db, keyDir)
  running = await startProcess(await freePort(), { DATA_DIR: dataDir, KEY_DIR: keyDir })
  const { url } = running
  const { hostname, port } = new URL(url)
  let gone = 0
  const clients: Socket[] = []
  const tally = new Tally()
  try {
    const quiet = writing(site, url, 4, tally)
    const alone = await slowestHealth(url)
    await quiet.stop()
    for (let i = 0; i < CLIENTS; i++) {
      const client = connect(Number(port), hostname)
      client.on('error', () => {})
      client.on('close', () => gone++)
      client.resume()
      clients.push(client)
      await once(client, 'connect')
      // Half of them are slow with their headers, half with what follows.
      client.write(
        i % 2 === 0
          ? `GET / HTTP/1.1\r\nHost: ${hostname}:${port}\r\nX-Slow: `
          : `POST /language HTTP/1.1\r\nHost: ${hostname}:${port}\r\nOrigin: ${url}\r\nContent-Length: 9000\r\n\r\n`,
      )
    }
    const drip = setInterval(() => clients.forEach((one) => one.writable && one.write('x')), 1000)
    const load = writing(site, url, 4, tally)
    const slowest = await slowestHealth(url)
    expect(gone).toBe(0)
    expect(tally.acknowledged.length).toBeGreaterThan(0)
    await load.stop()
    expect([...tally.statuses.keys()].filter((it) => it !== 302 && it !== 201)).toEqual([])
    // A machine that is busy with other things is slow by itself.
    expect(slowest).toBeLessThan(1 + alone)
    const away = performance.now()
    while (gone < CLIENTS && performance.now() - away < 150_000) await pause(200)
    clearInterval(drip)
    expect(gone).toBe(CLIENTS)
    figures('slow clients', {
      clients: CLIENTS,
      'slowest health, seconds': slowest.toFixed(2),
      'without them': alone.toFixed(2),
      acknowledged: tally.acknowledged.length,
      lost: 0,
      'seconds until all were sent away': Math.round((performance.now() - away) / 1000),
    })
  } finally {
    for (const client of clients) client.destroy()
    running.child.kill('SIGKILL')
    await running.gone
    await database.remove()
  }
}, 400_000)

/** The longest wait for the two of them, in seconds. */
async function slowestHealth(url: string): Promise<number> {
  let slowest = 0
  for (let i = 0; i < LOOKS; i++) {
    for (const which of ['live', 'ready']) {
      const asked = performance.now()
      expect((await fetch(`${url}/health/${which}`)).status).toBe(200)
      slowest = Math.max(slowest, performance.now() - asked)
    }
    await pause(100)
  }
  return slowest / 1000
}
