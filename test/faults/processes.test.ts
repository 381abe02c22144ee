import { afterEach, expect, test } from 'vitest'
import { freshDatabase } from '../support/database.ts'
import { figures } from './figures.ts'
import { missing, openSite, pause, Tally, writing, wrongTotals } from './load.ts'
import { freePort } from '../support/free-port.ts'
import { startProcess, type PortalProcess } from './portal-process.ts'

let running: PortalProcess[] = []
afterEach(() => {
  for (const { child } of running) child.kill('SIGKILL')
})

test('three processes on one SQLite file: no error, no update lost, nothing counted twice', async () => {
  const database = await freshDatabase()
  const { db, dataDir } = database
  const keyDir = `${dataDir}-keys`
  const site = await openSite(db, keyDir)
  const tally = new Tally()
  try {
    running = await Promise.all(
      [1, 2, 3].map(async () =>
        startProcess(await freePort(), { DATA_DIR: dataDir, KEY_DIR: keyDir }),
      ),
    )
    const loads = running.map(({ url }) => writing(site, url, 6, tally))
    // However slow the machine: until there is something to lose.
    for (let turn = 0; turn < 20 && (turn < 1 || tally.total('observation') <= 50); turn++)
      await pause(3000)
    await Promise.all(loads.map((load) => load.stop()))

    expect([...tally.statuses.keys()].filter((status) => status !== 302 && status !== 201)).toEqual(
      [],
    )
    expect(tally.total('observation')).toBeGreaterThan(50)
    expect(await missing(db, tally)).toEqual({ lost: 0, doubled: 0 })
    // Every observation adds one to the same two rows.
    expect(await wrongTotals(db)).toBe(0)
    figures('several processes', {
      processes: running.length,
      acknowledged: tally.acknowledged.length,
      errors: 0,
      lost: 0,
      'slowest answer, seconds': (tally.slowest / 1000).toFixed(1),
    })
  } finally {
    for (const { child } of running) child.kill('SIGTERM')
    await Promise.all(running.map(({ gone }) => gone))
    await database.remove()
  }
}, 120_000)
