import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { Agent } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, expect, test } from 'vitest'
import { connect } from '../../db/connect.ts'
import { freshDatabase } from '../support/database.ts'
import { figures, notShown, type Row } from './figures.ts'
import { missing, observation, openSite, pause, post, send, type Site } from './load.ts'
import { Tally, writing, wrongTotals } from './load.ts'
import { freePort } from '../support/free-port.ts'
import { startProcess, type PortalProcess } from './portal-process.ts'

let running: PortalProcess | undefined
const undo: (() => void)[] = []
afterEach(async () => {
  running?.child.kill('SIGKILL')
  await running?.gone
  for (const each of undo.splice(0)) each()
})

interface Trouble {
  row: Row
  how: string
  begin: () => Promise<void>
  end: () => Promise<void>
}

/**
 * The disk refuses under load: told in the person's language, red for whoever watches, alive all the same; and when it
 * takes writes again all is as before, with everything that was acknowledged.
 */
async function through(site: Site, dataDir: string, { row, how, begin, end }: Trouble) {
  const { url } = running!
  const tally = new Tally()
  const agent = new Agent({ keepAlive: true })
  const get = (where: string) =>
    send(url, agent, { method: 'GET', path: where, headers: { Cookie: site.cookie }, body: '' })
  const until = async (seen: () => boolean | Promise<boolean>) => {
    for (const last = performance.now() + 60_000; !(await seen()); await pause(20))
      if (performance.now() > last)
        throw new Error(`it did not come to that: ${JSON.stringify([...tally.statuses])}`)
  }
  const load = writing(site, url, 8, tally)
  await until(() => tally.acknowledged.length >= 60)
  await begin()
  await until(() => (tally.statuses.get(503) ?? 0) >= 40)

  const asPage = await fetch(`${url}/feedback/new`, {
    method: 'POST',
    body: observation(site).body,
    headers: { Origin: url, ...observation(site).headers },
  })
  expect(asPage.status).toBe(503)
  expect(await asPage.text()).toContain('Nothing you sent was kept')
  await until(async () => (await get('/health/ready')) === 503)
  expect(await get('/health/live')).toBe(200)
  await load.stop()

  await end()
  const back = performance.now()
  await until(async () => {
    const write = observation(site)
    await post(url, agent, write, tally)
    return tally.acknowledged.includes(write)
  })
  const seconds = (performance.now() - back) / 1000
  await until(async () => (await get('/health/ready')) === 200)
  const open = tally.unsure.splice(0)
  for (const write of open) await post(url, agent, write, tally)
  expect(tally.unsure).toEqual([])
  const again = writing(site, url, 8, tally)
  const before = tally.acknowledged.length
  await until(() => tally.acknowledged.length > before + 40)
  await again.stop()
  agent.destroy()

  expect(
    [...tally.statuses.keys()].filter((it) => ![201, 200, 302, 503].includes(Number(it))),
  ).toEqual([])
  running!.child.kill('SIGTERM')
  expect(await running!.gone).toBe(0)
  const file = new Database(path.join(dataDir, 'zveno.sqlite'))
  expect(file.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }])
  file.close()
  const db = await connect({ dataDir })
  try {
    expect(await missing(db, tally)).toEqual({ lost: 0, doubled: 0 })
    expect(await wrongTotals(db)).toBe(0)
  } finally {
    await db.destroy()
  }
  figures(row, {
    by: how,
    acknowledged: tally.acknowledged.length,
    'answered 503': tally.statuses.get(503) ?? 0,
    lost: 0,
    doubled: 0,
    'seconds to recover': seconds.toFixed(2),
  })
}

const hasStrace = spawnSync('strace', ['-V']).status === 0

for (const inject of [
  'fsync,fdatasync:error=EIO',
  'fsync,fdatasync:error=ENOSPC',
  'pwrite64:error=ENOSPC',
]) {
  test(`the disk answers ${inject} under load: told plainly, and nothing acknowledged is lost`, async () => {
    if (!hasStrace)
      return notShown('fsync EIO, ENOSPC', 'strace is not here: apt-get install strace')
    const database = await freshDatabase()
    const { db, dataDir } = database
    const keyDir = `${dataDir}-keys`
    const site = await openSite(db, keyDir)
    await db.destroy()
    undo.push(() => rmSync(dataDir, { recursive: true, force: true }))
    running = await startProcess(await freePort(), { DATA_DIR: dataDir, KEY_DIR: keyDir })
    let tracer: ChildProcess | undefined
    undo.push(() => tracer?.kill('SIGKILL'))
    const file = path.join(dataDir, 'zveno.sqlite')
    const pid = String(running.child.pid)
    const begin = async () => {
      const args = ['-f', '-qq', '-p', pid, '-P', file, '-P', `${file}-wal`, '-o', '/dev/null']
      const calls = inject.split(':')[0]!
      tracer = spawn('strace', [...args, '-e', `trace=${calls}`, '-e', `inject=${inject}`])
      await once(tracer, 'spawn')
    }
    const end = async () => {
      tracer!.kill('SIGINT')
      await once(tracer!, 'exit')
    }
    await through(site, dataDir, { row: 'fsync EIO, ENOSPC', how: inject, begin, end })
  }, 240_000)
}

test('the disk is full under load, and then has room: told plainly, and nothing acknowledged is lost', async () => {
  if (process.getuid?.() !== 0) return notShown('disk full', 'a disk of 8 MB takes root to make')
  const room = mkdtempSync(path.join(tmpdir(), 'zveno-full-'))
  const mount = (...options: string[]) =>
    spawnSync('mount', ['-t', 'tmpfs', '-o', options.join(','), 'tmpfs', room])
  if (mount('size=8m').status !== 0) {
    rmSync(room, { recursive: true })
    return notShown('disk full', 'this machine lets nobody mount a tmpfs')
  }
  undo.push(() => {
    spawnSync('umount', [room])
    rmSync(room, { recursive: true, force: true })
  })
  const database = await freshDatabase()
  const keyDir = `${database.dataDir}-keys`
  const site = await openSite(database.db, keyDir)
  await database.db.destroy()
  const dataDir = path.join(room, 'data')
  cpSync(database.dataDir, dataDir, { recursive: true })
  rmSync(database.dataDir, { recursive: true })
  running = await startProcess(await freePort(), { DATA_DIR: dataDir, KEY_DIR: keyDir })
  // The load itself fills it.
  const begin = () => Promise.resolve()
  const end = () => {
    expect(mount('remount', 'size=64m').status).toBe(0)
    return Promise.resolve()
  }
  await through(site, dataDir, { row: 'disk full', how: '8 MB, then 64', begin, end })
}, 240_000)
