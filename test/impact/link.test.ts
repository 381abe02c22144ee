import { expect, test } from 'vitest'
import { companyLink, groupLinks, type SiteYear } from '../../app/impact/link.ts'
import { seededRandom } from '../../app/statistics/random.ts'

/** A site whose quarters have these shares of wow over poor (−1…1) and these scores (−100…100). */
function site(id: number, index: number[], nps: number[], each = 40, grades = 40): SiteYear {
  const split = (difference: number, n: number) => {
    const best = Math.round((n * (1 + difference)) / 3 + (n * Math.max(0, difference)) / 3)
    const worst = best - Math.round(n * difference)
    return { best, worst, rest: n - best - worst }
  }
  return {
    siteId: `site ${id}`,
    quarters: index.map((x, quarter) => {
      const noted = split(x, grades)
      const said = split((nps[quarter] as number) / 100, each)
      return {
        grades: { wow: noted.best, normal: noted.rest, poor: noted.worst },
        answers: { promoters: said.best, passives: said.rest, detractors: said.worst },
      }
    }),
  }
}

const TWELVE = Array.from({ length: 12 }, (_, place) => place)
const four = (value: number) => [value, value, value, value]

/** Twelve places with chance in both: each noted grade and each answer is drawn. */
function generated(seed: number, truth: (place: number) => { wow: number; promoter: number }) {
  const random = seededRandom(seed)
  const draw = (n: number, best: number, worst: number) => {
    const counts = [0, 0, 0] as [number, number, number]
    for (let i = 0; i < n; i++) {
      const u = random()
      counts[u < best ? 0 : u < best + worst ? 2 : 1]++
    }
    return counts
  }
  return TWELVE.map((place): SiteYear => {
    const { wow, promoter } = truth(place)
    return {
      siteId: `site ${place}`,
      quarters: four(0).map(() => {
        const [best, middle, worst] = draw(30, wow, 0.2)
        const [promoters, passives, detractors] = draw(100, promoter, 0.2)
        return {
          grades: { wow: best, normal: middle, poor: worst },
          answers: { promoters, passives, detractors },
        }
      }),
    }
  })
}

test('places that note more wow score higher: found where it was made so', () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const link = companyLink(
      generated(seed, (place) => ({ wow: 0.2 + place * 0.04, promoter: 0.3 + place * 0.035 })),
    )
    expect(link.verdict).toBe('higher')
    expect(link.used).toBe(12)
    expect(link.spearman!.rho).toBeGreaterThan(0.7)
    expect(link.spearman!.low).toBeGreaterThan(0)
    expect(link.between!.slope).toBeGreaterThan(0)
    expect(link.within!.outcome).toBe('cannot-tell')
    expect(link.missing).toBeNull()
  }
})

test('where grades and scores have nothing to do with each other nothing is claimed: at most three of twenty companies', () => {
  let claims = 0
  for (let seed = 1; seed <= 20; seed++) {
    const random = seededRandom(seed * 7919)
    const link = companyLink(
      generated(seed, () => ({ wow: 0.2 + random() * 0.4, promoter: 0.3 + random() * 0.4 })),
    )
    if (link.verdict !== 'cannot-tell' || link.within!.outcome !== 'cannot-tell') claims++
  }
  expect(claims).toBeLessThanOrEqual(3)
})

test('seven places say nothing about a link, however perfect; the eighth opens the question', () => {
  const places = TWELVE.map((place) => site(place, four(place / 20), four(place * 4)))
  const seven = companyLink(places.slice(0, 7))
  expect(seven).toMatchObject({ verdict: 'too-few', used: 7, spearman: null, within: null })
  // There is no eighth place, so no number of answers would help.
  expect(seven.missing).toBeNull()
  expect(companyLink(places.slice(0, 8)).verdict).toBe('higher')
})

