import { mkdtempSync, rmSync } from 'node:fs'
import { Agent } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { connect, migrate } from '../../db/connect.ts'
import { postgresBin, startPostgres } from '../support/postgres.ts'
import { figures } from './figures.ts'
import { missing, openSite, pause, post, send, Tally, writing, wrongTotals } from './load.ts'
import { freePort } from '../support/free-port.ts'
import { startProcess, type PortalProcess } from './portal-process.ts'

const bin = postgresBin()
let running: PortalProcess | undefined
afterEach(() => running?.child.kill('SIGKILL'))

test.skipIf(!bin)(
  'PostgreSQL stopped in the middle of writing: the portal says so in my language, is back within five seconds, and nothing acknowledged is lost',
  async () => {
    const server = startPostgres(bin!, { durable: true })
    const dataDir = mkdtempSync(path.join(tmpdir(), 'zveno-fault-'))
    const keyDir = `${dataDir}-keys`
    const databaseUrl = server.url('postgres')
    // The test's own connections end with the server too: it looks with new ones.
    const looking = () => connect({ dataDir, databaseUrl, poolSize: 1 })
    let db = await looking()
    const tally = new Tally()
    try {
      await migrate(db)
      const site = await openSite(db, keyDir)
      running = await startProcess(await freePort(), {
        DATA_DIR: dataDir,
        KEY_DIR: keyDir,
        DATABASE_URL: databaseUrl,
      })
      const { url } = running
      const agent = new Agent({ keepAlive: true })
      const get = (where: string, headers: Record<string, string> = {}) =>
        send(url, agent, { method: 'GET', path: where, headers, body: '' })

      let load = writing(site, url, 8, tally)
      while (tally.acknowledged.length < 100) await pause(5)
      server.stop('immediate')
      await pause(300)
      await load.stop()

      expect(tally.unsure.length).toBeGreaterThan(0)
      const form = tally.acknowledged.find((write) => write.kind === 'observation')!
      const answer = tally.acknowledged.find((write) => write.kind === 'response')!
      for (const write of [form, answer]) expect(await send(url, agent, write)).toBe(503)
      const asPage = await fetch(`${url}/feedback/new`, {
        method: 'POST',
        body: form.body,
        headers: { Origin: url, ...form.headers, 'Accept-Language': 'he' },
      })
      expect(asPage.status).toBe(503)
      const page = await asPage.text()
      expect(page).toContain('dir="rtl"')
      expect(page).toContain('מה שנשלח עכשיו לא נשמר')
      expect(await get('/', { Cookie: site.cookie })).toBe(503)
      expect(await get('/?_data=routes%2F_index', { Cookie: site.cookie })).toBe(503)
      expect(await get('/health/ready')).toBe(503)
      expect(await get('/health/live')).toBe(200)

      server.start()
      const back = performance.now()
      while ((await get('/', { Cookie: site.cookie })) !== 200) {
        expect(performance.now() - back).toBeLessThan(5000)
        await pause(20)
      }
      const seconds = (performance.now() - back) / 1000
      expect(await get('/health/ready')).toBe(200)

      // Everything that was not acknowledged is sent again, and people go on.
      const open = tally.unsure.splice(0)
      for (const write of open) await post(url, agent, write, tally)
      expect(tally.unsure).toEqual([])
      await db.destroy()
      db = await looking()
      load = writing(site, url, 8, tally)
      await pause(500)
      await load.stop()
      agent.destroy()

      const odd = [...tally.statuses.keys()].filter(
        (status) => ![201, 200, 302, 503, 'broken'].includes(status),
      )
      expect(odd).toEqual([])
      expect(await missing(db, tally)).toEqual({ lost: 0, doubled: 0 })
      expect(await wrongTotals(db)).toBe(0)
      figures('PostgreSQL stopped', {
        acknowledged: tally.acknowledged.length,
        'answered 503': tally.statuses.get(503) ?? 0,
        'broken off': tally.statuses.get('broken') ?? 0,
        lost: 0,
        doubled: 0,
        'seconds to recover': seconds.toFixed(2),
      })
    } finally {
      await db.destroy().catch(() => {})
      running?.child.kill('SIGKILL')
      server.remove()
      for (const dir of [dataDir, keyDir]) rmSync(dir, { recursive: true, force: true })
    }
  },
  120_000,
)
