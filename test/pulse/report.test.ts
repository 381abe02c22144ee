import fc from 'fast-check'
import { expect, test } from 'vitest'
import { auditReport } from '../../app/pulse/audit.ts'
import { plantTree } from '../../app/pulse/disclosure.ts'
import { formGroups } from '../../app/pulse/groups.ts'
import { publishReport } from '../../app/pulse/publish.ts'
import { cellAt, FrozenWave, Report } from '../../app/pulse/report.ts'
import type { Answer } from '../../app/pulse/survey.ts'
import { seededRandom } from '../../app/statistics/random.ts'
import { givesNobodyAway } from '../support/audit.ts'
import { planted, randomTree, type Plan } from '../support/tree.ts'

const QUESTIONS: FrozenWave['questions'] = [
  { id: 'enps', kind: 'enps' },
  { id: 'grow', kind: 'item', driver: 'future' },
  { id: 'trust', kind: 'item', driver: 'future' },
  { id: 'lunch', kind: 'choice', options: 3 },
  { id: 'words', kind: 'comment' },
]

/** A wave over the plan, whose numbers are the people eligible in each unit. */
function waveOf(plan: Plan): FrozenWave {
  const { tree, own } = planted(plan)
  const units = tree.ids.map((id, v) => ({
    id,
    code: id,
    parent: tree.ids[tree.parent[v]!] ?? null,
  }))
  const people = new Map(tree.ids.map((id, v) => [id, Array.from({ length: own[v]! }, () => id)]))
  const groups = formGroups(units, people, 6)
  if (groups === 'too-few') throw new Error('too few for a wave')
  return FrozenWave.parse({
    id: 'wave',
    thresholds: { cell: 6, detail: 10 },
    questions: QUESTIONS,
    units,
    groups: groups.map(({ unit, kind, people }) => ({
      id: `group ${unit}`,
      unit,
      kind,
      eligible: people.length,
    })),
  })
}

type Given = Partial<Record<'enps' | 'grow' | 'trust' | 'lunch', number>> & {
  words?: string
  all?: boolean
}

const answersFrom = (unit: string, ...given: Given[]): Answer[] =>
  given.map(({ words, all = false, ...answers }) => ({
    group: `group ${unit}`,
    answers,
    comments: words === undefined ? [] : [{ question: 'words', text: words, companyLevel: all }],
  }))

const times = <T>(n: number, make: (i: number) => T): T[] =>
  Array.from({ length: n }, (_, i) => make(i))

function reportOf(wave: FrozenWave, answers: Answer[], seed = 1): Report {
  const n = answers.length
  const counts = { issued: n, redeemed: n, withdrawn: 0, unreadable: 0 }
  const report = publishReport(wave, answers, counts, seededRandom(seed))
  if (report === 'too-few') throw new Error('too few for a report')
  expect(auditReport(wave, report)).toEqual([])
  expect(Report.parse(JSON.parse(JSON.stringify(report)))).toEqual(report)
  return report
}

const shownAt = (report: Report, question: string) =>
  report.cells
    .filter((cell) => cell.question === question)
    .map((cell) => cell.unit)
    .join(' ')

test('five answers in all are destroyed: there is no report', () => {
  const wave = waveOf({ P: { A: 8 } })
  const counts = { issued: 5, redeemed: 5, withdrawn: 0, unreadable: 0 }
  const answers = answersFrom('A', ...times(5, () => ({ grow: 4 })))
  expect(publishReport(wave, answers, counts, seededRandom(1))).toBe('too-few')
})

test('22 answers sum to 100 and so do twelve of them: those twelve are hidden', () => {
  const wave = waveOf({ P: { A: 12, B: 10 } })
  const twelve = [10, 10, 10, 10, 10, 10, 10, 10, 5, 5, 5, 5].map((enps) => ({ enps }))
  const report = reportOf(wave, [
    ...answersFrom('A', ...twelve),
    ...answersFrom('B', ...times(10, () => ({ enps: 0 }))),
  ])
  expect(cellAt(report, 'P', 'enps').shown).toBe('enps')
  expect(cellAt(report, 'A', 'enps')).toEqual({ unit: 'A', question: 'enps', shown: 'hidden' })
  expect(cellAt(report, 'B', 'enps')).toEqual({
    unit: 'B',
    question: 'enps',
    n: 10,
    shown: 'nearly-all',
  })
})

