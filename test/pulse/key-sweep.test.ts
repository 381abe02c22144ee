import { randomUUID } from 'node:crypto'
import { cpSync, existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import { WHOLE_COMPANY } from '../../app/pulse/audience.ts'
import { beginClosing, closeWave, voidWave } from '../../app/pulse/close.server.ts'
import { newSealKey } from '../../app/pulse/envelope.server.ts'
import { sweepKeys } from '../../app/pulse/key-sweep.server.ts'
import {
  destroyKeys,
  dropPreparedKeys,
  prepareKeys,
  settleKeys,
} from '../../app/pulse/keys.server.ts'
import { launchWave } from '../../app/pulse/launch.server.ts'
import { survey } from '../../app/pulse/survey.server.ts'
import { newSigningKey } from '../../app/pulse/token.server.ts'
import { checkWaveKeys, waves } from '../../app/pulse/wave.server.ts'
import { connect } from '../../db/connect.ts'
import { onBothDatabases } from '../support/database.ts'
import { AFTER, CLOSING, companyOf, keyDirOf, launched, NOON } from './company.ts'

const MINUTE = 60_000
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * MINUTE)
const AGES = new Date('2199-01-01T00:00:00Z')

const foldersIn = (keyDir: string) => readdirSync(path.join(keyDir, 'waves')).sort()

async function prepared(keyDir: string): Promise<string> {
  const waveId = randomUUID()
  prepareKeys(keyDir, waveId, newSealKey(), new Map([[randomUUID(), await newSigningKey()]]))
  return waveId
}

onBothDatabases(
  'the keys of an open wave are never swept, nor of one that is being closed, however late it is',
  async (database) => {
    const { db } = database
    const keyDir = keyDirOf(database)
    await companyOf(db, { haifa: 7, akko: 6 })
    const open = await launched(db, keyDir)
    const closing = await launched(db, keyDir)
    await beginClosing(db, closing)
    for (const now of [NOON, AFTER, inMinutes(61), AGES]) {
      expect(await sweepKeys(db, keyDir, now)).toBe(0)
      await checkWaveKeys(db, keyDir)
    }
    expect(foldersIn(keyDir)).toEqual([open, closing].sort())
  },
)

onBothDatabases(
  'keys of a wave that this database does not know stay: a backup was put back, and the wave may be open elsewhere',
  async (database) => {
    const { db } = database
    const keyDir = keyDirOf(database)
    const elsewhere = await prepared(keyDir)
    settleKeys(keyDir, elsewhere)
    expect(await sweepKeys(db, keyDir, AGES)).toBe(0)
    // Nor does a launch that fails take back what it had given to its wave.
    dropPreparedKeys(keyDir, elsewhere)
    expect(foldersIn(keyDir)).toEqual([elsewhere])
    expect(readdirSync(path.join(keyDir, 'waves', elsewhere))).toHaveLength(2)
  },
)

onBothDatabases('keys of a launch that was cut off go after an hour', async (database) => {
  const { db } = database
  const keyDir = keyDirOf(database)
  expect(await sweepKeys(db, keyDir, AGES)).toBe(0)
  const waveId = await prepared(keyDir)
  expect(await sweepKeys(db, keyDir, inMinutes(59))).toBe(0)
  expect(foldersIn(keyDir)).toEqual([`${waveId}.making`])
  expect(await sweepKeys(db, keyDir, inMinutes(61))).toBe(1)
  expect(foldersIn(keyDir)).toEqual([])
})

onBothDatabases(
  'a launch whose keys were swept while it worked opens no wave, and the next one does',
  async (database) => {
    const { db, dataDir, databaseUrl } = database
    const keyDir = keyDirOf(database)
    await companyOf(db, { haifa: 7 })
    // Another process, which cannot see the wave that is being stored.
    const other = await connect({ dataDir, databaseUrl, poolSize: 1 })
    try {
      const launching = (late: number) =>
        launchWave(db, keyDir, survey('chain')!, CLOSING, NOON, {
          audience: WHOLE_COMPANY,
          claim: async () => {
            await sweepKeys(other, keyDir, inMinutes(late))
          },
        })
      await expect(launching(61)).rejects.toThrow('ENOENT')
      expect(await waves(db)).toEqual([])
      expect(foldersIn(keyDir)).toEqual([])
      await launching(59)
      expect(await waves(db)).toHaveLength(1)
      await checkWaveKeys(db, keyDir)
    } finally {
      await other.destroy()
    }
  },
)

onBothDatabases(
  'keys of a closed or a void wave that outlived its end are swept, at whatever time',
  async (database) => {
    const { db, dataDir } = database
    const keyDir = keyDirOf(database)
    await companyOf(db, { haifa: 7 })
    const [closed, given] = [await launched(db, keyDir), await launched(db, keyDir)]
    cpSync(keyDir, path.join(dataDir, 'unmounted'), { recursive: true })
    expect(await closeWave(db, keyDir, closed, AFTER)).toBe('too-few')
    expect(await voidWave(db, keyDir, given, AFTER)).toBe('void')
    expect(foldersIn(keyDir)).toEqual([])
    // The folder was not mounted where they ended, and comes back.
    cpSync(path.join(dataDir, 'unmounted'), keyDir, { recursive: true })
    expect(foldersIn(keyDir)).toHaveLength(2)
    expect(await sweepKeys(db, keyDir, NOON)).toBe(2)
    expect(foldersIn(keyDir)).toEqual([])
    destroyKeys(keyDir, closed)
    expect(existsSync(path.join(keyDir, 'waves', closed))).toBe(false)
  },
)
