import { expect, test } from 'vitest'
import { LOCALES } from '../../app/i18n/locale.ts'
import { linkProse } from '../../app/impact/link-prose.server.ts'
import type { StoredLink } from '../../app/impact/link.server.ts'
import { mapProse } from '../../app/impact/map-prose.server.ts'
import { touchpointMap } from '../../app/impact/touchpoint-map.ts'

const told: StoredLink = {
  verdict: 'higher',
  sites: 12,
  used: 11,
  grades: 807,
  answers: 8435,
  kendall: { tau: 0.64, p: 0.004 },
  spearman: { rho: 0.83, p: 0.0001, low: 0.39, high: 0.96 },
  between: { slope: 44, se: 9, t: 4.8 },
  within: {
    slope: -5.5,
    se: 6.4,
    t: -0.9,
    outcome: 'cannot-tell',
    p: 0.44,
    sites: 11,
    quarters: 40,
    along: 5,
    against: 6,
  },
  missing: null,
  sitesNeeded: 11,
  groups: [
    { group: 'business', verdict: 'cannot-tell', used: 10, rho: -0.13, low: -0.7, high: 0.55 },
    { group: 'product', verdict: 'too-few', used: 3, rho: null, low: null, high: null },
  ],
  lags: [],
  pooled: null,
  from: '2025-12',
  to: '2026-11',
  collected: [{ by: 'code', n: 8435 }],
  leftOut: 598,
  computedAt: Date.UTC(2026, 10, 10),
}
const within = told.within!
const none = { kendall: null, spearman: null, between: null, within: null, sitesNeeded: null }

const lag = (months: number, outcome: 'rises' | 'falls' | 'cannot-tell') => {
  return { months, outcome, slope: 40, p: 0.01, sites: 11, quarters: 40 }
}

/** Every kind of answer the link can give. */
const every: Record<string, StoredLink | null> = {
  'not computed': null,
  higher: told,
  lower: { ...told, verdict: 'lower', spearman: { ...told.spearman!, rho: -0.83 } },
  reversed: { ...told, verdict: 'reversed', within: { ...within, outcome: 'falls' } },
  'within rises': { ...told, within: { ...within, outcome: 'rises' } },
  'no quarters': { ...told, within: null },
  'later rises': { ...told, lags: [lag(0, 'cannot-tell'), lag(2, 'rises')] },
  'later falls': { ...told, lags: [lag(0, 'cannot-tell'), lag(1, 'falls')] },
  'not later': { ...told, lags: [lag(0, 'cannot-tell'), lag(3, 'cannot-tell')] },
  'more answers': { ...told, verdict: 'cannot-tell', missing: { grades: 0, answers: 1240 } },
  'more places': {
    ...told,
    verdict: 'cannot-tell',
    missing: { grades: 0, answers: 0 },
    sitesNeeded: 64,
  },
  'too weak': {
    ...told,
    verdict: 'cannot-tell',
    missing: { grades: 0, answers: 0 },
    sitesNeeded: 8000,
  },
  alike: { ...told, verdict: 'cannot-tell', missing: null },
  'too few': {
    ...told,
    ...none,
    verdict: 'too-few',
    used: 5,
    missing: { grades: 21, answers: 90 },
  },
  'small company': { ...told, ...none, verdict: 'too-few', sites: 3, used: 3, missing: null },
}

const plain = (words: string) => words.replace(/[\u2066-\u2069\u200e\u200f]/g, '')

test('every answer about the link has its own sentences, in three languages, none left empty', () => {
  for (const locale of LOCALES) {
    const told = Object.entries(every).map(([kind, link]) => {
      const said = linkProse(link, 'UTC', locale)
      const all = [said.title, ...said.sentences, ...said.numbers]
      expect(all.join(' '), kind).not.toMatch(/\{|\}|undefined|NaN|impact_/)
      expect(said.sentences.length, kind).toBeGreaterThan(0)
      return [said.title, ...said.sentences].join(' ')
    })
    expect(new Set(told).size).toBe(told.length)
  }
})

test('a link that is told apart is never called a cause, and says over how many places it was seen', () => {
  const { title, sentences, numbers } = linkProse(told, 'UTC', 'en')
  expect(title).toBe('Places where colleagues note more wow score higher')
  expect(sentences[0]).toContain('Over 11 places')
  expect(sentences[0]).toContain('does not prove')
  expect(plain(numbers.join(' '))).toContain('ρ 0.83 (0.39…0.96), p < 0.001')
  expect(numbers.join(' ')).toContain('8,435 answers')
  expect(numbers.join(' ')).toContain('598 answers')
})

test('where between and within disagree no figure is put into the sentence', () => {
  const { title, sentences } = linkProse(every.reversed ?? null, 'UTC', 'en')
  expect(title).toBe('Between places it points one way, within places the other')
  expect(sentences).toHaveLength(1)
  expect(sentences[0]).toContain('in 6 of 11')
})

test('cannot tell yet: about so many more answers, or that answers alone will not do', () => {
  const said = (kind: string) => linkProse(every[kind] ?? null, 'UTC', 'en').sentences.join(' ')
  expect(said('more answers')).toContain('About 1,240 more answers')
  expect(said('more places')).toContain('about 64 places')
  expect(said('too weak')).toContain('so weak')
  expect(said('too few')).toContain('about 90 answers and 21 notes')
  expect(said('small company')).toContain('fewer than eight places')
})

const usual = {
  grades: { wow: 10, normal: 20, poor: 10 },
  answers: { promoters: 40, passives: 40, detractors: 20 },
}
const codes = ['checkout', 'plants', 'parking', 'advice', 'cafe']
const map = (special: Record<string, Partial<typeof usual>>) =>
  touchpointMap(codes.map((touchpoint) => ({ touchpoint, ...usual, ...special[touchpoint] })))
const unhappy = { promoters: 10, passives: 30, detractors: 60 }

test('the map’s title is the sentence it proves, and the next step begins where customers are less happy', () => {
  const kinder = map({ cafe: { grades: { wow: 28, normal: 8, poor: 4 }, answers: unhappy } })
  const said = mapProse(kinder, ['delivery'], 'en')
  expect(said.title).toBe('Colleagues and customers see it differently: Café corner')
  expect(said.next?.touchpoint).toBe('cafe')
  expect(said.silent).toBe('Nothing yet about: Delivery.')

  const below = mapProse(map({ checkout: { answers: unhappy } }), [], 'ru')
  expect(below.title).toBe('Этим клиенты довольны меньше, чем остальным: Очередь и касса')
  expect(below.next?.touchpoint).toBe('checkout')
})

test('where nothing stands out the map says that, and asks for a note where there are fewest', () => {
  const said = mapProse(map({}), ['greeting', 'website'], 'en')
  expect(said.title).toContain('no touchpoint stands out')
  expect(said.next?.touchpoint).toBe('greeting')
  expect(mapProse([], codes, 'en')).toMatchObject({
    title: 'No touchpoint has been noted or rated yet',
    silent: null,
  })
})
