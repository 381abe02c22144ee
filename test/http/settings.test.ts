import { mkdtempSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { readSettings } from '../../app/http/settings.ts'

const place = () => mkdtempSync(path.join(tmpdir(), 'zveno-settings-'))

test('a malformed or unknown setting refuses to start, and every one is named', () => {
  expect(() =>
    readSettings({ PORT: 'eighty', PUBLIC_ORIGIN: 'zveno', OIDC_ISUER: 'x', ZVENO_DEBUG: '1' }),
  ).toThrow(/ZVENO_DEBUG[^]*PORT|OIDC_ISUER[^]*PORT/)
  expect(() => readSettings({ PUBLIC_ORIGIN: 'https://zveno.example/portal' })).toThrow(
    /PUBLIC_ORIGIN/,
  )
  expect(() => readSettings({ DATABASE_URL: 'mysql://x/y' })).toThrow(/DATABASE_URL/)
  expect(() => readSettings({ SECRET: 'short', DATA_DIR: place() })).toThrow(/SECRET/)
})

test('in production the public address and the secret must be given', () => {
  expect(() => readSettings({}, true)).toThrow(/PUBLIC_ORIGIN[^]*SECRET/)
})

test('a provider to sign in with is named whole, and not over a line that others can read', () => {
  const oidc = {
    OIDC_ISSUER: 'https://id.example',
    OIDC_CLIENT_ID: 'zveno',
    OIDC_CLIENT_SECRET: 'of this test',
  }
  const read = (more: Record<string, string>) => readSettings({ DATA_DIR: place(), ...more }).oidc
  expect(read({})).toBeUndefined()
  expect(read(oidc)).toMatchObject({ claim: 'employee_number', scopes: 'openid profile' })
  expect(read({ ...oidc, OIDC_ISSUER: 'http://127.0.0.1:9' })?.issuer).toBe('http://127.0.0.1:9')
  expect(() => read({ ...oidc, OIDC_ISSUER: 'http://id.example' })).toThrow(/OIDC_ISSUER.*https/)
  expect(() => read({ ...oidc, OIDC_CLIENT_SECRET: '' })).toThrow(/all three or none/)
  expect(() => read({ OIDC_CLAIM: 'number' })).toThrow(/all three or none/)
  expect(() => read({ ...oidc, OIDC_SCOPES: 'profile' })).toThrow(/openid/)
  expect(() => read({ ...oidc, OIDC_ISUER: 'x' })).toThrow(/OIDC_ISUER/)
})

test('keys never lie inside the data folder, where a backup would carry them', () => {
  const dir = place()
  expect(() => readSettings({ DATA_DIR: dir, KEY_DIR: path.join(dir, 'keys') })).toThrow(/KEY_DIR/)
})

test('the secret is made once, beside the data, for nobody else to read', () => {
  const dir = path.join(place(), 'data')
  const first = readSettings({ DATA_DIR: dir })
  expect(readSettings({ DATA_DIR: dir }).secret).toBe(first.secret)
  const file = path.join(first.keyDir, 'secret')
  expect(readFileSync(file, 'utf8')).toBe(first.secret)
  expect(statSync(file).mode & 0o077).toBe(0)
})

test('backups and keys never lie in each other, and seven backups stay unless somebody says otherwise', () => {
  const dir = place()
  const read = (more: Record<string, string>) =>
    readSettings({ DATA_DIR: path.join(dir, 'data'), KEY_DIR: path.join(dir, 'keys'), ...more })
  expect(read({}).backup).toBeUndefined()
  const backups = path.join(dir, 'backups')
  expect(read({ BACKUP_DIR: backups }).backup).toEqual({ dir: backups, keep: 7 })
  for (const bad of ['keys', 'keys/backups', '.']) {
    expect(() => read({ BACKUP_DIR: path.join(dir, bad) })).toThrow(/BACKUP_DIR and KEY_DIR/)
  }
  expect(() => read({ BACKUP_DIR: backups, BACKUP_KEEP: '0' })).toThrow(/BACKUP_KEEP/)
  expect(() => read({ METRICS_TOKEN: 'short' })).toThrow(/METRICS_TOKEN.*32/)
})
