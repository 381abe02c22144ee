import type { Db } from '../../db/connect.ts'
import { promisesRead } from '../pulse/acting/promise.server.ts'
import { makePromise, settlePromise } from '../pulse/acting/promising.server.ts'
import type { Settling } from '../pulse/acting/pledge.ts'
import { commentsFor, replyToComment } from '../pulse/acting/reply.server.ts'
import { employeeById } from '../people/employee.server.ts'
import { dayOf, moment } from './day.ts'
import type { Made } from './people.server.ts'
import { COMPANY } from './staff.ts'
import { HOME_SITE, ROLES, WAVES } from './truth.ts'

const [, LEADER, HR] = ROLES

interface Told {
  /** The closed wave it follows, from 0. */
  wave: number
  by: string
  /** Code of the unit. */
  unit: string
  heard: string
  deed: string
  question?: string
  /** Days ago it is due; less than none: still to come. */
  due: number
  settled?: Settling & { ago: number }
}

/** What HR promised the whole company and the leader of the links promised their site, each in their own language. */
const PROMISES: readonly Told[] = [
  {
    wave: 0,
    by: HR.staffNumber,
    unit: COMPANY.code,
    heard: 'You propose things and never hear what became of them.',
    deed: 'Everything noticed at a touchpoint gets an answer within a week, also when it is no.',
    question: 'opinion_counts',
    due: 240,
    settled: {
      status: 'kept',
      outcome: 'Since spring every observation has had an answer; half of them within two days.',
      ago: 242,
    },
  },
  {
    wave: 1,
    by: LEADER.staffNumber,
    unit: HOME_SITE,
    heard: 'График узнаёте за три дня и не можете ничего планировать.',
    deed: 'График на две недели вперёд вывешиваем по четвергам.',
    due: 170,
    settled: {
      status: 'kept',
      outcome: 'С мая график висит за две недели. Спасибо, что напомнили дважды.',
      ago: 168,
    },
  },
  {
    wave: 1,
    by: LEADER.staffNumber,
    unit: HOME_SITE,
    heard: 'За теплицей рация не ловит, и до кассы не докричаться.',
    deed: 'Покупаем усилитель для раций.',
    due: 150,
    settled: {
      status: 'dropped',
      outcome: 'Усилитель мешает соседней клинике. Вместо него за теплицей теперь висит телефон.',
      ago: 149,
    },
  },
  {
    wave: 2,
    by: HR.staffNumber,
    unit: COMPANY.code,
    heard: 'You would like to learn about plant diseases, not only about the till.',
    deed: 'Two hours with the nursery’s plant doctor in every garden centre.',
    question: 'can_grow',
    due: -40,
  },
  {
    wave: 2,
    by: LEADER.staffNumber,
    unit: HOME_SITE,
    heard: 'В обед негде присесть, если идёт дождь.',
    deed: 'Ставим навес со столом за складом.',
    due: 12,
  },
  {
    wave: 2,
    by: LEADER.staffNumber,
    unit: HOME_SITE,
    heard: 'Когда меня нет, не у кого спросить.',
    deed: 'На каждой смене назначаем того, кто решает без меня.',
    due: -18,
  },
]

/** HR's replies to the first comments of the company's own, in the order of their ids. */
const REPLIES = [
  'Thank you for writing this down. We have put it on the list for the next meeting of the leaders, and what comes of it will stand under “You said, we do”.',
  'You are right, and it has been so for too long. We start in one garden centre next month and see how it goes.',
  'We cannot do this before the season ends, and would rather say so than keep silent. Please write it again in autumn if it has not changed.',
]

/** What followed from the closed waves: promises, some of them settled, and replies that nobody here can open. */
export async function fillActing(
  db: Db,
  waves: readonly string[],
  made: Made,
  now: Date,
): Promise<void> {
  const person = async (staffNumber: string) =>
    (await employeeById(db, made.people.get(staffNumber)!))!
  for (const { wave, by, unit, due, settled, ...words } of PROMISES) {
    const who = await person(by)
    const ago = WAVES[wave]!.closed - 4
    const pledge = { ...words, owner: who.id, due: dayOf(now, due) }
    const unitId = made.units.get(unit)!
    const waveId = waves[wave]!
    const today = dayOf(now, ago)
    const outcome = await makePromise(db, waveId, unitId, who, pledge, today, moment(now, ago))
    if (outcome !== 'made') throw new Error(`the demo's promise: ${outcome}`)
    if (!settled) continue
    const read = await promisesRead(db, who, [unitId])
    const { id } = read.find((one) => one.deed === words.deed)!
    await settlePromise(db, waveId, id, who, settled, moment(now, settled.ago))
  }
  const hr = await person(HR.staffNumber)
  for (const [wave, waveId] of waves.entries()) {
    const ago = WAVES[wave]!.closed - 6
    if (ago <= 0) continue
    const comments = (await commentsFor(db, waveId, hr)) ?? []
    for (const [i, { id }] of comments.slice(0, REPLIES.length).entries()) {
      await replyToComment(db, waveId, id, hr, REPLIES[i]!, dayOf(now, ago), moment(now, ago))
    }
  }
}
