import type { Db } from '../../db/connect.ts'
import type { Locale } from '../i18n/locale.ts'
import { employeeById } from '../people/employee.server.ts'
import { touchpoints } from '../touchpoints/touchpoint.server.ts'
import {
  answerKey,
  answerQuestion,
  finishModule,
  latestAttempt,
  reachStep,
  recordGuess,
  startModule,
} from '../training/attempt.server.ts'
import { content } from '../training/content.server.ts'
import { GRADES } from '../training/interactives/walk.ts'
import { writeLine } from '../training/line.server.ts'
import type { OptionId } from '../training/module.ts'
import { approveCard, cardsForHr, sendCard } from '../training/promise-card.server.ts'
import { countWalk } from '../training/walk.server.ts'
import { chanceOf } from './chance.ts'
import { moment } from './day.ts'
import type { Made } from './people.server.ts'
import { PROMISE } from './rule.ts'
import type { Person } from './staff.ts'
import { ROLES, SEED } from './truth.ts'
import type { Words } from './words.ts'

const FINISHED = 0.55
const BEGUN = 0.15
const RIGHT = 0.75
const LINE = 0.4
const WALKED = 0.6
const OPTIONS: readonly OptionId[] = ['a', 'b', 'c']
const [EMPLOYEE, LEADER, HR] = ROLES.map(({ staffNumber }) => staffNumber)

/** The first module: more than half have finished it, some are on the way, the employee of the link has not begun. */
export async function fillTraining(
  db: Db,
  secret: string,
  staff: readonly Person[],
  made: Made,
  words: Record<Locale, Words>,
  now: Date,
  alive: () => Promise<void>,
): Promise<void> {
  const published = content().modules[0]
  if (!published) return
  const { plan } = published
  const chance = chanceOf(SEED + 4000)
  for (const { staffNumber, locale } of staff) {
    await alive()
    const roll = chance.next()
    const then = moment(now, 10 + chance.below(170), 480 + chance.below(500))
    // So that Today brings this one back.
    const when = staffNumber === LEADER ? moment(now, 5, 600) : then
    const known = staffNumber === LEADER || staffNumber === HR
    if (staffNumber === EMPLOYEE || (roll >= FINISHED + BEGUN && !known)) continue
    const id = made.people.get(staffNumber)!
    await startModule(db, published, id, when)
    const attempt = (await latestAttempt(db, id, plan.id))!
    await recordGuess(db, attempt, chance.pick(OPTIONS), when)
    if (roll >= FINISHED && !known) {
      await reachStep(db, attempt, 2 + chance.below(4), when)
      continue
    }
    for (const [position, drawn] of attempt.answers.entries()) {
      const right = answerKey(plan, drawn)
      const other = OPTIONS.filter((option) => option !== right)
      const choice = chance.yes(RIGHT) ? right : chance.pick(other)
      await answerQuestion(db, plan, attempt, position, choice, when)
    }
    const line = chance.yes(LINE) || staffNumber === LEADER ? chance.pick(words[locale].lines) : ''
    const end = new Date(when.getTime() + plan.minutes * 60_000)
    await finishModule(db, attempt, end)
    await writeLine(db, secret, { employeeId: id, slug: plan.id }, line, end)
  }
}

/** A leader's promise that HR approved, and a team's walks, so that both can be seen where they end. */
export async function fillTies(db: Db, staff: readonly Person[], made: Made, now: Date) {
  const leader = await employeeById(db, made.people.get(LEADER!)!)
  const hr = { id: made.people.get(HR!)! }
  await sendCard(db, leader!, PROMISE, moment(now, 30, 600))
  const { waiting } = await cardsForHr(db, hr)
  for (const { id } of waiting) await approveCard(db, id, hr, moment(now, 28, 600))

  const chance = chanceOf(SEED + 4100)
  const home = staff.find(({ staffNumber }) => staffNumber === EMPLOYEE)!.unit
  const walkers = staff.filter(
    ({ unit, leads, staffNumber }) => unit === home && !leads && staffNumber !== EMPLOYEE,
  )
  for (const { staffNumber } of walkers) {
    const by = { id: made.people.get(staffNumber)!, unitId: made.units.get(home)!, leads: [] }
    const grades = touchpoints()
      .filter(() => chance.yes(WALKED))
      .map(({ code: touchpoint }) => ({ touchpoint, grade: chance.pick(GRADES) }))
    await countWalk(db, by, grades)
  }
}