test('seven who all gave the same hide the mean of the team beside them', () => {
  const wave = waveOf({ P: { A: 9, B: 7 } })
  const report = reportOf(wave, [
    ...answersFrom('A', ...times(9, (i) => ({ grow: 1 + (i % 5), trust: 1 + (i % 5) }))),
    ...answersFrom('B', ...times(7, (i) => ({ grow: 2, trust: 1 + (i % 5) }))),
  ])
  expect(shownAt(report, 'grow')).toBe('P B')
  expect(cellAt(report, 'B', 'grow').shown).toBe('nearly-all')
  expect(shownAt(report, 'trust')).toBe('P A B')
})

test('a team whose mean would give six others away shows no distribution either', () => {
  const wave = waveOf({ P: { A: 6, S: { own: 6, T: 10 } } })
  const report = reportOf(wave, [
    ...answersFrom('A', ...times(6, (i) => ({ trust: i < 3 ? 1 : 5 }))),
    ...answersFrom('S', ...times(6, () => ({ trust: 5 }))),
    ...answersFrom('T', ...times(10, (i) => ({ trust: i < 3 ? 1 : 5 }))),
  ])
  expect(shownAt(report, 'trust')).toBe('P A S')
})

test('each question has its own pattern, since people may skip it', () => {
  const wave = waveOf({ P: { A: 9, B: 8 } })
  const report = reportOf(wave, [
    ...answersFrom(
      'A',
      ...times(9, (i) => ({ grow: 1 + (i % 5), ...(i < 5 && { trust: 1 + i }) })),
    ),
    ...answersFrom('B', ...times(8, (i) => ({ grow: 1 + (i % 5), trust: 1 + (i % 5) }))),
  ])
  expect(shownAt(report, 'grow')).toBe('P A B')
  expect(shownAt(report, 'trust')).toBe('P')
})

test('nine show a band where eNPS and the distribution of the nine stay hidden', () => {
  const wave = waveOf({ P: { A: 9, B: 14 } })
  const spread = (n: number) => times(n, (i) => ({ enps: i % 11, grow: 1 + (i % 5) }))
  const report = reportOf(wave, [
    ...answersFrom('A', ...spread(9)),
    ...answersFrom('B', ...spread(14)),
  ])
  expect(shownAt(report, 'enps')).toBe('P')
  expect(shownAt(report, 'grow')).toBe('P A B')
  expect(cellAt(report, 'A', 'grow').shown).toBe('band')
  expect(cellAt(report, 'P', 'grow')).toMatchObject({ shown: 'item', precision: 'grid' })
  // The whole less fourteen would leave a distribution of nine.
  expect(cellAt(report, 'B', 'grow')).toMatchObject({ shown: 'item', distribution: null })
})

test('a choice of nine stays hidden, and so does the team whose share would tell theirs', () => {
  const wave = waveOf({ P: { A: 9, B: 14 } })
  const spread = (n: number) => times(n, (i) => ({ lunch: 1 + (i % 3) }))
  const report = reportOf(wave, [
    ...answersFrom('A', ...spread(9)),
    ...answersFrom('B', ...spread(14)),
  ])
  expect(shownAt(report, 'lunch')).toBe('P')
  // 8, 8 and 7 of 23, in tenths.
  expect(cellAt(report, 'P', 'lunch')).toEqual({
    unit: 'P',
    question: 'lunch',
    n: 23,
    shown: 'choice',
    precision: 'grid',
    distribution: [0.3, 0.3, 0.3],
  })
  expect(report.certificate.filter(({ question }) => question === 'lunch')).toEqual([
    { question: 'lunch', of: 'answers', threshold: 10, residuals: { P: 23 } },
  ])
})

