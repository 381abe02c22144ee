import type { AppLoadContext } from '@remix-run/node'
import { formatDay } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import type { Employee } from '../../people/employee.server.ts'
import { downwards } from '../../people/unit.ts'
import { unitTree } from '../../people/unit.server.ts'
import { publishedModules, titlesOf } from '../catalogue.server.ts'
import { todayOf } from './assigner.server.ts'
import { modulesToAssign, previewOf, unitsToAssign } from './assignment.server.ts'
import { AUDIENCE_ROLES } from './audience.ts'
import {
  checkWish,
  PATHS,
  type Problem,
  REPEATS,
  type SoundWish,
  type Wish,
  wishFields,
} from './wish.ts'
import {
  assignmentName,
  dueWords,
  moduleName,
  pathName,
  problemWords,
  repeatWords,
  roleName,
} from './words.server.ts'

/** What this person may do for a wish, or what is wrong with it. */
export async function soundWish(
  context: AppLoadContext,
  me: Employee,
  wish: Wish,
  dueNow: string | null = null,
): Promise<SoundWish | { problems: Problem[] }> {
  const units = unitsToAssign(await unitTree(context.db), me).map(({ id }) => id)
  const modules = await modulesToAssign(context.db)
  return checkWish(wish, { units, modules, today: todayOf(context), dueNow })
}

/** What the first step shows: what there is to choose from, and what is wrong with the choice. */
export async function choosing(
  context: AppLoadContext,
  me: Employee,
  wish: Wish,
  problems: Problem[],
) {
  const { locale } = me
  const units = unitsToAssign(await unitTree(context.db), me)
  return {
    step: 'choose' as const,
    wish,
    errors: problems.map((problem) => ({
      field: problem.field,
      message: problemWords(problem, locale),
    })),
    paths: PATHS.map((id) => ({ id, name: pathName(id, locale) })),
    modules: (await publishedModules(context.db)).map(({ plan, texts }) => ({
      id: plan.id,
      name: texts[locale].title,
    })),
    roles: AUDIENCE_ROLES.map((id) => ({ id, name: roleName(id, locale) })),
    repeats: REPEATS.map((months) => ({ months, name: repeatWords(months || null, locale) })),
    units: downwards(units),
    today: todayOf(context),
  }
}

/** What the second step shows: whom it would reach today, and what it will do. */
export async function checking(
  context: AppLoadContext,
  me: Employee,
  wish: Wish,
  sound: SoundWish,
) {
  const { db, company, now } = context
  const { locale } = me
  const of = { locale }
  const titles = await titlesOf(db)
  const preview = await previewOf(db, sound, company.timeZone, now())
  const day = (one: string) => formatDay(one, 'UTC', locale)
  const { due, ...counts } = preview
  return {
    step: 'check' as const,
    fields: wishFields(wish),
    name: assignmentName(titles, sound, locale),
    modules: sound.modules.map((module) => moduleName(titles, module, locale)),
    unit: (await unitTree(db)).find(({ id }) => id === sound.unitId)!.name,
    role: roleName(sound.role, locale),
    hired: [sound.hiredFrom, sound.hiredTo].map((one) => (one ? day(one) : '…')).join(' – '),
    limited: sound.hiredFrom !== null || sound.hiredTo !== null,
    due: dueWords(sound.due, locale),
    days:
      due &&
      (due.from === due.to
        ? m.training_assigning_due_words_on({ day: day(due.to) }, of)
        : m.training_assigning_due_words_range({ from: day(due.from), to: day(due.to) }, of)),
    repeat: repeatWords(sound.repeatMonths, locale),
    ...counts,
  }
}
