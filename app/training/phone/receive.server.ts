import { z } from 'zod'
import type { Db, Trx } from '../../../db/connect.ts'
import {
  answerQuestion,
  type Attempt,
  frozenModule,
  reachStep,
  recordGuess,
  startModule,
} from '../attempt.server.ts'
import { isOptionId, type OptionId, stepsOf } from '../module.ts'
import { type Walk, walkOf } from '../module.server.ts'
import { tryId } from './pack.server.ts'
import type { Done, Item, Outcome, Result } from './pack.ts'
import { takeCard } from './receive-card.server.ts'

/** More than a person answers between two networks; a longer queue comes in several parts. */
export const ITEMS_AT_ONCE = 50

/** So long an id is known again; the first answer stands in any case. */
const KNOWN_MS = 180 * 24 * 60 * 60 * 1000

const name = z.string().max(200)
const option = z.enum(['a', 'b', 'c'])
const Items = z
  .array(
    z.discriminatedUnion('kind', [
      z.strictObject({
        id: z.uuid(),
        kind: z.literal('step'),
        slug: name,
        version: z.int().min(1),
        number: z.int().min(1),
        step: z.int().min(1).max(99),
        asked: name.nullable(),
        choice: option.nullable(),
      }),
      z.strictObject({
        id: z.uuid(),
        kind: z.literal('card'),
        card: name,
        choice: option,
        unsure: z.boolean(),
      }),
    ]),
  )
  .min(1)
  .max(ITEMS_AT_ONCE)

/** What a phone sent, or null where it is nothing that one of ours sends. */
export function itemsIn(text: unknown): Item[] | null {
  if (typeof text !== 'string') return null
  try {
    return Items.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/**
 * Takes what waited on a phone, in its order, one thing after another. An id met before does nothing and is told what
 * became of it then. Days are the portal's: a card counts on the day on which it comes in, whatever clock the phone has.
 */
export async function receive(
  db: Db,
  employeeId: string,
  items: readonly Item[],
  today: string,
  now: Date,
): Promise<Result[]> {
  const results: Result[] = []
  for (const item of items) {
    if (item.kind === 'card') {
      const work = (trx: Trx) => takeCard(trx, employeeId, item, today, now)
      results.push(await once(db, employeeId, item.id, now, work))
    } else {
      const walk = await walkFor(db, employeeId, item, now)
      const work = (trx: Trx) => takeScreen(trx, walk, item, now)
      results.push(await once(db, employeeId, item.id, now, work))
    }
  }
  return results
}

/** Forgets ids of half a year ago. */
export async function sweepSent(db: Db, now: Date): Promise<void> {
  await db
    .deleteFrom('training_sent')
    .where('sent_at', '<', now.getTime() - KNOWN_MS)
    .execute()
}

async function once(
  db: Db,
  employeeId: string,
  id: string,
  now: Date,
  work: (trx: Trx) => Promise<Done>,
): Promise<Result> {
  return db.transaction().execute(async (trx) => {
    // First of all, so that the same id sent twice at once waits for itself.
    const taken = await trx
      .insertInto('training_sent')
      .values({
        employee_id: employeeId,
        id,
        outcome: 'gone',
        page: null,
        sent_at: now.getTime(),
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    const mine = (query: Trx) =>
      query.selectFrom('training_sent').where('employee_id', '=', employeeId).where('id', '=', id)
    if (taken.numInsertedOrUpdatedRows !== 1n) {
      return mine(trx).select(['id', 'outcome', 'page']).executeTakeFirstOrThrow()
    }
    const { outcome, page } = await work(trx)
    if (outcome === 'wait') {
      await trx
        .deleteFrom('training_sent')
        .where('employee_id', '=', employeeId)
        .where('id', '=', id)
        .execute()
    } else {
      await trx
        .updateTable('training_sent')
        .set({ outcome, page })
        .where('employee_id', '=', employeeId)
        .where('id', '=', id)
        .execute()
    }
    return { id, outcome, page }
  })
}

type StepItem = Extract<Item, { kind: 'step' }>

/** The person's walk; where it is still to begin, or to begin again, the one that this item begins, in the version of the phone. */
async function walkFor(
  db: Db,
  employeeId: string,
  { slug, version, number }: StepItem,
  now: Date,
): Promise<Walk | null> {
  const walk = await walkOf(db, employeeId, slug)
  const last = walk?.attempt
  const begins = last ? last.finished_at !== null && number === last.number + 1 : number === 1
  if (!begins) return walk
  const known = await db
    .selectFrom('training_version')
    .where('module', '=', slug)
    .where('version', '=', version)
    .select('version')
    .executeTakeFirst()
  if (!known) return walk
  const module = await frozenModule(db, slug, version)
  await startModule(db, module, employeeId, now, tryId(employeeId, slug, number))
  return walkOf(db, employeeId, slug)
}

async function takeScreen(trx: Trx, walk: Walk | null, item: StepItem, now: Date): Promise<Done> {
  const { slug, version, number, step, choice } = item
  const at = walk && stepsOf(walk.module.plan)[step - 1]
  const page = item.asked === null ? null : `/training/${slug}/${step}`
  if (!walk || !at || walk.attempt.version !== version) return GONE
  // That try was ended elsewhere: its questions have their answers.
  if (walk.attempt.number > number) return { outcome: 'stands', page: null }
  if (walk.attempt.number < number || step > walk.attempt.step) return GONE
  const done = async (outcome: Outcome): Promise<Done> => {
    await reachStep(trx, walk.attempt, step + 1, now)
    return { outcome, page }
  }

  if ('question' in at) {
    const drawn = walk.attempt.answers[at.question]
    if (!drawn || `${drawn.question}/${drawn.variant}` !== item.asked) return GONE
    if (!isOptionId(choice)) return GONE
    const { plan } = walk.module
    const said = await answerQuestion(trx, plan, walk.attempt, at.question, choice, now)
    return done(said === 'recorded' ? said : await stands(trx, walk.attempt, at.question, choice))
  }
  if (at.block.kind === 'guess') {
    if (at.block.id !== item.asked || !isOptionId(choice)) return GONE
    const said = await recordGuess(trx, walk.attempt, choice, now)
    return done(said === 'recorded' || walk.attempt.guess === choice ? 'recorded' : 'stands')
  }
  // The line ends a module, and is written on the portal alone.
  return at.block.kind === 'line' ? GONE : done('recorded')
}

const GONE: Done = { outcome: 'gone', page: null }

/** The same answer given twice is one answer. */
async function stands(
  trx: Trx,
  attempt: Attempt,
  position: number,
  choice: OptionId,
): Promise<Outcome> {
  const there = await trx
    .selectFrom('training_answer')
    .where('attempt_id', '=', attempt.id)
    .where('position', '=', position)
    .select('choice')
    .executeTakeFirstOrThrow()
  return there.choice === choice ? 'recorded' : 'stands'
}