test('ten who all chose the same hide the choices of the team beside them', () => {
  const wave = waveOf({ P: { A: 12, B: 10 } })
  const report = reportOf(wave, [
    ...answersFrom('A', ...times(12, (i) => ({ lunch: 1 + (i % 3) }))),
    ...answersFrom('B', ...times(10, () => ({ lunch: 3 }))),
  ])
  expect(shownAt(report, 'lunch')).toBe('P B')
  expect(cellAt(report, 'B', 'lunch').shown).toBe('nearly-all')
  expect(cellAt(report, 'P', 'lunch')).toMatchObject({ distribution: [0.2, 0.2, 0.6] })
})

test('a choice neither counts towards a driver nor is it ranked', () => {
  const wave = waveOf({ P: { A: 60, B: 60 } })
  const all = times(60, (i) => ({ enps: i % 11, lunch: 1 + (i % 3) }))
  const report = reportOf(wave, [...answersFrom('A', ...all), ...answersFrom('B', ...all)])
  expect([report.drivers, report.ranking]).toEqual([[], []])
  expect(shownAt(report, 'lunch')).toBe('P A B')
})

test('a group with fewer than six answers counts for the nearest unit that has six', () => {
  const wave = waveOf({ P: { A: 12, B: 10 } })
  const report = reportOf(wave, [
    ...answersFrom('A', ...times(9, (i) => ({ grow: 1 + (i % 5) }))),
    ...answersFrom('B', ...times(4, (i) => ({ grow: 1 + (i % 5) }))),
  ])
  expect(shownAt(report, 'grow')).toBe('P')
  expect(cellAt(report, 'P', 'grow')).toMatchObject({ n: 13 })
})

test('a driver is shown where all its items are, and hidden where one is', () => {
  const wave = waveOf({ P: { A: 12, B: 12 } })
  const both = { grow: 3, trust: 2 }
  const most = (i: number) => (i % 2 ? { grow: 1 + (i % 5), trust: 1 + (i % 4) } : both)
  const report = reportOf(wave, [
    ...answersFrom('A', ...times(12, most)),
    ...answersFrom('B', ...times(12, (i) => ({ grow: 1 + (i % 5), ...(i < 4 && { trust: 2 }) }))),
  ])
  expect(shownAt(report, 'grow')).toBe('P A B')
  expect(shownAt(report, 'trust')).toBe('P')
  expect(report.drivers.map((score) => `${score.unit} ${score.driver}`)).toEqual(['P future'])
})

test('comments of eighteen and four stand with the parent; of 18, 14 and 4 the eighteen at home', () => {
  const write = (unit: string, n: number) =>
    answersFrom(unit, ...times(n, (i) => ({ words: `${unit}${i}` })))
  const standing = (report: Report) => {
    const counts: Record<string, number> = {}
    for (const { unit } of report.comments) counts[unit] = (counts[unit] ?? 0) + 1
    return counts
  }
  const wave = waveOf({ P: { A: 20, B: 20, C: 20 } })
  expect(standing(reportOf(wave, [...write('A', 18), ...write('B', 4)]))).toEqual({ P: 22 })
  expect(
    standing(reportOf(wave, [...write('A', 18), ...write('B', 14), ...write('C', 4)])),
  ).toEqual({ A: 18, P: 18 })
  expect(standing(reportOf(wave, write('A', 9)))).toEqual({})
})

test('a comment marked for the company stands with the company, also where its team shows comments', () => {
  const wave = waveOf({ P: { A: 30, B: 30 } })
  const report = reportOf(wave, [
    ...answersFrom('A', ...times(15, () => ({ words: 'a' })), { words: 'עברית', all: true }),
    ...answersFrom('B', ...times(9, () => ({ words: 'b' }))),
  ])
  expect(report.comments.find((comment) => comment.text === 'עברית')?.unit).toBe('P')
  expect(report.comments.filter((comment) => comment.unit === 'A').length).toBe(15)
  expect(Object.keys(report.comments[0]!).sort()).toEqual(['question', 'text', 'unit'])
})

test('the order in which answers came changes nothing, only the random source orders comments', () => {
  const wave = waveOf({ P: { A: 12, B: 12 } })
  const answers = [
    ...answersFrom('A', ...times(12, (i) => ({ enps: i % 11, grow: 1 + (i % 5), words: `a${i}` }))),
    ...answersFrom('B', ...times(12, (i) => ({ enps: i % 7, grow: 1 + (i % 4), words: `b${i}` }))),
  ]
  const report = reportOf(wave, answers)
  expect(reportOf(wave, answers.toReversed())).toEqual(report)
  const other = reportOf(wave, answers, 2)
  expect(other.comments).not.toEqual(report.comments)
  expect({ ...other, comments: [] }).toEqual({ ...report, comments: [] })
})

