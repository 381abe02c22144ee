import { chmodSync, mkdirSync, mkdtempSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { keyFolder } from '../../app/operation/place.server.ts'
import { type Facts, troubles } from '../../app/operation/trouble.ts'

const MB = 1024 ** 2
const HOUR = 3_600_000
const NOW = Date.UTC(2026, 10, 30, 12)
const backup = (hours: number) => ({
  ...{ dir: '/backups', keep: 7, count: 1 },
  newest: { name: 'zveno-2026-11-30-0241Z.sqlite', at: NOW - hours * HOUR, bytes: 1000 },
})
const WELL: Facts = {
  wal: 64 * MB,
  disk: { free: 100 * 1024 * MB, total: 200 * 1024 * MB },
  backup: backup(9),
  keyFolder: 'fine',
  waveKeys: true,
  migrations: 0,
  jobs: { givenUp: 0, dueSince: NOW - 60_000 },
  mail: { failing: 0, outbox: false },
  directoryHeld: false,
  restored: { at: null, wave: null },
  clockAhead: 3000,
}
const found = (change: Partial<Facts>) => troubles({ ...WELL, ...change }, NOW)

test('where all is well the owner has nothing to see to', () => {
  expect(found({})).toEqual([])
  expect(found({ wal: null, jobs: { givenUp: 0, dueSince: null } })).toEqual([])
})

test('the database’s log gives the alarm above 64 MB', () => {
  expect(found({ wal: 64 * MB + 1 })).toEqual(['wal'])
})

test('a backup that a night missed is told, and so is that none is made or its folder is away', () => {
  expect(found({ backup: backup(35.9) })).toEqual([])
  expect(found({ backup: backup(36.1) })).toEqual(['backup-old'])
  expect(found({ backup: null })).toEqual(['backup-none'])
  expect(found({ backup: { dir: '/b', keep: 7, count: null, newest: null } })).toEqual([
    'backup-unreadable',
  ])
  // On the first day none is there yet.
  expect(found({ backup: { dir: '/b', keep: 7, count: 0, newest: null } })).toEqual([])
})

test('that the portal was put back from a backup is told for a week, and of a survey that stands still until it ends', () => {
  const restored = (hours: number | null, wave: Facts['restored']['wave']) =>
    found({ restored: { at: hours === null ? null : NOW - hours * HOUR, wave } })
  expect(restored(1, null)).toEqual(['restored'])
  expect(restored(7 * 24 - 1, 'void')).toEqual(['restored-wave', 'restored'])
  expect(restored(7 * 24, 'void')).toEqual([])
  expect(restored(7 * 24, 'not-issuing')).toEqual(['restored-wave'])
  expect(restored(null, 'not-issuing')).toEqual(['restored-wave'])
})

test('a disk is low below a twentieth or five gigabytes, and full below 200 MB', () => {
  const disk = (free: number, total: number) =>
    found({ disk: { free: free * MB, total: total * MB } })
  expect(disk(1100, 20_000)).toEqual([])
  expect(disk(900, 20_000)).toEqual(['disk-low'])
  expect(disk(6000, 2_000_000)).toEqual([])
  expect(disk(199, 20_000)).toEqual(['disk-full'])
})

test('mail, work in the background, keys and clocks each have their own line, the worst first', () => {
  expect(
    found({
      waveKeys: false,
      mail: { failing: 2, outbox: true },
      jobs: { givenUp: 1, dueSince: NOW - 16 * 60_000 },
      directoryHeld: true,
      migrations: 1,
      clockAhead: -20_001,
    }),
  ).toEqual(['wave-keys', 'mail', 'jobs', 'behind', 'directory', 'migrations', 'clock', 'outbox'])
})

test('a key folder is fine when the portal alone can enter it, and lies in the data by no link either', () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'zveno-keys-'))
  const [data, keys] = [path.join(dir, 'data'), path.join(dir, 'keys')]
  expect(keyFolder(keys, [data])).toBe('missing')
  mkdirSync(keys, { mode: 0o700 })
  expect(keyFolder(keys, [data])).toBe('fine')
  chmodSync(keys, 0o750)
  expect(keyFolder(keys, [data])).toBe('open')
  mkdirSync(path.join(data, 'inner'), { recursive: true, mode: 0o700 })
  symlinkSync(path.join(data, 'inner'), path.join(dir, 'link'))
  expect(keyFolder(path.join(dir, 'link'), [data])).toBe('inside')
  expect(keyFolder(data, [data])).toBe('inside')
})
