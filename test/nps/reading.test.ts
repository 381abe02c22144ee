import { hash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayIn, orderEvidence } from '../../app/nps/day.ts'
import { identityOf } from '../../app/nps/identity.server.ts'
import { guessMapping, mappingFrom } from '../../app/nps/mapping.ts'
import { Ordinals } from '../../app/nps/ordinals.server.ts'
import { isProblem, rowReader } from '../../app/nps/row.ts'
import { figureIn, scaleOf, scoreIn } from '../../app/nps/score.ts'

const none = new Map()

test('a score is a whole number from 0 to 10, however a survey tool writes it', () => {
  for (const [cell, score] of [
    ['0', 0],
    ['10', 10],
    [' 7 ', 7],
    ['9.0', 9],
    ['9,00', 9],
    ['9 - Extremely likely', 9],
    ['10 – точно посоветую', 10],
    ['0: not at all', 0],
    ['8/10', 8],
    ['8 из 10', 8],
  ] as const) {
    expect(scoreIn(cell, none), cell).toBe(score)
  }
})

test('no answer is skipped, never counted as a zero', () => {
  for (const cell of ['', ' ', 'NA', 'n/a', 'null', '-', "Don't know", 'не знаю', 'לא יודעת']) {
    expect(scoreIn(cell, none), cell).toBeNull()
  }
})

test('what is no score is an error, never a guess', () => {
  for (const cell of ['11', '-1', '9.5', '3-4', 'great', '1e1', '0x5', '10%', '٣', '9 10']) {
    expect(scoreIn(cell, none), cell).toBeUndefined()
  }
})

test('words are worth what the scale says; a word it skips is skipped', () => {
  const scale = scaleOf({ 'Extremely likely': 10, Likely: 8, Perhaps: null })
  expect(scoreIn(' extremely  LIKELY', scale)).toBe(10)
  expect(scoreIn('perhaps', scale)).toBeNull()
  expect(scoreIn('unlikely', scale)).toBeUndefined()
  expect(scoreIn('7', scale)).toBe(7)
})

test('days are read as surveys and tills write them', () => {
  for (const [text, day] of [
    ['2023-07-13 15:28:00', '2023-07-13'],
    ['2023-07-13T23:59:59Z', '2023-07-13'],
    ['2023/7/3', '2023-07-03'],
    ['20230713', '2023-07-13'],
    ['08/11/2021 17:05:47', '2021-11-08'],
    ['8.11.21', '2021-11-08'],
    ['31-12-2025', '2025-12-31'],
    ['29/02/2024', '2024-02-29'],
  ] as const) {
    expect(dayIn(text, 'dmy'), text).toBe(day)
  }
  expect(dayIn('08/11/2021', 'mdy')).toBe('2021-08-11')
  expect(dayIn('08.11.2021', 'mdy')).toBe('2021-11-08')
  for (const text of ['29/02/2023', '31/12/2025x', '2023-13-01', '0001-01-01', 'soon', '9']) {
    expect(dayIn(text, 'dmy'), text).toBeNull()
  }
})

test('a number above twelve tells day from month; without one the file does not tell', () => {
  expect(orderEvidence('13/11/2021 10:00')).toBe('dmy')
  expect(orderEvidence('11/13/2021')).toBe('mdy')
  expect(orderEvidence('08/11/2021')).toBe('either')
  expect(orderEvidence('2021-11-08')).toBeNull()
  expect(orderEvidence('08.11.2021')).toBeNull()
})

test('figures come with points, commas, spaces and signs', () => {
  expect(['12', '12.5', '12,5', '-4', '−4', '1 234,5', 'NA', ''].map(figureIn)).toEqual([
    ...[12, 12.5, 12.5, -4, -4, 1234.5, null, null],
  ])
  expect(['a lot', '1.2.3', '12 €', '1e5'].map(figureIn)).toEqual(Array(4).fill(undefined))
})

