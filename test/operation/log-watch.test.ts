import { mkdtempSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { logWatch } from '../../app/operation/log-watch.server.ts'

const MB = 1024 ** 2

test('a database log above 64 MB is told once, and so is that it is small again; PostgreSQL’s is left to itself', () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'zveno-watch-'))
  const said: string[] = []
  const log = {
    error: (fields: object, words: string) => said.push(`error ${JSON.stringify(fields)} ${words}`),
    info: (fields: object, words: string) => said.push(`info ${JSON.stringify(fields)} ${words}`),
  }
  const look = logWatch({ dataDir, databaseUrl: undefined }, log)
  look()
  const wal = path.join(dataDir, 'zveno.sqlite-wal')
  writeFileSync(wal, '')
  truncateSync(wal, 64 * MB)
  look()
  expect(said).toEqual([])
  truncateSync(wal, 65 * MB)
  look()
  logWatch({ dataDir, databaseUrl: 'postgres://x/y' }, log)()
  look()
  expect(said).toEqual([
    'error {"megabytes":65} the write-ahead log is large: something reads without end',
  ])
  truncateSync(wal, 0)
  look()
  look()
  expect(said.slice(1)).toEqual(['info {"megabytes":0} the write-ahead log is small again'])
})
