import { afterEach, expect, test } from 'vitest'
import { freshDatabase } from '../support/database.ts'
import { figures } from './figures.ts'
import { missing, openSite, pause, Tally, writing, wrongTotals } from './load.ts'
import { freePort } from '../support/free-port.ts'
import { startProcess, type PortalProcess } from './portal-process.ts'

let running: PortalProcess | undefined
afterEach(() => running?.child.kill('SIGKILL'))

test('asked to stop with fifty connections writing, the portal finishes what it accepted and is gone within ten seconds', async () => {
  const database = await freshDatabase()
  const { db, dataDir } = database
  const keyDir = `${dataDir}-keys`
  const site = await openSite(db, keyDir)
  const tally = new Tally()
  try {
    running = await startProcess(await freePort(), { DATA_DIR: dataDir, KEY_DIR: keyDir })
    const load = writing(site, running.url, 50, tally)
    while (tally.acknowledged.length < 200) await pause(5)

    const asked = performance.now()
    running.child.kill('SIGTERM')
    expect(await running.gone).toBe(0)
    const seconds = (performance.now() - asked) / 1000
    await load.stop()

    expect(seconds).toBeLessThan(10)
    expect(await missing(db, tally)).toEqual({ lost: 0, doubled: 0 })
    expect(await wrongTotals(db)).toBe(0)
    // Stored or not, everybody was told: only connections that came too late are broken off.
    const stored = await db
      .selectFrom('feedback_observation')
      .select(({ fn }) => fn.countAll<number>().as('rows'))
      .executeTakeFirstOrThrow()
    expect(Number(stored.rows)).toBe(tally.total('observation'))
    expect([...tally.statuses.keys()].filter((status) => Number(status) >= 500)).toEqual([])
    figures('SIGTERM', {
      connections: 50,
      acknowledged: tally.acknowledged.length,
      lost: 0,
      'seconds to exit': seconds.toFixed(1),
    })
  } finally {
    await database.remove()
  }
}, 120_000)
