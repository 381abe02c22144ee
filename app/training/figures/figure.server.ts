import { sql } from 'kysely'
import type { Db } from '../../../db/connect.ts'
import { wallClock } from '../../i18n/zone.ts'
import { answerKey, frozenModule } from '../attempt.server.ts'
import { titlesOf } from '../catalogue.server.ts'
import type { OptionId } from '../module.ts'
import {
  added,
  FEWEST,
  figureOf,
  type Figure,
  misleading,
  NOTHING,
  peopleIn,
  type Sums,
} from './figure.ts'

interface Counted extends Sums {
  module: string
  version: number
  question: string
  wording: string
}

/**
 * The first answer of each person to each question of a version, in tries that were finished, summed by wording; `rest` is
 * how the others of the same try went.
 */
async function firstAnswers(db: Db): Promise<Counted[]> {
  const rows = await db
    .with('whole', (query) =>
      query
        .selectFrom('training_answer as a')
        .innerJoin('training_attempt as t', 't.id', 'a.attempt_id')
        .where('t.finished_at', 'is not', null)
        .select(['t.module', 't.version', 'a.question', 'a.variant', 'a.choice', 'a.correct'])
        .select([
          sql<number>`row_number() over (
            partition by t.employee_id, t.module, t.version, a.question order by t.number)`.as(
            'nth',
          ),
          sql<number>`(sum(a.correct) over (partition by a.attempt_id) - a.correct) * 1.0
            / nullif(count(*) over (partition by a.attempt_id) - 1, 0)`.as('rest'),
        ]),
    )
    .selectFrom('whole')
    .where('nth', '=', 1)
    .groupBy(['module', 'version', 'question', 'variant'])
    .select(['module', 'version', 'question', 'variant as wording'])
    .select([
      sql<number>`sum(case when choice = 'a' then 1 else 0 end)`.as('a'),
      sql<number>`sum(case when choice = 'b' then 1 else 0 end)`.as('b'),
      sql<number>`sum(case when choice = 'c' then 1 else 0 end)`.as('c'),
      sql<number>`sum(correct)`.as('right'),
      sql<number>`sum(case when correct = 1 then coalesce(rest, 0) else 0 end)`.as('restRight'),
      sql<number>`sum(case when correct = 0 then coalesce(rest, 0) else 0 end)`.as('restWrong'),
      sql<number>`sum(coalesce(rest, 0) * coalesce(rest, 0))`.as('restSquares'),
    ])
    .execute()
  // PostgreSQL's sums come as text.
  return rows.map((row) => ({
    ...row,
    ...{ a: Number(row.a), b: Number(row.b), c: Number(row.c), right: Number(row.right) },
    ...{ restRight: Number(row.restRight), restWrong: Number(row.restWrong) },
    restSquares: Number(row.restSquares),
  }))
}

/**
 * Counts the answers to each wording anew where at least five more people have answered than were counted, and leaves the
 * others as they are: no two looks at a figure differ by fewer. Harmless to repeat.
 */
export async function countFigures(db: Db, timeZone: string, now: Date): Promise<void> {
  const day = wallClock(now.getTime(), timeZone).slice(0, 10)
  const before = await db.selectFrom('training_figure').selectAll().execute()
  const known = new Map(before.map((row) => [keyOf(row), peopleIn(row)]))
  for (const one of await firstAnswers(db)) {
    if (peopleIn(one) - (known.get(keyOf(one)) ?? 0) < FEWEST) continue
    const counts = {
      ...{ a: one.a, b: one.b, c: one.c, right_n: one.right, counted_on: day },
      ...{ rest_right: one.restRight, rest_wrong: one.restWrong, rest_squares: one.restSquares },
    }
    const { module, version, question, wording } = one
    await db
      .insertInto('training_figure')
      .values({ module, version, question, wording, ...counts })
      .onConflict((conflict) =>
        conflict.columns(['module', 'version', 'question', 'wording']).doUpdateSet(counts),
      )
      .execute()
  }
}

type Named = Pick<Counted, 'module' | 'version' | 'question' | 'wording'>
const keyOf = ({ module, version, question, wording }: Named) =>
  [module, version, question, wording].join(' ')

export interface WordingFigure {
  wording: string
  /** Null: fewer than five people so far. */
  figure: Figure | null
  chosen: { option: OptionId; n: number; best: boolean; misleads: boolean }[]
}

export interface QuestionFigure {
  question: string
  figure: Figure | null
  wordings: WordingFigure[]
  countedOn: string | null
}

/** What answers say of every question of one version, in the order of its plan; null where nobody began that version. */
export async function figuresOf(
  db: Db,
  slug: string,
  version: number,
): Promise<QuestionFigure[] | null> {
  const frozen = await db
    .selectFrom('training_version')
    .where('module', '=', slug)
    .where('version', '=', version)
    .select('version')
    .executeTakeFirst()
  if (!frozen) return null
  const { plan } = await frozenModule(db, slug, version)
  const rows = await db
    .selectFrom('training_figure')
    .where('module', '=', slug)
    .where('version', '=', version)
    .selectAll()
    .execute()
  return plan.questions.map(({ id: question, variants }) => {
    let all = NOTHING
    const wordings = variants.map(({ id: wording }): WordingFigure => {
      const row = rows.find((one) => one.question === question && one.wording === wording)
      if (!row) return { wording, figure: null, chosen: [] }
      const best = answerKey(plan, { question, variant: wording })
      const sums: Sums = {
        ...{ a: row.a, b: row.b, c: row.c, right: row.right_n },
        ...{ restRight: row.rest_right, restWrong: row.rest_wrong, restSquares: row.rest_squares },
      }
      all = added(all, sums)
      const misleads = misleading(sums, best)
      return {
        wording,
        figure: figureOf(sums, misleads),
        chosen: (['a', 'b', 'c'] as const).map((option) => ({
          ...{ option, n: sums[option], best: option === best },
          misleads: misleads.includes(option),
        })),
      }
    })
    const of = rows.filter((row) => row.question === question)
    return {
      question,
      // A wrong option is one of a wording, so it is said there.
      figure: figureOf(all, []),
      wordings,
      countedOn:
        of
          .map((row) => row.counted_on)
          .sort()
          .at(-1) ?? null,
    }
  })
}

/** Versions that somebody began, of every module, the newest first; with how many first answers were counted. */
export async function countedVersions(
  db: Db,
): Promise<{ module: string; version: number; answers: number }[]> {
  const rows = await db
    .selectFrom('training_version as v')
    .leftJoin('training_figure as f', (join) =>
      join.onRef('f.module', '=', 'v.module').onRef('f.version', '=', 'v.version'),
    )
    .groupBy(['v.module', 'v.version'])
    .select(['v.module', 'v.version'])
    .select(sql<number>`coalesce(sum(f.a + f.b + f.c), 0)`.as('answers'))
    .execute()
  const order = [...(await titlesOf(db)).keys()]
  const place = (module: string) => order.indexOf(module) + 1 || order.length + 1
  return rows
    .map((row) => ({ ...row, answers: Number(row.answers) }))
    .sort((a, b) => place(a.module) - place(b.module) || b.version - a.version)
}
