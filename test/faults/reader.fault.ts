import { statSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, expect, test } from 'vitest'
import { enqueue } from '../../app/jobs/job.server.ts'
import { WAL_ALARM } from '../../app/operation/trouble.ts'
import { freshDatabase } from '../support/database.ts'
import { figures } from './figures.ts'
import { missing, openSite, pause, Tally, writing } from './load.ts'
import { freePort } from '../support/free-port.ts'
import { startProcess, type PortalProcess } from './portal-process.ts'

const INSERTS = 50_000
const AT_ONCE = 10

let running: PortalProcess | undefined
afterEach(() => running?.child.kill('SIGKILL'))

test('one reader that never ends: an alarm in the log, no write fails, and the log is small again afterwards', async () => {
  const database = await freshDatabase()
  const { db, dataDir } = database
  const keyDir = `${dataDir}-keys`
  const site = await openSite(db, keyDir)
  const env = { DATA_DIR: dataDir, KEY_DIR: keyDir, LOG_LEVEL: 'info' }
  running = await startProcess(await freePort(), env)
  const { said, url } = running
  const wal = path.join(dataDir, 'zveno.sqlite-wal')
  const reader = new Database(path.join(dataDir, 'zveno.sqlite'), { readonly: true })
  const tally = new Tally()
  const until = async (seen: () => boolean) => {
    for (const last = performance.now() + 120_000; !seen(); await pause(50))
      if (performance.now() > last) throw new Error(`it did not come to that: ${said()}`)
  }
  try {
    const cursor = reader.prepare('select * from people_employee').iterate()
    cursor.next()
    const load = writing(site, url, 4, tally)
    for (let i = 0; i < INSERTS; i += AT_ONCE) {
      await db.transaction().execute(async (trx) => {
        for (let j = i; j < i + AT_ONCE; j++)
          await enqueue(trx, { key: `insert ${j}`, kind: 'none', runAt: new Date(0) })
      })
    }
    await until(() => statSync(wal).size > WAL_ALARM && said().includes('log is large'))
    const largest = statSync(wal).size

    cursor.return!()
    const gone = performance.now()
    await until(() => statSync(wal).size <= WAL_ALARM)
    const seconds = (performance.now() - gone) / 1000
    await until(() => said().includes('small again'))
    await load.stop()
    expect([...tally.statuses.keys()].filter((it) => it !== 302 && it !== 201)).toEqual([])
    expect(await missing(db, tally)).toEqual({ lost: 0, doubled: 0 })
    figures('long reader', {
      inserts: INSERTS,
      'log at most, MB': Math.round(largest / 2 ** 20),
      acknowledged: tally.acknowledged.length,
      lost: 0,
      doubled: 0,
      'seconds until small': seconds.toFixed(1),
      'MB afterwards': Math.round(statSync(wal).size / 2 ** 20),
    })
  } finally {
    reader.close()
    running.child.kill('SIGTERM')
    await running.gone
    await database.remove()
  }
}, 600_000)
