import { Agent } from 'node:http'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, expect, test } from 'vitest'
import { freshDatabase } from '../support/database.ts'
import { figures } from './figures.ts'
import { missing, openSite, pause, post, Tally, writing, wrongTotals } from './load.ts'
import { freePort } from '../support/free-port.ts'
import { startProcess, type PortalProcess } from './portal-process.ts'

const ROUNDS = 30
const CONNECTIONS = 8

let running: PortalProcess[] = []
afterEach(() => {
  for (const { child } of running) child.kill('SIGKILL')
  running = []
})

test('killed thirty times in the middle of writing, the portal keeps everything it acknowledged', async () => {
  const database = await freshDatabase()
  const { db, dataDir } = database
  const keyDir = `${dataDir}-keys`
  const site = await openSite(db, keyDir)
  const port = await freePort()
  const tally = new Tally()
  const recovered: number[] = []
  let again = 0
  const start = async () => {
    const portal = await startProcess(port, { DATA_DIR: dataDir, KEY_DIR: keyDir })
    running.push(portal)
    return portal
  }
  try {
    const orderly = await start()
    orderly.child.kill('SIGTERM')
    expect(await orderly.gone).toBe(0)
    for (let round = 0; round < ROUNDS; round++) {
      const before = performance.now()
      const portal = await start()
      recovered.push(performance.now() - before)

      // What nobody was told about is sent again, as a person would: it must not count twice.
      const open = tally.unsure.splice(0)
      const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
      await Promise.all(open.map((write) => post(portal.url, agent, write, tally)))
      agent.destroy()
      again += open.length
      expect(tally.unsure).toEqual([])

      const load = writing(site, portal.url, CONNECTIONS, tally)
      const acknowledged = tally.acknowledged.length
      while (tally.acknowledged.length === acknowledged) await pause(2)
      await pause((round * 37) % 180)
      portal.child.kill('SIGKILL')
      expect(await portal.gone).toBe('SIGKILL')
      await load.stop()

      const file = new Database(path.join(dataDir, 'zveno.sqlite'))
      expect(file.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }])
      expect(file.pragma('foreign_key_check')).toEqual([])
      file.close()
      expect(await missing(db, tally)).toEqual({ lost: 0, doubled: 0 })
      expect(await wrongTotals(db)).toBe(0)
    }
    expect(tally.total('observation')).toBeGreaterThan(ROUNDS)
    expect(tally.total('response')).toBeGreaterThan(ROUNDS)
    figures('kill -9', {
      times: ROUNDS,
      acknowledged: tally.acknowledged.length,
      lost: 0,
      doubled: 0,
      'sent again': again,
      'seconds to recover at most': (Math.max(...recovered) / 1000).toFixed(1),
    })
  } finally {
    await database.remove()
  }
}, 900_000)
