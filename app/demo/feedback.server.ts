import { randomUUID } from 'node:crypto'
import type { Db, Trx } from '../../db/connect.ts'
import { joinObservation } from '../feedback/join.server.ts'
import { mergeObservation } from '../feedback/merge.server.ts'
import { markLooked, moveObservation } from '../feedback/move.server.ts'
import { logObservation } from '../feedback/observation.server.ts'
import { moment } from './day.ts'
import type { Observed } from './observations.ts'
import type { Made } from './people.server.ts'
import type { Person } from './staff.ts'

/** News older than that the author has looked at. */
const LOOKED = 14

/** Logs what colleagues saw, a site to a transaction, and moves it as the site's leader did. */
export async function fillFeedback(
  db: Db,
  staff: readonly Person[],
  observed: ReadonlyMap<string, readonly Observed[]>,
  made: Made,
  now: Date,
  alive: () => Promise<void>,
): Promise<void> {
  const byNumber = new Map(staff.map((person) => [person.staffNumber, person]))
  const someone = (staffNumber: string) => ({
    id: made.people.get(staffNumber)!,
    unitId: made.units.get(byNumber.get(staffNumber)!.unit)!,
    leads: [],
  })
  for (const [site, all] of observed) {
    const leader = staff.find(({ leads }) => leads === site)!
    const by = { id: made.people.get(leader.staffNumber)!, leads: [made.units.get(site)!] }
    const log = async (trx: Trx, one: Observed): Promise<string> => {
      const { touchpoint, grade, signs, note, suggestion, named } = one
      const data = { key: randomUUID(), touchpoint, grade, signs, note, suggestion, named }
      const when = moment(now, one.daysAgo, 360 + one.minute)
      const logged = await logObservation(trx, someone(one.author), data, when)
      if (logged.outcome !== 'logged') throw new Error(`the demo's observation: ${logged.outcome}`)
      return logged.id
    }
    await alive()
    await db.transaction().execute(async (trx) => {
      for (const one of all) {
        const id = await log(trx, one)
        for (const colleague of one.joined) {
          const when = moment(now, one.daysAgo, 380 + one.minute)
          await joinObservation(trx, id, someone(colleague), when)
        }
        const alike: { id: string; author: string }[] = []
        for (const like of one.alike) {
          alike.push({ id: await log(trx, like), author: like.author })
        }
        for (const [step, { to, reason, daysAgo }] of one.moves.entries()) {
          const when = moment(now, daysAgo, 390 + one.minute)
          const moved = await moveObservation(trx, id, by, { status: to, reason }, when)
          if (moved !== 'moved') throw new Error(`the demo's move: ${moved}`)
          if (step > 0) continue
          for (const like of alike) await mergeObservation(trx, like.id, id, by, when)
        }
        const last = one.moves.at(-1)
        if (!last || last.daysAgo <= LOOKED) continue
        const when = moment(now, last.daysAgo, 390 + one.minute).getTime()
        for (const each of [{ id, author: one.author }, ...alike]) {
          await markLooked(trx, each.id, made.people.get(each.author)!, when)
        }
      }
    })
  }
}