test('too few is counted in what is missing: the eight places nearest to ten grades and thirty answers', () => {
  // Six places are ready, one lacks eight answers, one six grades; a far one is not waited for.
  const ready = TWELVE.slice(0, 6).map((place) => site(place, four(0.1), four(place)))
  const near = [site(6, [0.1], [0], 22), site(7, [0.1], [0], 40, 4)]
  const far = site(8, [0], [0], 1, 1)
  const link = companyLink([...ready, ...near, far])
  expect(link).toMatchObject({
    verdict: 'too-few',
    sites: 9,
    used: 6,
    missing: { answers: 8, grades: 6 },
  })
})

test('when places score alike but for noise it says how many answers would make the scores steady', () => {
  const flat = companyLink(
    TWELVE.map((place) => site(place, four((place % 5) / 10), four((place * 5) % 3), 10)),
  )
  expect(flat.verdict).toBe('cannot-tell')
  expect(flat.missing).toBeNull()
  // By hand: forty answers each, far apart; τ² ≫ σ²/40, so nothing is missing but the link.
  const apart = companyLink(
    TWELVE.map((place) => site(place, four((place % 5) / 10), four((place * 35) % 80), 400)),
  )
  expect(apart.verdict).toBe('cannot-tell')
  expect(apart.missing).toEqual({ grades: 0, answers: 0 })
  expect(apart.sitesNeeded).toBeGreaterThan(12)
})

test('when a place notes more wow its own score rises: a second sentence, found on its own', () => {
  const link = companyLink(
    TWELVE.map((place) => {
      const level = ((place * 5) % 12) / 30
      const moves = [-0.2, -0.05, 0.1, 0.15]
      return site(
        place,
        moves.map((move) => level + move),
        moves.map((move) => ((place * 7) % 12) + 60 * move),
      )
    }),
  )
  expect(link.verdict).toBe('cannot-tell')
  expect(link.within).toMatchObject({ outcome: 'rises', sites: 12, quarters: 48 })
  expect(link.within!.p).toBeLessThan(0.01)
})

test('up over the places but down inside each of them: reversed, and no common figure', () => {
  const moves = [-0.1, -0.05, 0.05, 0.1]
  const link = companyLink(
    TWELVE.map((place) =>
      site(
        place,
        moves.map((move) => place / 20 + move),
        moves.map((move) => place * 5 - 150 * move),
      ),
    ),
  )
  expect(link.spearman!.rho).toBeGreaterThan(0.9)
  expect(link.within).toMatchObject({ outcome: 'falls', along: 0, against: 12 })
  expect(link.verdict).toBe('reversed')
})

test('what one kind of touchpoints shows alone has to stand among four of them', () => {
  // Of all orders of eight this one has the weakest ρ that is told apart: .7381, p .0458.
  const weak = [1, 2, 3, 5, 6, 8, 7, 4].map((y, place) =>
    site(place, four(place / 20), four(y * 5)),
  )
  const clear = TWELVE.map((place) => site(place, four(place / 20), four(place * 4)))
  const loose = [3, 6, 1, 8, 2, 7, 5, 4].map((y, place) =>
    site(place, four(place / 20), four(y * 5)),
  )
  expect(companyLink(weak).verdict).toBe('higher')
  const said = (...years: SiteYear[][]) =>
    groupLinks(years.map((one, at) => ({ group: `${at}`, years: one }))).map((one) => one.verdict)
  expect(said(weak, loose, loose, loose)).toEqual([
    'cannot-tell',
    'cannot-tell',
    'cannot-tell',
    'cannot-tell',
  ])
  expect(said(clear, loose, loose, weak.slice(1))).toEqual([
    'higher',
    'cannot-tell',
    'cannot-tell',
    'too-few',
  ])
})

test('places where nothing differs have no link, and no company none at all', () => {
  const same = companyLink(TWELVE.map((place) => site(place, four(0.25), four(25))))
  expect(same).toMatchObject({ verdict: 'cannot-tell', spearman: null, sitesNeeded: null })
  expect(companyLink([])).toMatchObject({ verdict: 'too-few', sites: 0, used: 0, missing: null })
})
