import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect } from 'vitest'
import { WHOLE_COMPANY } from '../../app/pulse/audience.ts'
import { waveReport } from '../../app/pulse/close.server.ts'
import { sweepKeys } from '../../app/pulse/key-sweep.server.ts'
import { launchWave } from '../../app/pulse/launch.server.ts'
import { plan, planWave } from '../../app/pulse/planning/plan.server.ts'
import { storeResponse } from '../../app/pulse/response.server.ts'
import { survey } from '../../app/pulse/survey.server.ts'
import { checkWaveKeys, myPart, waves } from '../../app/pulse/wave.server.ts'
import type { Db } from '../../db/connect.ts'
import { answerOf, companyOf } from '../pulse/company.ts'
import { onBothDatabases, type TestDatabase } from '../support/database.ts'
import { figures } from './figures.ts'
import { pause } from './load.ts'
import { freePort } from '../support/free-port.ts'
import { startProcess, type PortalProcess } from './portal-process.ts'

const DAY = 24 * 60 * 60 * 1000
const chain = survey('chain')!

let running: PortalProcess[] = []
afterEach(async () => {
  for (const { child } of running) child.kill('SIGKILL')
  await Promise.all(running.map(({ gone }) => gone))
  running = []
})

async function started({ dataDir, databaseUrl }: TestDatabase): Promise<PortalProcess> {
  const portal = await startProcess(await freePort(), {
    DATA_DIR: dataDir,
    KEY_DIR: `${dataDir}-keys`,
    ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
  })
  running.push(portal)
  return portal
}

async function killed(portal: PortalProcess): Promise<void> {
  portal.child.kill('SIGKILL')
  expect(await portal.gone).toBe('SIGKILL')
}

/** As if the minute had passed after which another process takes a dead one's work over. */
async function leaseOver(db: Db): Promise<void> {
  await db.updateTable('job').where('done_at', 'is', null).set({ lease_until: 0 }).execute()
}

/** Looks until `seen`; fails after a minute. */
async function until(seen: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 60_000
  while (!(await seen())) {
    if (performance.now() > end) throw new Error('it did not come to that')
    await pause(5)
  }
}

async function counted(db: Db, table: 'pulse_cell' | 'pulse_eligible' | 'pulse_response') {
  const { rows } = await db
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<number>().as('rows'))
    .executeTakeFirstOrThrow()
  return Number(rows)
}

onBothDatabases(
  'killed while a wave is launched, the portal launches it once, with every key',
  async (database) => {
    const { db, dataDir } = database
    const sites = Array.from(
      { length: 40 },
      (_, i) => [`s${String(i).padStart(2, '0')}`, 6] as const,
    )
    await companyOf(db, Object.fromEntries(sites))
    const now = new Date()
    const closesAt = new Date(now.getTime() + 14 * DAY)
    const wish = { survey: chain, audience: WHOLE_COMPANY, opensAt: now, closesAt, reminders: 2 }
    const id = await planWave(db, wish)
    const state = async () => (await plan(db, id))!
    let kills = 0
    for (const wanted of [0, 1, 12, 30]) {
      const portal = await started(database)
      await until(async () => {
        const { status, keysMade } = await state()
        return status === 'launched' || (status === 'making' && keysMade >= wanted)
      })
      await pause(wanted * 7)
      await killed(portal)
      kills++
      const open = await waves(db)
      expect(open).toHaveLength((await state()).status === 'launched' ? 1 : 0)
      if (open.length === 1) break
      expect(await counted(db, 'pulse_eligible')).toBe(0)
      await leaseOver(db)
    }
    // Two processes at once, and the lease of the one that has begun runs out.
    await Promise.all([started(database), started(database)])
    await until(async () => (await state()).status !== 'planned')
    await leaseOver(db)
    await until(async () => (await state()).status === 'launched')
    await until(async () => {
      const left = await db
        .selectFrom('job')
        .where('kind', '=', 'pulse.launch')
        .where('done_at', 'is', null)
        .select('key')
        .execute()
      return left.length === 0
    })

    const open = await waves(db)
    expect(open).toHaveLength(1)
    expect(open[0]!.status).toBe('open')
    expect(await state()).toMatchObject({ waveId: open[0]!.id, keysMade: 40, keys: 40 })
    await checkWaveKeys(db, `${dataDir}-keys`)
    expect(readdirSync(path.join(`${dataDir}-keys`, 'waves', open[0]!.id))).toHaveLength(41)
    // The portal has made its first owner, who is asked too.
    expect(await counted(db, 'pulse_eligible')).toBe(241)
    const reminders = await db
      .selectFrom('job')
      .where('kind', '=', 'pulse.remind')
      .select('key')
      .execute()
    expect(reminders).toHaveLength(2)
    figures('kill -9', { in: 'a launch', times: kills, waves: 1, 'half launched': 0 })
  },
  900_000,
)

