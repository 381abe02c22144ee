import type { AppLoadContext } from '@remix-run/node'
import { formatDay } from '../../i18n/format.ts'
import type { Locale } from '../../i18n/locale.ts'
import { m } from '../../i18n/messages.ts'
import { wallClock } from '../../i18n/zone.ts'
import type { Employee } from '../../people/employee.server.ts'
import { promisesRead } from '../acting/promise.server.ts'
import { deviceKeysFor } from '../device.server.ts'
import { explained, mineWords, withoutResults } from '../explained.server.ts'
import { codeWords } from '../manifest.ts'
import { type QuestionResult, waveResults } from '../results.server.ts'
import { waveName } from '../wave-name.ts'
import { tokenOf, type Wave } from '../wave.server.ts'
import { driverOverview } from './reading.server.ts'

/** All that the page of a wave that is over shows of one unit, or why it shows nothing; texts in the reader's language. */
export async function resultsPage(
  { db, settings, company, now }: AppLoadContext,
  me: Employee,
  found: Wave,
  unitId: string,
) {
  const { id, survey, thresholds, launchedAt, closesAt, endedAt, code } = found
  const { timeZone } = company
  const { locale } = me
  const results = await waveResults(db, found, unitId)
  const closing = results === 'not-closed'
  const page = {
    id,
    name: waveName(survey.title, launchedAt, timeZone, locale),
    code: codeWords(code, locale),
    // Until the answers are opened nothing on the device is over.
    device: closing ? null : await deviceKeysFor(db, settings.secret, id, me.id),
    mine: closing ? null : mineWords(await tokenOf(db, id, me.id), locale),
  }
  if (typeof results === 'string') return { ...page, none: withoutResults(results, locale) }

  const { before, driverRanking, ...shown } = results
  const own = shown.path.at(-1)!
  const since = before === null ? null : formatDay(before, timeZone, locale)
  const promises = await promisesRead(
    db,
    me,
    shown.path.map((unit) => unit.id),
  )
  return {
    ...page,
    ...shown,
    none: null,
    before,
    changed: since && changedWords(shown.questions, since, locale),
    eyebrow: m.pulse_results_eyebrow(
      { day: formatDay((endedAt ?? closesAt).getTime(), timeZone, locale) },
      { locale },
    ),
    timeZone,
    how: explained(shown, thresholds, locale),
    commented: survey.questions.flatMap(({ id, kind, text }) =>
      kind === 'comment' ? [{ id, text }] : [],
    ),
    overview: await driverOverview(db, found, own.id, driverRanking, locale),
    promises: promises.filter(({ waveId }) => waveId === id),
    today: wallClock(now().getTime(), timeZone).slice(0, 10),
  }
}

/** How many figures of the unit asked for moved further than chance alone would. */
function changedWords(questions: QuestionResult[], before: string, locale: Locale): string {
  const moved = questions.filter(({ rows }) => {
    const change = rows.at(-1)?.change
    return change && change.outcome !== 'cannot-tell'
  })
  return moved.length === 0
    ? m.pulse_results_same({ before }, { locale })
    : m.pulse_results_changed({ n: moved.length, before }, { locale })
}
