import { expect, test } from 'vitest'
import { run } from '../../app/cli/link.ts'
import { InputError, UsageError } from '../../app/cli/io.ts'
import { fileOf } from '../support/command.ts'

const columns = ['--unit', 'place', '--y', 'nps', '--time', 'month']
const stepped = [...columns, '--since', 'began', '--n', 'answers']

/** What the command prints, in this process. */
async function link(args: string[]): Promise<string[]> {
  const lines: string[] = []
  const io = { out: (line: string) => void lines.push(line), err: () => {}, env: process.env }
  expect(await run(args, io)).toBe(0)
  return lines
}

/** Eight places over seven months; the first begins in the fourth and rises by 20 more than the others. */
const rows = Array.from({ length: 8 }, (_, place) =>
  [1, 2, 3, 4, 5, 6, 7].map((month) => {
    const score = (month > 4 ? 10 : 0) + (place === 0 && month > 4 ? 20 : 0)
    return `p${place},${month},${score},40,${place === 0 ? 4 : ''}`
  }),
).flat()

test('a stepped comparison counts months from the first one in the file, and leaves out what it cannot read', async () => {
  const head = 'place,month,nps,answers,began'
  const odd = ['p1,soon,5,40,', 'p1,3,much,40,', 'p2,3,5,some,', 'p3,3,5,40,never', ',3,5,40,']
  const file = fileOf([head, ...rows, ...odd].join('\n'))
  const [line, ...more] = await link([file, ...stepped, '--json'])
  expect(more).toEqual([])
  expect(JSON.parse(line!)).toMatchObject({
    rows: 56,
    skipped: 5,
    units: 8,
    stepped: { begun: 1, units: 8, difference: 20, outcome: 'cannot-tell' },
  })
  // The same calendar, numbered from elsewhere.
  const later = rows.map((row) => {
    const [place, month, nps, answers, began] = row.split(',')
    return [place, Number(month) + 100, nps, answers, began && Number(began) + 100].join(',')
  })
  const shifted = fileOf([head, ...later].join('\n'))
  const [same] = await link([shifted, ...stepped, '--json'])
  expect(JSON.parse(same!).stepped).toEqual(JSON.parse(line!).stepped)
})

test('for people it says may be chance, and of seven places nothing at all', async () => {
  const head = 'place,month,nps,answers,began'
  expect((await link([fileOf([head, ...rows].join('\n')), ...stepped])).at(-1)).toBe(
    'We cannot tell: this may be chance.',
  )
  const seven = rows.filter((row) => !row.startsWith('p7'))
  const said = await link([fileOf([head, ...seven].join('\n')), ...stepped])
  expect(said.at(-1)).toContain('at least 8 units')
  expect(said.join(' ')).not.toContain('difference')
})

test('half the options are wrong usage; months that span a thousand years are a wrong file', async () => {
  const file = fileOf('place,month,nps,answers,began\np,1,0,1,\n')
  const io = { out: () => {}, err: () => {}, env: process.env }
  await expect(run([file, ...columns, '--since', 'began'], io)).rejects.toThrow(UsageError)
  await expect(run([file, ...stepped, '--x', 'nps'], io)).rejects.toThrow(UsageError)
  const wide = fileOf('place,month,nps,answers,began\np,1,0,1,\np,99999,0,1,\n')
  await expect(run([wide, ...stepped], io)).rejects.toThrow(InputError)
})
