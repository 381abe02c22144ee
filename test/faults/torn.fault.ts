import { randomBytes } from 'node:crypto'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { enqueue } from '../../app/jobs/job.server.ts'
import { openSqlite } from '../../db/dialect/sqlite.ts'
import { freshDatabase } from '../support/database.ts'
import { figures } from './figures.ts'
import { openSite, pause, Tally, writing } from './load.ts'
import { freePort } from '../support/free-port.ts'
import { startProcess, type PortalProcess } from './portal-process.ts'

const WRITES = 400
const CUTS = 200

let running: PortalProcess | undefined
afterEach(() => running?.child.kill('SIGKILL'))

test('a log torn anywhere, with rubbish behind it, opens with a beginning of the writes and nothing broken', async () => {
  const database = await freshDatabase()
  const { db, dataDir } = database
  const folder = mkdtempSync(path.join(tmpdir(), 'zveno-torn-'))
  const key = (i: number) => `write ${String(i).padStart(4, '0')}`
  try {
    for (let i = 0; i < WRITES; i++) {
      await enqueue(db, { key: key(i), kind: 'torn', payload: { i }, runAt: new Date() })
    }
    const wal = readFileSync(path.join(dataDir, 'zveno.sqlite-wal'))
    expect(wal.length).toBeGreaterThan(WRITES * 4096)

    /** What a portal finds after such a fall: how many of the writes, if they are the first ones. */
    const afterwards = (torn: Buffer): number => {
      const file = path.join(folder, 'zveno.sqlite')
      copyFileSync(path.join(dataDir, 'zveno.sqlite'), file)
      rmSync(`${file}-shm`, { force: true })
      writeFileSync(`${file}-wal`, torn)
      const opened = openSqlite(file)
      try {
        expect(opened.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }])
        const keys = opened.prepare(`select key from job where kind = 'torn' order by key`).all()
        expect(keys).toEqual(keys.map((_, i) => ({ key: key(i) })))
        return keys.length
      } finally {
        opened.close()
      }
    }
    expect(afterwards(wal)).toBe(WRITES)
    let before = 0
    for (let i = 0; i < CUTS; i++) {
      const cut = Math.floor((wal.length * (i + Math.random())) / CUTS)
      const rubbish = randomBytes(i % 3 === 0 ? 0 : 1 + Math.floor(Math.random() * 20_000))
      const kept = afterwards(Buffer.concat([wal.subarray(0, cut), rubbish]))
      // Each write is some pages of the log: one longer cut keeps no fewer.
      expect(kept).toBeGreaterThanOrEqual(before)
      before = kept
    }
    expect(afterwards(Buffer.alloc(0))).toBe(0)
    // Whole, and only followed by rubbish: nothing is lost.
    expect(afterwards(Buffer.concat([wal, randomBytes(50_000)]))).toBe(WRITES)
    figures('torn WAL', { cuts: CUTS, broken: 0, 'not a beginning of the writes': 0, lost: 0 })
  } finally {
    rmSync(folder, { recursive: true })
    await database.remove()
  }
}, 240_000)

test('a portal starts on a torn log and serves', async () => {
  const database = await freshDatabase()
  const { db, dataDir } = database
  const keyDir = `${dataDir}-keys`
  const site = await openSite(db, keyDir)
  const torn = `${dataDir}-torn`
  const tally = new Tally()
  try {
    running = await startProcess(await freePort(), { DATA_DIR: dataDir, KEY_DIR: keyDir })
    const load = writing(site, running.url, 8, tally)
    while (tally.acknowledged.length < 60) await pause(5)
    running.child.kill('SIGKILL')
    await running.gone
    await load.stop()
    mkdirSync(torn)
    copyFileSync(path.join(dataDir, 'zveno.sqlite'), path.join(torn, 'zveno.sqlite'))
    const wal = readFileSync(path.join(dataDir, 'zveno.sqlite-wal'))
    const half = Buffer.concat([wal.subarray(0, wal.length / 2 + 100), randomBytes(9000)])
    writeFileSync(path.join(torn, 'zveno.sqlite-wal'), half)

    const begun = performance.now()
    running = await startProcess(await freePort(), { DATA_DIR: torn, KEY_DIR: keyDir })
    const page = await fetch(running.url, { headers: { Cookie: site.cookie } })
    expect(page.status).toBe(200)
    const seconds = (performance.now() - begun) / 1000
    expect((await fetch(`${running.url}/health/ready`)).status).toBe(200)
    figures('torn WAL', { 'seconds to serve again': seconds.toFixed(1) })
  } finally {
    running?.child.kill('SIGKILL')
    await running?.gone
    rmSync(torn, { recursive: true, force: true })
    await database.remove()
  }
}, 240_000)
