import type { RequestContext } from '../../http/portal.ts'
import { formatDay } from '../../i18n/format.ts'
import type { Locale } from '../../i18n/locale.ts'
import { zonedTime } from '../../i18n/zone.ts'
import { unitTree } from '../../people/unit.server.ts'
import { plansOf } from '../../pulse/planning/plan.server.ts'
import { fewestItems } from '../../pulse/planning/rotation.ts'
import { nextRounds, schedule } from '../../pulse/planning/schedule.server.ts'
import { storedSurvey } from '../../pulse/surveys/survey-store.server.ts'

/** A schedule as its page shows it; null where there is none. */
export async function scheduleView({ db, company }: RequestContext, id: string, locale: Locale) {
  const known = await schedule(db, id)
  if (!known) return null
  const { timeZone } = company
  const stored = await storedSurvey(db, known.surveyId)
  const { audience, items } = known
  const units = audience.units && (await unitTree(db))
  const archived = !stored || stored.archivedAt !== null
  const time = (clock: string) => zonedTime(clock, timeZone)!.getTime()
  return {
    id,
    name: stored?.survey.title[locale] ?? known.surveyId,
    often: known.frequency,
    active: known.active,
    archived,
    grown: stored !== null && items !== 0 && items < fewestItems(stored.survey, known.frequency),
    roles: audience.roles,
    units: units?.flatMap((unit) => (audience.units!.includes(unit.id) ? [unit.name] : [])) ?? null,
    items,
    reminders: known.reminders,
    rounds: archived
      ? []
      : nextRounds(known, stored.survey).map(({ opens, closes, survey }) => ({
          opensAt: time(opens),
          closesAt: time(closes),
          questions: survey.questions.map((question) => ({ id: question.id, text: question.text })),
        })),
    past: (await plansOf(db, id)).map((round) => ({
      to: round.waveId ? `/hr/waves/${round.waveId}` : `/hr/plans/${round.id}`,
      name: formatDay(round.opensAt, timeZone, locale),
    })),
    timeZone,
  }
}
