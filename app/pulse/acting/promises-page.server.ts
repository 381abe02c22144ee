import type { AppLoadContext } from '@remix-run/node'
import { notFound } from '../../http/respond.ts'
import { wallClock } from '../../i18n/zone.ts'
import type { Employee } from '../../people/employee.server.ts'
import { waveName } from '../wave-name.ts'
import { frozenTree } from '../wave.server.ts'
import { followable, ownersFor, unitPromises, unitsPromised } from './promise.server.ts'
import { MOST_PROMISES } from './promise.ts'
import { isFresh } from './promising.server.ts'
import { publishedWave } from './team-wave.server.ts'

/**
 * What somebody who promises sees after a wave, of the unit asked for or their first; a 404 for a wave that shows
 * nothing and for a unit that is not theirs.
 */
export async function promisesPage(
  { db, company, now }: AppLoadContext,
  me: Employee,
  waveId: string | undefined,
  unitId: string | null,
) {
  const found = await publishedWave(db, waveId)
  const choices = unitsPromised((await frozenTree(db, found.id))!, me)
  const unit = choices.find(({ id }) => id === unitId)
  if (unitId !== null && !unit) throw notFound()
  const chosen = unit ?? choices.find(({ id }) => me.leads.includes(id)) ?? choices[0] ?? null
  const promises = chosen ? await unitPromises(db, chosen.id) : []
  const at = now()
  return {
    id: found.id,
    name: waveName(found.survey.title, found.launchedAt, company.timeZone, me.locale),
    me: me.id,
    unit: chosen && { id: chosen.id, name: chosen.name },
    choices: choices.map(({ id, name }) => ({ id, name })),
    promises: promises.filter((one) => one.waveId === found.id),
    earlier: promises.filter((one) => one.waveId !== found.id).slice(0, 2 * MOST_PROMISES),
    fresh: promises.filter((one) => isFresh(one.madeAt, at)).map(({ id }) => id),
    owners: chosen ? await ownersFor(db, chosen.id, me) : [],
    questions: followable(found.survey.questions).map(({ id, text }) => ({ id, text })),
    today: wallClock(at.getTime(), company.timeZone).slice(0, 10),
    timeZone: company.timeZone,
  }
}
