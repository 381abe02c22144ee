import type { Trx } from '../../../db/connect.ts'
import { answerCardIn, nameOf, wordingOf } from '../cards/card.server.ts'
import type { Done, Item, Outcome } from './pack.ts'

type CardItem = Extract<Item, { kind: 'card' }>

/** Stores an answer to a card that came from a phone, on the day on which it came. */
export async function takeCard(
  trx: Trx,
  employeeId: string,
  item: CardItem,
  today: string,
  now: Date,
): Promise<Done> {
  const taken = await answerCardIn(trx, employeeId, item, today, now)
  if (typeof taken === 'number') {
    const page = `/training/cards?card=${taken}`
    const there = await trx
      .selectFrom('training_review')
      .where('employee_id', '=', employeeId)
      .where('day', '=', today)
      .where('position', '=', taken)
      .select('choice')
      .executeTakeFirstOrThrow()
    return { outcome: there.choice === item.choice ? 'recorded' : 'stands', page }
  }
  return { outcome: await whyNot(trx, employeeId, item, today), page: null }
}

async function whyNot(
  trx: Trx,
  employeeId: string,
  { card, choice }: CardItem,
  today: string,
): Promise<Outcome> {
  if (await isStillDue(trx, employeeId, card, today)) return 'wait'
  const [, module, question, wording, version] =
    /^([^/]+)\/([^/]+)\/([^/@]+)@(\d{1,6})$/.exec(card) ?? []
  if (!module || !question || !wording) return 'gone'
  const before = await trx
    .selectFrom('training_review')
    .where('employee_id', '=', employeeId)
    .where('module', '=', module)
    .where('question', '=', question)
    .orderBy('day', 'desc')
    .limit(1)
    .select(['wording', 'version', 'choice'])
    .executeTakeFirst()
  if (before?.wording !== wording || before.version !== Number(version)) return 'gone'
  return before.choice === choice ? 'recorded' : 'stands'
}

/** Whether that card is asked like this on `today` or, where five were answered, would be. */
async function isStillDue(
  trx: Trx,
  employeeId: string,
  card: string,
  today: string,
): Promise<boolean> {
  const [module = '', question = ''] = card.split('/')
  const due = await trx
    .selectFrom('training_card')
    .where('employee_id', '=', employeeId)
    .where('module', '=', module)
    .where('question', '=', question)
    .where('due_on', '<=', today)
    .selectAll()
    .executeTakeFirst()
  return due !== undefined && nameOf(due, await wordingOf(trx, due)) === card
}
