import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, expect, test } from 'vitest'
import { importCustomers } from '../../app/nps/import.server.ts'
import { stretches, type Reading } from '../../app/nps/reading.server.ts'
import { addUnit } from '../../app/people/unit.server.ts'
import { freshDatabase } from '../support/database.ts'

setFlagsFromString('--expose-gc')
const gc = runInNewContext('gc') as () => void
const MB = 1e6

const folder = mkdtempSync(path.join(tmpdir(), 'zveno-memory-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A till's export without two rows alike. */
async function till(rows: number): Promise<string> {
  const name = path.join(folder, `${rows}.csv`)
  const file = await open(name, 'w')
  await file.write('time,unit,score,why\n')
  let text = ''
  for (let i = 0; i < rows; i++) {
    const minute = String(i % 60).padStart(2, '0')
    text += `2026-10-${String(1 + (i % 28)).padStart(2, '0')} 10:${minute},North,${i % 11},"word ${i}, and more"\n`
    if (text.length > MB) text = (await file.write(text), '')
  }
  await file.write(text)
  await file.close()
  return name
}

/** What is alive after a collection: objects, and bytes beside them. */
function alive(): { heap: number; buffers: number } {
  gc()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return { heap: heapUsed / MB, buffers: arrayBuffers / MB }
}

test('reading a file of 400,000 different rows keeps no more than reading 48,000', async () => {
  const file = await till(400_000)
  const reading: Reading = {
    file,
    size: statSync(file).size,
    ...{ encoding: 'utf-8', delimiter: ',', skip: 0, rows: undefined },
    rules: {
      at: { at: 0, unit: 1, score: 2, comment: 3 },
      columns: 4,
      scale: new Map(),
      dateOrder: 'dmy',
      dayDefault: null,
      lastDay: '2026-11-03',
      unitDefault: null,
      units: new Map([['north', 'n']]),
      createUnits: false,
      leftOut: new Set<string>(),
      touchpoints: new Map(),
      touchpointDefault: '',
    },
  }
  let read = 0
  let early = null
  let late = null
  for await (const stretch of stretches(reading)) {
    read += stretch.read
    if (read === 48_000) early = alive()
    if (read === 384_000) late = alive()
  }
  expect(read).toBe(400_000)
  expect(late!.heap - early!.heap).toBeLessThan(4)
  // The counts of identical rows: a table that stays below 13 MB, and those it grew out of, which go when the collector likes.
  expect(late!.buffers - early!.buffers).toBeLessThan(32)
}, 60_000)

test('storing a file of 120,000 rows keeps no more than storing 16,000', async () => {
  const file = await till(120_000)
  const { db, remove } = await freshDatabase()
  try {
    const company = { id: 'c', parentId: null, code: 'all', name: 'Gardens' }
    await addUnit(db, { ...company, kind: 'company' })
    await addUnit(db, { id: 'n', parentId: 'c', code: 'N1', name: 'North', kind: 'site' })
    const mapping = { at: 'time', unit: 'unit', score: 'score', comment: 'why' }
    const kept: { heap: number; buffers: number }[] = []
    const watch = ({ read }: { read: number }) => {
      if (read === 16_000 || read === 112_000) kept.push(alive())
    }
    const now = new Date('2026-11-02T12:00:00Z')
    const report = await importCustomers(db, file, { source: 'till', mapping }, null, now, watch)
    expect(report).toMatchObject({ read: 120_000, added: 120_000, wrong: 0 })
    const [early, late] = kept
    expect(late!.heap - early!.heap).toBeLessThan(4)
    expect(late!.buffers - early!.buffers).toBeLessThan(4)
  } finally {
    await remove()
  }
}, 60_000)
