import { expect, test } from 'vitest'
import { run } from '../../app/cli/link.ts'
import { seededRandom } from '../../app/statistics/random.ts'
import { fileOf } from '../support/command.ts'

/** Panels whose truth is known: `between` moves y with the place's level, `within` with its own months. */
function panel(seed: number, places: number, between: number, within: number): string {
  const random = seededRandom(seed)
  const noise = () => random() + random() + random() - 1.5
  const rows: string[] = []
  for (let place = 0; place < places; place++) {
    const level = place + noise()
    const height = 50 + between * level + 2 * noise()
    for (let month = 1; month <= 12; month++) {
      const move = 2 * noise()
      rows.push(`p${place},${month},${level + move},${height + within * move + noise()}`)
    }
  }
  return `unit,time,x,y\n${rows.join('\n')}\n`
}

async function linkOf(csv: string, words = false) {
  const lines: string[] = []
  const io = { out: (line: string) => void lines.push(line), err: () => {}, env: process.env }
  const columns = ['--unit', 'unit', '--x', 'x', '--y', 'y', '--time', 'time']
  expect(await run([fileOf(csv), ...columns, ...(words ? [] : ['--json'])], io)).toBe(0)
  return words ? lines.join('\n') : JSON.parse(lines.join(''))
}

test('between places yes, within them no: the one slope is told, the other is nothing', async () => {
  for (const seed of [1, 2, 3]) {
    const { spearman, between, within } = await linkOf(panel(seed, 12, 1, 0))
    expect(spearman.p).toBeLessThan(0.01)
    expect(spearman.low).toBeGreaterThan(0)
    expect(between.slope).toBeGreaterThan(0.5)
    expect(Math.abs(within.t)).toBeLessThan(3)
  }
})

test('within places yes, between them no: the reverse', async () => {
  const found = await Promise.all([4, 5, 6, 7].map((seed) => linkOf(panel(seed, 12, 0, 2))))
  for (const { within } of found) {
    expect(within.slope).toBeGreaterThan(1.7)
    expect(within.t).toBeGreaterThan(10)
  }
  expect(found.filter(({ spearman }) => spearman.p <= 0.05).length).toBeLessThanOrEqual(1)
})

test('Simpson’s: places that do more score lower, each rises when it does more; both are said', async () => {
  const csv = panel(8, 12, -4, 3)
  const { between, within, spearman } = await linkOf(csv)
  expect(between.slope).toBeLessThan(-3)
  expect(within.slope).toBeGreaterThan(2.5)
  expect(spearman.rho).toBeLessThan(-0.8)
  expect(await linkOf(csv, true)).toContain('the signs differ')
})

test('ties and gaps are borne: rounded values, months that are missing, a place seen once', async () => {
  const lines = panel(9, 12, 3, 0).trimEnd().split('\n')
  const rounded = lines.map((line, at) => {
    if (at === 0) return line
    const [unit, time, x, y] = line.split(',') as [string, string, string, string]
    const gap = at % 7 === 0
    return [unit, time, gap ? 'NA' : Math.round(Number(x) / 3), Math.round(Number(y) / 5)].join()
  })
  const got = await linkOf([...rounded, 'once,1,4,60', ''].join('\n'))
  expect(got).toMatchObject({ rows: 145 - 20, skipped: 20, units: 13 })
  expect(got.spearman.rho).toBeGreaterThan(0.8)
  expect(got.kendall.tau).toBeGreaterThan(0.6)
  expect(got.within.slope).not.toBeNull()
})

test('seven places are too few, however clear it looks', async () => {
  const words = await linkOf(panel(10, 7, 5, 0), true)
  expect(words).toContain('at least 8 units')
  expect(words).not.toContain('go together')
})
