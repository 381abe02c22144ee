import { expect, test } from 'vitest'
import { fileOf, zveno } from '../support/command.ts'

const x = [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1]
const y = [2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8]
const nine = x.map((value, index) => `u${index},${value},${y[index]}`).join('\n')
const columns = ['--unit', 'unit', '--x', 'x', '--y', 'y']

async function json(args: string[]) {
  const { code, out, err } = await zveno(['link', ...args, '--json'])
  expect(err).toBe('')
  expect(code).toBe(0)
  expect(out.trimEnd().split('\n')).toHaveLength(1)
  return JSON.parse(out)
}

test('nine units: one object with exactly the promised fields; within only with a time', async () => {
  const file = fileOf(`unit,x,y\n${nine}\n`)
  expect(await json([file, ...columns])).toEqual({
    rows: 9,
    skipped: 0,
    units: 9,
    kendall: { tau: expect.closeTo(4 / 9, 10), p: expect.closeTo(0.1194389, 7) },
    spearman: {
      rho: expect.closeTo(0.6, 10),
      p: expect.closeTo(0.09679784, 8),
      low: expect.closeTo(-0.174, 3),
      high: expect.closeTo(0.916, 3),
    },
    // As scipy's linregress has it.
    between: {
      slope: expect.closeTo(0.09718095394872, 10),
      se: expect.closeTo(0.05278467785031, 10),
      t: expect.closeTo(1.84108263811534, 10),
    },
  })
})

test('places that do more score lower, yet each rises when it does more: both are told', async () => {
  const noise = [0.3, -0.2, 0.1, 0.2, -0.4]
  const rows = Array.from({ length: 10 }, (_, place) =>
    [-2, -1, 0, 1, 2].map(
      (month) =>
        `p${place};2026-0${month + 3};${10 * place + month};` +
        String(100 - 5 * place + 2 * month + noise[month + 2]!).replace('.', ','),
    ),
  ).flat()
  const file = fileOf(`unit;time;x;y\n${rows.join('\n')}\n`)
  const got = await json([file, ...columns, '--time', 'time'])
  expect(got).toMatchObject({ rows: 50, skipped: 0, units: 10 })
  expect(got.between.slope).toBeCloseTo(-0.5, 10)
  expect(got.within.slope).toBeCloseTo(1.9, 10)
  expect(got.within.se).toBeCloseTo(Math.sqrt(2.4 / 39 / 100), 10)
  expect(got.spearman.rho).toBeCloseTo(-1, 10)
  const { out } = await zveno(['link', file, ...columns, '--time', 'time'])
  expect(out).toContain('the signs differ')
  expect(out).toContain('does not prove')
})

test('rows without a unit, a number or a time are skipped and counted', async () => {
  const odd = ['u9,NA,3', 'u9,,3', ',1,2', 'u9,1,many', 'NA,1,2', 'u9,"1,234",2', 'u9,Infinity,2']
  const file = fileOf(`unit,x,y\n${nine}\n${odd.join('\n')}\n`)
  expect(await json([file, ...columns])).toMatchObject({ rows: 9, skipped: 7, units: 9 })
  const timed = fileOf('unit,x,y,time\na,1,2,2026-01\na,2,3,\nb,1,1,NA\n')
  expect(await json([timed, ...columns, '--time', 'time'])).toMatchObject({ rows: 1, skipped: 2 })
})

test('where nothing can be known every figure is null', async () => {
  const nothing = {
    kendall: { tau: null, p: null },
    spearman: { rho: null, p: null, low: null, high: null },
    between: { slope: null, se: null, t: null },
    within: { slope: null, se: null, t: null },
  }
  const empty = fileOf('unit,x,y,time\n')
  expect(await json([empty, ...columns, '--time', 'time'])).toEqual({
    rows: 0,
    skipped: 0,
    units: 0,
    ...nothing,
  })
  const still = fileOf('unit,x,y,time\na,1,2,t\nb,1,3,t\nc,1,4,t\n')
  expect(await json([still, ...columns, '--time', 'time'])).toEqual({
    rows: 3,
    skipped: 0,
    units: 3,
    ...nothing,
  })
})

test('for people it never claims a cause, and below eight units nothing at all', async () => {
  const chance = await zveno(['link', fileOf(`unit,x,y\n${nine}\n`), ...columns])
  expect(chance.code).toBe(0)
  expect(chance.out).toContain('may be chance')
  const five = [1, 2, 3, 4, 5].map((value) => `u${value},${value},${value}`).join('\n')
  const few = await zveno(['link', fileOf(`unit,x,y\n${five}\n`), ...columns])
  expect(few.out).toContain('at least 8 units')
  expect(few.out).toContain('not known')
})

test('wrong usage ends with 2, a missing column with 1', async () => {
  const file = fileOf('unit,x,y\n')
  expect((await zveno(['link', file, '--unit', 'unit'])).code).toBe(2)
  expect((await zveno(['link', ...columns])).code).toBe(2)
  const { code, out, err } = await zveno(['link', file, ...columns, '--time', 'month'])
  expect([code, out]).toEqual([1, ''])
  expect(err).toContain('no column "month"; the columns are "unit", "x", "y"')
})
