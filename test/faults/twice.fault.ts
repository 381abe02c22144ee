import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect } from 'vitest'
import { wrongTotals } from '../../app/nps/recount.server.ts'
import { addUnit } from '../../app/people/unit.server.ts'
import { zveno } from '../support/command.ts'
import { onBothDatabases } from '../support/database.ts'
import { figures } from './figures.ts'

const ROWS = 20_000

const folder = mkdtempSync(path.join(tmpdir(), 'zveno-twice-'))
afterAll(() => rmSync(folder, { recursive: true }))

onBothDatabases(
  'the same file by three commands at once, and once more: every row once, and the same report',
  async ({ db, dataDir, databaseUrl, dialect }) => {
    await addUnit(db, { id: 'c', parentId: null, code: 'all', name: 'Gardens', kind: 'company' })
    await addUnit(db, { id: 'n', parentId: 'c', code: 'n', name: 'North', kind: 'site' })
    const rows = Array.from(
      { length: ROWS },
      (_, i) => `2026-10-${String(1 + (i % 28)).padStart(2, '0')},${i % 11},North,word ${i}`,
    )
    const file = path.join(folder, `${dialect}.csv`)
    writeFileSync(file, ['at,score,unit,why', ...rows, '2026-10-01,eleven,North,'].join('\n'))
    const env: Record<string, string> = { DATA_DIR: dataDir, KEY_DIR: `${dataDir}-keys` }
    if (databaseUrl) env.DATABASE_URL = databaseUrl
    const map = ['--map', 'at=at,score=score,unit=unit,comment=why']
    const bring = async () => {
      const made = await zveno(
        ['import', 'customers', file, '--source', 'till', ...map, '--json'],
        env,
      )
      return JSON.parse(made.out) as {
        read: number
        added: number
        unchanged: number
        errors: unknown[]
      }
    }
    const begun = performance.now()
    const atOnce = await Promise.all([bring(), bring(), bring()])
    const seconds = (performance.now() - begun) / 1000
    const again = await bring()
    const stored = await db
      .selectFrom('nps_response')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    for (const report of [...atOnce, again]) {
      expect(report.read).toBe(ROWS + 1)
      expect(report.errors).toHaveLength(1)
      expect(report.added + report.unchanged).toBe(ROWS)
    }
    expect(atOnce.reduce((sum, { added }) => sum + added, 0)).toBe(ROWS)
    expect(again).toMatchObject({ added: 0, unchanged: ROWS })
    expect(Number(stored.n)).toBe(ROWS)
    expect(await wrongTotals(db)).toEqual([])
    figures('same file twice', {
      on: dialect,
      rows: ROWS,
      'at once': atOnce.length,
      lost: 0,
      doubled: Number(stored.n) - ROWS,
      seconds: seconds.toFixed(1),
    })
  },
  400_000,
)
