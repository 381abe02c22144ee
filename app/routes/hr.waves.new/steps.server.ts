import type { RequestContext } from '../../http/portal.ts'
import { wallClock, zonedTime } from '../../i18n/zone.ts'
import { company as decided } from '../../people/company.server.ts'
import { downwards, openUnits } from '../../people/unit.ts'
import { unitTree } from '../../people/unit.server.ts'
import { thresholdsNow } from '../../pulse/launch.server.ts'
import { nextRounds } from '../../pulse/planning/schedule.server.ts'
import { reminderTimes } from '../../pulse/planning/reminder.ts'
import { checkWish, type Problem, type Wish, wishFields } from '../../pulse/planning/wish.ts'
import { launchPreview } from '../../pulse/preview.server.ts'
import { allSurveys } from '../../pulse/surveys/survey-store.server.ts'

/** What the first step shows: what there is to choose from, and what is wrong with the choice. */
export async function choosing(
  { db, company, now }: RequestContext,
  wish: Wish,
  problems: Problem[],
) {
  const units = openUnits(await unitTree(db))
  return {
    step: 'choose' as const,
    wish,
    problems,
    surveys: (await allSurveys(db)).map(({ id, survey: { title, questions } }) => ({
      id,
      title,
      n: questions.length,
    })),
    units: downwards(units),
    timeZone: company.timeZone,
    earliest: wallClock(now().getTime(), company.timeZone),
  }
}

/** What the second step shows: what will happen and who is counted with whom; or what is wrong. */
export async function checking({ db, company, now }: RequestContext, wish: Wish) {
  const { timeZone } = company
  const units = openUnits(await unitTree(db))
  const surveys = (await allSurveys(db)).map(({ survey }) => survey)
  const sound = checkWish(wish, { surveys, units }, timeZone, now())
  if ('problems' in sound) return sound
  const { survey, audience, opensAt, closesAt, rounds } = sound
  const preview = await launchPreview(db, audience)
  const { quiet } = await decided(db)
  return {
    step: 'check' as const,
    often: wish.often,
    now: wish.opens === 'now',
    fields: wishFields(wish),
    title: survey.title,
    questions: survey.questions.length,
    roles: audience.roles,
    units: audience.units?.map((id) => units.find((unit) => unit.id === id)!.name) ?? null,
    opensAt: opensAt.getTime(),
    closesAt: closesAt.getTime(),
    reminders: reminderTimes(opensAt, closesAt, sound.reminders, timeZone, quiet).map((at) =>
      at.getTime(),
    ),
    rounds: rounds
      ? nextRounds({ ...rounds, opens: rounds.firstOpens, round: 0 }, survey).map((round) => ({
          opensAt: zonedTime(round.opens, timeZone)!.getTime(),
          closesAt: zonedTime(round.closes, timeZone)!.getTime(),
          questions: round.survey.questions.map(({ id, text }) => ({ id, text })),
        }))
      : null,
    preview,
    thresholds: await thresholdsNow(db),
    timeZone,
  }
}
