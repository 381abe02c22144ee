import { spearmanRho } from '../../statistics/rank.ts'
import { spearmanBootstrap } from '../../statistics/rank-bootstrap.ts'
import type { CompanyLink, DriverLink, DriverRank, FrozenQuestion } from '../report.ts'
import type { Answer } from '../survey.ts'
import { driverItems, ownMean } from './driver.ts'

/** Fewer answers to both say too little of what goes with what. */
const RANKING_FROM = 100

/** Above this many answers the interval is so narrow that fewer draws move no digit that is shown. */
const MANY = 2000

type Asked = readonly Pick<FrozenQuestion, 'id' | 'kind' | 'driver'>[]
type Given = readonly Pick<Answer, 'answers'>[]

/** Spearman's ρ of each item with eNPS over all who answered both, company-wide; closest first. */
export function itemRanking(questions: Asked, answers: Given): DriverLink[] {
  return questions
    .flatMap(({ id, kind }): DriverLink[] => {
      const link = kind === 'item' && linkWith(questions, answers, (given) => given[id] ?? null)
      return link ? [{ question: id, ...link }] : []
    })
    .sort((a, b) => b.rho - a.rho || (a.question < b.question ? -1 : 1))
}

/** The same of each driver: everybody's own mean over its items beside what they answered to eNPS. */
export function driverRanking(questions: Asked, answers: Given): DriverRank[] {
  return [...driverItems(questions)]
    .flatMap(([driver, items]): DriverRank[] => {
      const link = linkWith(questions, answers, (given) => ownMean(items, given))
      return link ? [{ driver, ...link }] : []
    })
    .sort((a, b) => b.rho - a.rho || (a.driver < b.driver ? -1 : 1))
}

function linkWith(
  questions: Asked,
  answers: Given,
  valueOf: (given: Answer['answers']) => number | null,
): CompanyLink | null {
  const enps = questions.find(({ kind }) => kind === 'enps')
  if (enps === undefined) return null
  const both = answers.flatMap(({ answers: given }) => {
    const x = valueOf(given)
    const y = given[enps.id]
    return x === null || y === undefined ? [] : [{ x, y }]
  })
  if (both.length < RANKING_FROM) return null
  const [x, y] = [both.map((one) => one.x), both.map((one) => one.y)]
  const rho = spearmanRho(x, y)
  const resamples = both.length > MANY ? 500 : 2000
  const interval = spearmanBootstrap(x, y, { resamples })
  return rho === null || interval === null ? null : { n: both.length, rho, ...interval }
}
