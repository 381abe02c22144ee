import type { Db } from '../../db/connect.ts'
import { gradeTotals, signMonths } from '../feedback/total.server.ts'
import type { Locale } from '../i18n/locale.ts'
import { company } from '../people/company.server.ts'
import { type Counts, sizeOf, sumOfCounts } from '../statistics/scores.ts'
import { touchpointByCode, touchpoints } from '../touchpoints/touchpoint.server.ts'
import { TOUCHPOINT_GROUPS, WHOLE_VISIT } from '../touchpoints/touchpoint.ts'
import { modulesFor } from '../training/module.server.ts'
import { answerTotals, newestAnswers, type AnswerTotal } from './answer.server.ts'
import { CHAIN_MODULE, type StoredLesson } from './lesson.server.ts'
import type { StoredLink } from './link.server.ts'
import type { GradeCounts } from './link.ts'
import type { Money } from './money.ts'
import { moneyPage } from './money.server.ts'
import type { StoredPulse } from './pulse-link.server.ts'
import type { Scope } from './scope.ts'
import {
  countedTogether,
  type Score,
  scoreView,
  shownGrades,
  type Shown,
  sumOfGrades,
} from './score.ts'
import { drawSigns, type SignDrawing } from './signs-drawing.server.ts'
import { signsBesidePromoters, type SignMonths } from './signs.ts'
import { storedResults } from './stored.server.ts'
import { touchpointMap, type MapRow } from './touchpoint-map.ts'
import { ruleText } from './value-rule.ts'
import { valueRule } from './value-rule.server.ts'
import { monthsTo } from './window.ts'

export interface Impact {
  months: { from: string; to: string }
  score: Score
  /** Where the window has no answer: the newest month that has one. */
  newest: string | null
  noted: Shown & GradeCounts
  /** Touchpoints with a grade or an answer, in the order of the journey; the whole visit apart. */
  map: MapRow[]
  wholeVisit: MapRow | null
  /** The four groups, each its touchpoints together and called by the group's name. */
  groups: MapRow[]
  /** Touchpoints about which nobody has said anything in the window. */
  silent: string[]
  signs: SignMonths
  drawing: SignDrawing
  link: StoredLink | null
  /** Places where the lesson came earlier against places where it came later. */
  lesson: StoredLesson | null
  /** The newest published wave beside the score, over places. */
  pulse: StoredPulse | null
  /** The one site's score drawn to the mean of all; null for several sites or too few answers. */
  pooled: number | null
  money: Money
  learned: { completedAt: number | null; step: number | null; of: number } | null
  /** The end of the newest wave with something published; null where there is none. */
  pulseEnded: number | null
  rule: { text: string; language: Locale } | null
}

/**
 * Everything on the page of impact, over the twelve months up to `now`. Reads stored totals and stored
 * results only, in a number of queries that neither answers nor sites change.
 */
export async function impact(
  db: Db,
  me: { id: string; locale: Locale },
  scope: Scope,
  now: Date,
): Promise<Impact> {
  const { timeZone } = await company(db)
  const months = monthsTo(now, timeZone)
  const window = { from: months[0] as string, to: months.at(-1) as string }
  const sites = { ...window, siteIds: scope.siteIds }
  const answers = await answerTotals(db, { ...window, unitIds: scope.unitIds })
  const grades = await gradeTotals(db, sites)
  const seen = await signMonths(db, sites)
  const modules = await modulesFor(db, me.id, me.locale)
  const chain = modules.find((module) => module.slug === CHAIN_MODULE)
  const rule = await valueRule(db)

  const { link, purchases, lesson, pulse } = await storedResults(db)

  const score = scoreView(answers)
  const gradesOf = grouped(grades, (row) => row.touchpoint)
  const answersOf = grouped(answers, (row) => row.touchpoint)
  const heard = touchpoints().map(({ code }) => ({
    touchpoint: code,
    grades: sumOfGrades(gradesOf.get(code) ?? []),
    answers: countedTogether(answersOf.get(code) ?? []),
  }))
  const map = touchpointMap(heard)
  const groups = touchpointMap(
    TOUCHPOINT_GROUPS.map((group) => {
      const inside = heard.filter((row) => touchpointByCode(row.touchpoint)?.group === group)
      return {
        touchpoint: group,
        grades: sumOfGrades(inside.map((row) => row.grades)),
        answers: sumOfCounts(inside.map((row) => row.answers)),
      }
    }),
  )
  const noted = sumOfGrades(grades)
  const signs = signsBesidePromoters(months, seen, byMonth(answers))
  const words = rule && ruleText(rule, me.locale)
  return {
    months: window,
    score,
    newest: score.n === 0 ? await newestAnswers(db, scope.unitIds) : null,
    noted: { ...shownGrades(noted), ...noted },
    map: map.filter((row) => row.colleagues.n + row.customers.n > 0),
    wholeVisit: wholeVisit(answers),
    groups,
    silent: map
      .filter((row) => row.colleagues.n + row.customers.n === 0)
      .map((row) => row.touchpoint),
    signs,
    drawing: drawSigns(signs),
    // Other sites' scores are nobody's business here.
    link: link && { ...link, pooled: null },
    lesson,
    pulse,
    pooled: (scope.site && link?.pooled?.shown[scope.site.id]) ?? null,
    money: (await moneyPage(db, rule, purchases)).money,
    learned: chain ? { completedAt: chain.completedAt, step: chain.step, of: chain.of } : null,
    pulseEnded: await lastPublished(db),
    rule: words && { text: words.text, language: words.locale },
  }
}

/** A customers' score of sites over the twelve months up to `now`, as far as its n allows. For Today and My team. */
export async function scoreOfUnits(db: Db, unitIds: string[], now: Date): Promise<Score> {
  const { timeZone } = await company(db)
  const months = monthsTo(now, timeZone)
  return scoreView(
    await answerTotals(db, { from: months[0] as string, to: months.at(-1) as string, unitIds }),
  )
}

function wholeVisit(answers: AnswerTotal[]): MapRow | null {
  const said = countedTogether(answers.filter((row) => row.touchpoint === WHOLE_VISIT))
  const heard = { touchpoint: WHOLE_VISIT, grades: sumOfGrades([]), answers: said }
  return sizeOf(said) === 0 ? null : (touchpointMap([heard])[0] as MapRow)
}

function byMonth(answers: AnswerTotal[]): Map<string, Counts> {
  const months = grouped(answers, (row) => row.month)
  return new Map([...months].map(([month, rows]) => [month, countedTogether(rows)]))
}

function grouped<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group) group.push(row)
    else groups.set(keyOf(row), [row])
  }
  return groups
}

async function lastPublished(db: Db): Promise<number | null> {
  const wave = await db
    .selectFrom('pulse_wave')
    .where('status', '=', 'closed')
    .where('outcome', '=', 'published')
    .orderBy('ended_at', 'desc')
    .limit(1)
    .select('ended_at')
    .executeTakeFirst()
  return wave?.ended_at ?? null
}
