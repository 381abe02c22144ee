import type { Db } from '../../db/connect.ts'
import { type Attempt, frozenModule, latestAttempt } from './attempt.server.ts'
import { publishedModule, publishedModules } from './catalogue.server.ts'
import { isPassed } from './certificates/pass.server.ts'
import { type Language, type Module, type ModulePlan, picturesOf, stepsOf } from './module.ts'
import { minutesLeft } from './pace.ts'

export interface ModuleRow {
  slug: string
  title: string
  summary: string
  /** Left from that screen on, or the whole module. */
  minutes: number
  /** The screen to go on with, 1 first; null where no try is open. */
  step: number | null
  of: number
  completedAt: number | null
  /** On whose path it lies; open to everybody. */
  roles: ModulePlan['roles']
}

/** Every published module in its order, with how far this person is. */
export async function modulesFor(
  db: Db,
  employeeId: string,
  language: Language,
): Promise<ModuleRow[]> {
  const enrolled = await db
    .selectFrom('training_enrolment as e')
    .leftJoin('training_attempt as a', (join) =>
      join
        .onRef('a.employee_id', '=', 'e.employee_id')
        .onRef('a.module', '=', 'e.module')
        .on('a.finished_at', 'is', null),
    )
    .where('e.employee_id', '=', employeeId)
    .select(['e.module', 'e.completed_at', 'a.version', 'a.step', 'a.steps'])
    .execute()
  const rows = (await publishedModules(db)).map(async (module) => {
    const { plan, texts } = module
    const mine = enrolled.find((row) => row.module === plan.id)
    const version = mine?.version ?? plan.version
    const walked = version === plan.version ? module : await frozenModule(db, plan.id, version)
    return {
      slug: plan.id,
      title: texts[language].title,
      summary: texts[language].summary,
      minutes: minutesLeft(walked, language, mine?.step ?? 1),
      step: mine?.step ?? null,
      of: mine?.steps ?? stepsOf(plan).length,
      completedAt: mine?.completed_at ?? null,
      roles: plan.roles,
    }
  })
  return Promise.all(rows)
}

export interface Walk {
  module: Module
  attempt: Attempt
}

/** The version a person walks or walked last, with their try; null before the first start. */
export async function walkOf(db: Db, employeeId: string, slug: string): Promise<Walk | null> {
  const attempt = await latestAttempt(db, employeeId, slug)
  if (!attempt) return null
  return { module: await frozenModule(db, slug, attempt.version), attempt }
}

/** Whether there is such a module for this person: offered today, or begun while it was. */
export async function isOpenTo(db: Db, employeeId: string, slug: string): Promise<boolean> {
  return Boolean((await publishedModule(db, slug)) ?? (await latestAttempt(db, employeeId, slug)))
}

/** Whether this picture stands in the version that is offered, or in the one this person walks or walked last. */
export async function showsPicture(
  db: Db,
  employeeId: string,
  slug: string,
  file: string,
): Promise<boolean> {
  const offered = await publishedModule(db, slug)
  if (offered && picturesOf(offered.plan).includes(file)) return true
  const walk = await walkOf(db, employeeId, slug)
  return walk !== null && picturesOf(walk.module.plan).includes(file)
}

export interface Overview {
  slug: string
  title: string
  summary: string
  objective: string
  /** Left from that screen on, or the whole module. */
  minutes: number
  /** The screen to go on with, 1 first; null where no try is open. */
  step: number | null
  of: number
  /** The open try belongs to an older version than the published one. */
  newerVersion: boolean
  /** Of the last finished try, for the person's own eyes. */
  result: { correct: number; of: number; completedAt: number } | null
  /** All answers of one finished try fitted, in whichever version. */
  passed: boolean
  /** Screens to read again; a title where one makes sense in a list. */
  steps: { step: number; title: string | null }[]
}

/** The front page of a module for one person; null where there is no such module for them. */
export async function overviewOf(
  db: Db,
  employeeId: string,
  slug: string,
  language: Language,
): Promise<Overview | null> {
  const published = await publishedModule(db, slug)
  const walk = await walkOf(db, employeeId, slug)
  const module = walk?.module ?? published
  if (!module) return null
  const { plan } = module
  const texts = module.texts[language]
  const attempt = walk?.attempt
  const open = attempt?.finished_at === null
  return {
    slug,
    title: texts.title,
    summary: texts.summary,
    objective: texts.objective,
    minutes: minutesLeft(module, language, open ? attempt.step : 1),
    step: attempt && open ? attempt.step : null,
    of: stepsOf(plan).length,
    newerVersion: open && published !== null && published.plan.version > plan.version,
    result:
      attempt?.finished_at == null
        ? null
        : {
            correct: attempt.answers.filter((answer) => answer.correct === 1).length,
            of: attempt.answers.length,
            completedAt: attempt.finished_at,
          },
    passed: await isPassed(db, employeeId, slug),
    steps: stepsOf(plan).map((at, index) => ({
      step: index + 1,
      title:
        'question' in at || at.block.kind === 'line'
          ? null
          : (texts.blocks[at.block.id]?.title ?? null),
    })),
  }
}