test('a unit in which all but three answered reads "nearly all", others show how many', () => {
  const wave = waveOf({ P: { A: 20, B: 40, C: 40 } })
  const report = reportOf(wave, [
    ...answersFrom('A', ...times(17, () => ({}))),
    ...answersFrom('B', ...times(20, () => ({}))),
    ...answersFrom('C', ...times(15, () => ({}))),
  ])
  expect(report.counts).toMatchObject({ eligible: 100, redeemed: 52 })
  // With the 20 and the 15 beside the 52, the 17 of A could be reckoned.
  expect(report.counts.units).toEqual([
    { unit: 'P', redeemed: 52 },
    { unit: 'A', redeemed: 'nearly-all' },
    { unit: 'B', redeemed: 20 },
  ])
})

test('which item goes with eNPS is told from a hundred answers, for the whole company', () => {
  const wave = waveOf({ P: { A: 60, B: 60 } })
  const half = (n: number) =>
    times(n, (i) => ({ enps: i % 11, grow: 1 + Math.floor((i % 11) / 2.5), trust: 1 + (i % 5) }))
  const few = reportOf(wave, [...answersFrom('A', ...half(49)), ...answersFrom('B', ...half(50))])
  expect(few.ranking).toEqual([])
  const many = reportOf(wave, [...answersFrom('A', ...half(50)), ...answersFrom('B', ...half(50))])
  expect(many.ranking.map((link) => [link.question, link.n])).toEqual([
    ['grow', 100],
    ['trust', 100],
  ])
  expect(many.ranking[0]!.low).toBeGreaterThan(0.9)
  expect(many.ranking[1]!.low).toBeLessThan(0)
})

test('an answer of a group that is not in the wave stops the report', () => {
  const wave = waveOf({ P: { A: 12 } })
  const counts = { issued: 6, redeemed: 6, withdrawn: 0, unreadable: 0 }
  const answers = answersFrom('elsewhere', ...times(6, () => ({ grow: 3 })))
  expect(() => publishReport(wave, answers, counts, seededRandom(1))).toThrow(/not in the wave/)
})

test('the audit of a stored report finds a cell slipped in, a changed n and a lone comment', () => {
  const wave = waveOf({ P: { A: 12, B: 12 } })
  const spread = times(12, (i) => ({ enps: i % 11, grow: 1 + (i % 5), trust: 1 + (i % 5) }))
  const report = reportOf(wave, [
    ...answersFrom('A', ...spread),
    ...answersFrom('B', ...spread.slice(0, 4)),
  ])
  expect(shownAt(report, 'grow')).toBe('P')
  const whole = report.cells.find((cell) => cell.question === 'grow')!
  const slipped = { ...report, cells: [...report.cells, { ...whole, unit: 'A', n: 12 }] }
  expect(auditReport(wave, slipped)).toEqual(['grow: the cells are not those of the certificate'])
  const certified = {
    ...slipped,
    certificate: report.certificate.map((each) =>
      each.question === 'grow' && each.threshold === 6
        ? { ...each, residuals: { P: 4, A: 12 } }
        : each,
    ),
  }
  expect(auditReport(wave, certified)).toEqual([
    'grow: beyond what is shown below it P holds fewer than 6',
    'grow: A shows a distribution outside the pattern at 10',
  ])
  const changed = {
    ...report,
    cells: report.cells.map((cell) => (cell === whole ? { ...cell, n: 17 } : cell)),
  }
  expect(auditReport(wave, changed).join()).toMatch(/the certificate of P at 6 is not what/)
  const alone = { ...report, comments: [{ unit: 'A', question: 'words', text: 'alone' }] }
  expect(auditReport(wave, alone)).toEqual(['words: fewer than 10 comments stand at A'])
})

/**
 * How many differ from the commonest answer in what is left of a shown value after taking away any shown values below
 * it: every such difference is tried. Knows nothing of how the units were chosen.
 */
