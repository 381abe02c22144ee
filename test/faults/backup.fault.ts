import { rmSync } from 'node:fs'
import path from 'node:path'
import { CompiledQuery } from 'kysely'
import { afterEach, expect } from 'vitest'
import { connect } from '../../db/connect.ts'
import { zveno } from '../support/command.ts'
import { onBothDatabases } from '../support/database.ts'
import { figures } from './figures.ts'
import { missing, openSite, pause, Tally, writing, wrongTotals } from './load.ts'
import { freePort } from '../support/free-port.ts'
import { startProcess, type PortalProcess } from './portal-process.ts'

let running: PortalProcess | undefined
afterEach(() => running?.child.kill('SIGKILL'))

onBothDatabases(
  'a backup under load restores to one moment: everything acknowledged before it, nothing half',
  async ({ db, dataDir, databaseUrl, dialect }) => {
    const keyDir = `${dataDir}-keys`
    const site = await openSite(db, keyDir)
    const env = where(dataDir, keyDir, databaseUrl)
    running = await startProcess(await freePort(), env)
    const tally = new Tally()
    const load = writing(site, running.url, 8, tally)
    while (tally.acknowledged.length < 100) await pause(5)
    const before = { ...tally, acknowledged: [...tally.acknowledged] }
    const file = path.join(dataDir, 'the.backup')
    const begun = performance.now()
    const made = await zveno(['backup', file], env)
    expect(made).toMatchObject({ code: 0, err: '' })
    const seconds = (performance.now() - begun) / 1000
    const during = tally.acknowledged.length - before.acknowledged.length
    await load.stop()
    expect(during).toBeGreaterThan(0)
    expect([...tally.statuses.keys()].filter((it) => it !== 302 && it !== 201)).toEqual([])
    running.child.kill('SIGTERM')
    expect(await running.gone).toBe(0)

    // An empty place of the same kind; the keys of the wave are still where they were.
    const place = dialect === 'postgres' ? await emptyPostgres(databaseUrl!) : undefined
    const restored = `${dataDir}-restored`
    const there = where(restored, keyDir, place)
    expect(await zveno(['restore', file], there)).toMatchObject({ code: 0 })
    const verified = await zveno(['verify', '--json'], there)
    expect(JSON.parse(verified.out)).toMatchObject({ ok: true })
    const copy = await connect({ dataDir: restored, databaseUrl: place, poolSize: 1 })
    try {
      const early = Object.assign(new Tally(), { acknowledged: before.acknowledged })
      // What came later may be in it or not; whatever is in it was sent.
      early.unsure = [...tally.acknowledged, ...tally.unsure]
      expect(await missing(copy, early)).toEqual({ lost: 0, doubled: 0 })
      expect(await wrongTotals(copy)).toBe(0)
    } finally {
      await copy.destroy()
    }
    running = await startProcess(await freePort(), there)
    const page = await fetch(running.url, { headers: { Cookie: site.cookie } })
    expect(page.status).toBe(200)
    running.child.kill('SIGKILL')
    await running.gone
    rmSync(restored, { recursive: true, force: true })
    figures('backup under load', {
      on: dialect,
      'acknowledged before': before.acknowledged.length,
      'written meanwhile': during,
      lost: 0,
      doubled: 0,
      'seconds to back up': seconds.toFixed(1),
    })
  },
  400_000,
)

function where(dataDir: string, keyDir: string, databaseUrl: string | undefined) {
  const env: Record<string, string> = { DATA_DIR: dataDir, KEY_DIR: keyDir }
  if (databaseUrl) env.DATABASE_URL = databaseUrl
  return env
}

async function emptyPostgres(like: string): Promise<string> {
  const url = new URL(like)
  const name = `${url.pathname.slice(1)}_restored`
  const db = await connect({ dataDir: '', databaseUrl: like, poolSize: 1 })
  await db.executeQuery(CompiledQuery.raw(`create database ${name}`))
  await db.destroy()
  url.pathname = `/${name}`
  return url.href
}