onBothDatabases(
  'killed between the keys and the wave, the portal leaves keys that are swept, and those of the open wave stay',
  async (database) => {
    const { db, dataDir } = database
    const keyDir = `${dataDir}-keys`
    await companyOf(db, Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`s${i}`, 6])))
    const now = new Date()
    const closesAt = new Date(now.getTime() + 14 * DAY)
    const wish = { survey: chain, audience: WHOLE_COMPANY, opensAt: now, closesAt, reminders: 0 }
    const id = await planWave(db, wish)
    const portal = await started(database)
    await until(async () => (await plan(db, id))!.status === 'making')
    const keys = path.join(keyDir, 'waves')
    await db.transaction().execute(async (trx) => {
      // Whoever launches waits here with the keys made and the wave not stored.
      await trx.updateTable('pulse_plan').set({ reminders: 0 }).where('id', '=', id).execute()
      await until(() => {
        const [folder] = existsSync(keys) ? readdirSync(keys) : []
        return Promise.resolve(!!folder && readdirSync(path.join(keys, folder)).length === 13)
      })
      await killed(portal)
    })
    expect(await waves(db)).toEqual([])
    expect(readdirSync(keys)).toEqual([expect.stringMatching(/\.making$/)])

    await leaseOver(db)
    await started(database)
    await until(async () => (await plan(db, id))!.status === 'launched')
    const [open] = await waves(db)
    expect(readdirSync(keys)).toHaveLength(2)
    await sweepKeys(db, keyDir, new Date())
    expect(readdirSync(keys)).toHaveLength(2)
    await sweepKeys(db, keyDir, new Date(Date.now() + 61 * 60_000))
    expect(readdirSync(keys)).toEqual([open!.id])
    await checkWaveKeys(db, keyDir)
  },
  120_000,
)

onBothDatabases(
  'killed while a wave is closed, the portal closes it once, and no answer is lost',
  async (database) => {
    const { db, dataDir } = database
    const keyDir = `${dataDir}-keys`
    const [first] = (await companyOf(db, { haifa: 300 })).haifa as [string]
    const before = new Date(Date.now() - DAY)
    const launched = await launchWave(db, keyDir, chain, new Date(), before)
    if (typeof launched === 'string') throw new Error(launched)
    const { waveId } = launched
    const { group } = (await myPart(db, waveId, first))!
    const answers = 240
    for (let i = 0; i < answers; i++) {
      const said = { answers: { enps: i % 11, work_brings: 1 + (i % 5) } }
      const answer = await answerOf(db, keyDir, waveId, group, said)
      expect(await storeResponse(db, waveId, answer, before)).toBe('stored')
    }
    const status = async () => (await waves(db))[0]!.status
    let kills = 0
    let begun = 0
    for (const late of [0, 20, 60, 120, 200, 300]) {
      const portal = await started(database)
      await until(async () => (await status()) !== 'open')
      await pause(late)
      await killed(portal)
      kills++
      if ((await status()) === 'closed') break
      // Begun and not finished: all is there to begin anew, and nothing of it is shown.
      begun++
      expect(await status()).toBe('closing')
      expect(await counted(db, 'pulse_response')).toBe(answers)
      expect(await counted(db, 'pulse_cell')).toBe(0)
      await leaseOver(db)
    }
    await started(database)
    await until(async () => {
      const row = await db
        .selectFrom('pulse_wave')
        .select(['status', 'cleaned'])
        .executeTakeFirstOrThrow()
      return row.status === 'closed' && row.cleaned === 1
    })
    const report = await waveReport(db, waveId)
    if (typeof report === 'string') throw new Error(report)
    expect(report.counts).toMatchObject({ redeemed: answers, unreadable: 0, withdrawn: 0 })
    const envelopes = await db
      .selectFrom('pulse_response')
      .where('envelope', 'is not', null)
      .select('wave_id')
      .execute()
    expect(envelopes).toEqual([])
    expect(readdirSync(path.join(keyDir, 'waves'))).toEqual([])
    figures('kill -9', { in: 'a close', times: kills, 'cut off in the middle': begun, lost: 0 })
  },
  900_000,
)