function smallestMinority(
  tree: ReturnType<typeof plantTree>,
  report: Report,
  answers: readonly Answer[],
  question: string,
): number {
  const within = (unit: string, above: string): boolean =>
    unit === above ||
    (tree.parent[tree.at.get(unit)!] !== -1 &&
      within(tree.ids[tree.parent[tree.at.get(unit)!]!]!, above))
  const valued = report.cells
    .filter((cell) => cell.question === question && cell.shown !== 'nearly-all')
    .map(({ unit }) => unit)
  let least = Infinity
  for (const whole of valued) {
    const below = valued.filter((unit) => unit !== whole && within(unit, whole))
    for (let set = 0; set < 2 ** below.length; set++) {
      const taken = below.filter((_, i) => (set >> i) & 1)
      if (taken.some((a) => taken.some((b) => a !== b && within(a, b)))) continue
      const counts = new Map<number, number>()
      for (const { group, answers: given } of answers) {
        const unit = group.slice('group '.length)
        const value = given[question]
        if (value === undefined || !within(unit, whole)) continue
        if (taken.some((part) => within(unit, part))) continue
        counts.set(value, (counts.get(value) ?? 0) + 1)
      }
      if (counts.size === 0) continue
      const n = [...counts.values()].reduce((sum, count) => sum + count, 0)
      least = Math.min(least, n - Math.max(...counts.values()))
    }
  }
  return least
}

test('in any company what is published gives away no group below six, nor below ten in detail', () => {
  const chance = fc.record({
    enps: fc.option(fc.nat({ max: 10 }), { nil: undefined }),
    grow: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
    trust: fc.option(fc.constantFrom(1, 5, 5, 5, 5, 5), { nil: undefined }),
    lunch: fc.option(fc.constantFrom(1, 2, 2, 2, 2, 2, 3), { nil: undefined }),
    words: fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
    all: fc.boolean(),
  })
  fc.assert(
    fc.property(
      randomTree(8, 16),
      fc.array(chance, { minLength: 130, maxLength: 130 }),
      (plan, given) => {
        const tree = plantTree(plan.units)
        const people = new Map(
          plan.units.map(({ id }, v) => [id, times(plan.own[v]!, (i) => `${id}${i}`)]),
        )
        const groups = formGroups(plan.units, people, 6)
        fc.pre(groups !== 'too-few')
        const wave: FrozenWave = {
          ...waveOf({ P: 6 }),
          units: plan.units,
          groups: groups.map((group) => ({
            id: `group ${group.unit}`,
            unit: group.unit,
            kind: group.kind,
            eligible: group.people.length,
          })),
        }
        let next = 0
        const answers = groups.flatMap((group) =>
          group.people.flatMap((_, i) => {
            const { enps, grow, trust, lunch, words, all } = given[next++ % given.length]!
            if (i % 4 === 3) return []
            const some = Object.entries({ enps, grow, trust, lunch }).filter(
              ([, value]) => value !== undefined,
            )
            return answersFrom(group.unit, {
              ...Object.fromEntries(some),
              ...(words !== undefined && { words }),
              all,
            })
          }),
        )
        fc.pre(answers.length >= 6)
        const report = reportOf(wave, answers)
        for (const { id, kind } of QUESTIONS) {
          if (kind === 'comment') continue
          const own = tree.ids.map(
            (unit) =>
              answers.filter(
                (each) => each.group === `group ${unit}` && each.answers[id] !== undefined,
              ).length,
          )
          const pattern = (detail: boolean) =>
            tree.ids.map((unit) => {
              const cell = cellAt(report, unit, id)
              if (cell.shown === 'hidden') return false
              return (
                !detail ||
                cell.shown === 'enps' ||
                cell.shown === 'choice' ||
                (cell.shown === 'item' && cell.distribution !== null)
              )
            })
          expect(givesNobodyAway(tree, own, pattern(false), kind === 'item' ? 6 : 10)).toBe(true)
          expect(givesNobodyAway(tree, own, pattern(true), 10)).toBe(true)
          expect(smallestMinority(tree, report, answers, id)).toBeGreaterThanOrEqual(3)
        }
      },
    ),
    { numRuns: 150 },
  )
})
