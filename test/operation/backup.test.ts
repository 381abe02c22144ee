import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { lastNoted } from '../../app/audit/list.server.ts'
import { run as restore } from '../../app/cli/restore.ts'
import { verify } from '../../app/cli/verify.ts'
import { backupState, nightlyBackup, writeBackup } from '../../app/operation/backup.server.ts'
import { pgProgram } from '../../app/operation/pg-program.server.ts'
import { connect } from '../../db/connect.ts'
import { zveno } from '../support/command.ts'
import { emptyDatabase, freshDatabase, onBothDatabases } from '../support/database.ts'
import { companyOf, launched } from '../pulse/company.ts'

const night = (day: number) => new Date(Date.UTC(2026, 10, day, 2, 41))
const folder = () => mkdtempSync(path.join(tmpdir(), 'zveno-backup-'))

onBothDatabases(
  'a night’s backup holds no key of a wave, and put back elsewhere it is whole, its open wave issuing no token',
  async ({ db, dataDir, databaseUrl }) => {
    const keyDir = path.join(folder(), 'keys')
    await companyOf(db, { haifa: 9 })
    const waveId = await launched(db, keyDir)
    const dir = folder()
    await nightlyBackup({ dataDir, databaseUrl }, { dir, keep: 3 }, night(2))
    const [name] = readdirSync(dir)
    expect(name).toBe(`zveno-2026-11-02-0241Z.${databaseUrl ? 'dump' : 'sqlite'}`)
    const file = path.join(dir, name!)
    expect(statSync(file).mode & 0o777).toBe(0o600)

    let text = readFileSync(file)
    if (databaseUrl) {
      await pgProgram('pg_restore', () => [`--file=${file}.sql`, file], databaseUrl)
      text = readFileSync(`${file}.sql`)
    }
    expect(text.includes(waveId)).toBe(true)
    const keys = readdirSync(path.join(keyDir, 'waves', waveId))
    expect(keys.length).toBeGreaterThan(1)
    for (const key of keys) {
      const bytes = readFileSync(path.join(keyDir, 'waves', waveId, key)).subarray(0, 32)
      for (const form of ['hex', 'base64', 'base64url', 'latin1'] as const) {
        const written = form === 'latin1' ? bytes : bytes.toString(form).slice(0, 40)
        // The seal key begins with its secret; a PKCS#8 key with what all such keys have in common.
        if (key === 'seal') expect(text.includes(written), `${key} as ${form}`).toBe(false)
      }
      const whole = readFileSync(path.join(keyDir, 'waves', waveId, key)).subarray(-64)
      if (key !== 'seal') expect(text.includes(whole), key).toBe(false)
    }

    const place = databaseUrl ? await emptyDatabase() : null
    if (place) onTestFinished(place.remove)
    const elsewhere = folder()
    const env: NodeJS.ProcessEnv = {
      NODE_ENV: 'test',
      DATA_DIR: elsewhere,
      KEY_DIR: keyDir,
      ...(place ? { DATABASE_URL: place.url } : {}),
    }
    const [out, err]: [string[], string[]] = [[], []]
    const io = { out: (line: string) => out.push(line), err: (line: string) => err.push(line), env }
    expect(await restore([file], io)).toBe(0)
    expect(out).toEqual([`restored ${file}`, `wave ${waveId} not-issuing`])
    expect(err.join('\n')).toMatch(/have HR close it[^]*erased since[^]*zveno verify/)
    const restored = await connect({ dataDir: elsewhere, databaseUrl: place?.url, poolSize: 2 })
    try {
      expect((await verify(restored, keyDir)).filter(({ ok }) => !ok)).toEqual([])
      const wave = restored.selectFrom('pulse_wave').select(['id', 'status', 'issuing'])
      expect(await wave.execute()).toEqual([{ id: waveId, status: 'open', issuing: 0 }])
      expect(await lastNoted(restored, 'portal.restored')).toMatchObject({ detail: { name } })
      const people = restored.selectFrom('people_employee').select('id')
      expect(await people.execute()).toHaveLength(9)
    } finally {
      await restored.destroy()
    }
  },
  60_000,
)

onBothDatabases(
  'the newest backups stay, the oldest go, and files of other names are left alone',
  async ({ dataDir, databaseUrl }) => {
    const dir = folder()
    const kept = { dataDir, databaseUrl }
    writeFileSync(path.join(dir, 'by-hand.sqlite'), 'kept by somebody')
    const cutOff = path.join(dir, 'zveno-2026-10-01-0241Z.sqlite.part')
    writeFileSync(cutOff, 'half')
    utimesSync(cutOff, night(1), night(1))
    for (const day of [3, 4, 5, 5]) await nightlyBackup(kept, { dir, keep: 2 }, night(day))
    const end = databaseUrl ? 'dump' : 'sqlite'
    expect(readdirSync(dir).sort()).toEqual([
      'by-hand.sqlite',
      `zveno-2026-11-04-0241Z.${end}`,
      `zveno-2026-11-05-0241Z.${end}`,
    ])
    const state = backupState({ dir, keep: 2 })
    expect(state).toMatchObject({ count: 2, newest: { name: `zveno-2026-11-05-0241Z.${end}` } })
    expect(state.newest!.bytes).toBeGreaterThan(1000)
  },
)

test('a copy that cannot be made leaves nothing that looks like a backup', async () => {
  const dir = folder()
  const nowhere = { dataDir: path.join(dir, 'no-portal'), databaseUrl: undefined }
  await expect(writeBackup(nowhere, path.join(dir, 'copy.sqlite'))).rejects.toThrow()
  expect(readdirSync(dir)).toEqual([])
  expect(backupState({ dir: path.join(dir, 'not-made-yet'), keep: 7 }).count).toBe(0)
  writeFileSync(path.join(dir, 'a-file'), '')
  expect(backupState({ dir: path.join(dir, 'a-file'), keep: 7 }).count).toBeNull()
})

test('a damaged database is not taken for a good backup', async () => {
  const database = await freshDatabase()
  onTestFinished(database.remove)
  const { dataDir, db } = database
  await companyOf(db, { haifa: 40 })
  await db.destroy()
  const file = path.join(dataDir, 'zveno.sqlite')
  const bytes = readFileSync(file)
  // Pages in the middle, as a failing disk leaves them.
  bytes.fill(0x5a, bytes.length >> 1, (bytes.length >> 1) + 16_384)
  writeFileSync(file, bytes)
  const dir = folder()
  await expect(
    nightlyBackup({ dataDir, databaseUrl: undefined }, { dir, keep: 7 }, night(2)),
  ).rejects.toThrow()
  expect(readdirSync(dir)).toEqual([])
})

test('where there is no portal, or no folder for the copy, the owner reads what to do and nothing is made', async () => {
  const empty = path.join(folder(), 'data')
  const env = { DATA_DIR: empty, DATABASE_URL: '', KEY_DIR: path.join(folder(), 'keys') }
  const copy = path.join(folder(), 'missing', 'copy.sqlite')
  for (const words of [['backup', copy], ['verify']]) {
    const said = await zveno(words, env)
    expect(said).toMatchObject({ code: 1, out: '' })
    expect(said.err).toContain(`There is no portal in ${empty}: set DATA_DIR`)
  }
  expect(existsSync(empty)).toBe(false)
  const database = await freshDatabase()
  onTestFinished(database.remove)
  const said = await zveno(['backup', copy], { ...env, DATA_DIR: database.dataDir })
  expect(said).toEqual({
    code: 1,
    out: '',
    err: `${path.dirname(copy)}: that folder does not exist.\n`,
  })
})