test('columns are known by their headers in four languages, and by what stands in them', () => {
  const row = (...cells: string[]) => [cells]
  expect(
    guessMapping(
      ['time', 'rating', 'surgery', 'do_better_len'],
      row('2023-07-13', 'Likely', 'Chelsea', '3'),
    ),
  ).toEqual({
    ...{ at: 'time', score: 'rating', unit: 'surgery' },
  })
  expect(
    guessMapping(
      ['id', 'nps', 'satisfaction', 'intention', 'explication', 'NbPassageKS', 'CaTicket', 't'],
      row('2368', '10', '10', '10', 'très bien', '23', '12.85', '11'),
    ),
  ).toEqual({
    ...{ score: 'nps', satisfaction: 'satisfaction', intent: 'intention' },
    ...{ comment: 'explication', visits: 'NbPassageKS', basket: 'CaTicket' },
  })
  expect(
    guessMapping(
      [
        'Отметка времени',
        'Магазин',
        'Насколько вы готовы нас рекомендовать?',
        'Почему?',
        'Что улучшить?',
      ],
      row('01.03.2026 10:00:00', 'Север', '9', 'мило', 'очередь'),
    ),
  ).toEqual({
    at: 'Отметка времени',
    unit: 'Магазин',
    score: 'Насколько вы готовы нас рекомендовать?',
    comment: 'Почему?',
    improve: 'Что улучшить?',
  })
  expect(
    guessMapping(['תאריך', 'סניף', 'ציון', 'הערות'], row('01/03/2026', 'צפון', '9', 'נעים')),
  ).toEqual({ at: 'תאריך', unit: 'סניף', score: 'ציון', comment: 'הערות' })
})

test('a mapping is read from the command line, also where names hold commas and equal signs', () => {
  expect(mappingFrom('score=nps,at=time')).toEqual({ mapping: { score: 'nps', at: 'time' } })
  expect(mappingFrom('score=How likely, 0=no, 10=yes?,comment=why, in short')).toEqual({
    mapping: { score: 'How likely, 0=no, 10=yes?', comment: 'why, in short' },
  })
  for (const text of ['', 'nps', 'points=nps', 'score=a,score=b', '__proto__=x', 'score=']) {
    expect(mappingFrom(text), text).toHaveProperty('unclear')
  }
})

test('identical rows are told apart by their order, different ones never share an identity', () => {
  const ordinals = new Ordinals()
  const seen = new Map<string, number>()
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 3 }), { minLength: 1, maxLength: 3 }), (cells) => {
      const key = JSON.stringify(cells)
      const times = seen.get(key) ?? 0
      const identity = identityOf(cells, '', ordinals)
      expect(identity.endsWith(`.${times}`)).toBe(times > 0)
      expect(seen.has(identity)).toBe(false)
      seen.set(identity, 0)
      seen.set(key, times + 1)
    }),
    { numRuns: 2000 },
  )
})

test('rows are told apart by their order also where their counts no longer fit into memory', () => {
  const ordinals = new Ordinals(4096)
  const seen = new Map<string, number>()
  for (let i = 0; i < 30_000; i++) {
    // Every third row comes again, some of them soon and some late.
    const digest = hash('sha256', String(i % 3 ? i : (i * i) % 7919), 'base64url')
    const times = seen.get(digest) ?? 0
    expect(ordinals.next(digest)).toBe(times)
    seen.set(digest, times + 1)
  }
  ordinals.close()
  expect(seen.size).toBeGreaterThan(20_000)
  expect(Math.max(...seen.values())).toBeGreaterThan(2)
})

test('whatever stands in a row, it is taken, skipped or refused with a reason, and nothing breaks', () => {
  const read = rowReader({
    at: { score: 0, at: 1, unit: 2, comment: 3, basket: 4 },
    columns: 5,
    scale: none,
    dateOrder: 'dmy',
    dayDefault: null,
    lastDay: '2026-11-03',
    unitDefault: null,
    units: new Map([['north', 'n']]),
    createUnits: false,
    leftOut: new Set<string>(),
    touchpoints: new Map(),
    touchpointDefault: '',
  })
  const cell = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('9', 'NA', '__proto__', 'constructor', '2026-01-01', '31/12/2025', 'North'),
  )
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 7 }), (cells) => {
      const outcome = read(cells)
      if (outcome === 'skipped') return
      if (isProblem(outcome)) expect(outcome.reason).not.toBe('')
      else {
        expect(outcome.unitId).toBe('n')
        expect(outcome.score).toBeGreaterThanOrEqual(0)
        expect(outcome.score).toBeLessThanOrEqual(10)
        expect(outcome.answeredOn).toMatch(/^\d{4}-\d{2}-\d{2}$/)
      }
    }),
    { numRuns: 3000 },
  )
})
