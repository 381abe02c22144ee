import type { Db, Trx } from '../../../db/connect.ts'
import { MOST_WORDS, plain } from '../score.ts'
import { rememberWords } from '../source-memory.server.ts'
import { takeWaiting, waiting } from './waiting.server.ts'
import type { Webhook } from './webhook.server.ts'

export interface AskedWord {
  /** As it first came. */
  word: string
  rows: number
}

/** The words that stand where a score belongs and wait for somebody to say what they are worth. */
export async function wordsAsked(
  db: Db,
  portalSecret: string,
  hook: Webhook,
): Promise<AskedWord[]> {
  const asked = new Map<string, AskedWord>()
  for (const { word } of await waiting(db, portalSecret, hook.id)) {
    if (word === null || hook.scale.has(plain(word))) continue
    const known = asked.get(plain(word))
    if (known) known.rows++
    else asked.set(plain(word), { word, rows: 1 })
  }
  return [...asked.values()]
}

/** Whether a word may wait: where so many different ones do, the field holds something else than scores. */
export async function canAskFor(
  trx: Trx,
  portalSecret: string,
  hook: Webhook,
  word: string,
): Promise<boolean> {
  const asked = await wordsAsked(trx, portalSecret, hook)
  return asked.length < MOST_WORDS || asked.some((one) => plain(one.word) === plain(word))
}

/** Remembers what somebody of HR said words are worth, for this source's files too, and takes in what waited for it. */
export async function nameWords(
  db: Db,
  portalSecret: string,
  { id, source }: Webhook,
  said: Record<string, number | null>,
  now: Date,
): Promise<void> {
  await db.transaction().execute((trx) => rememberWords(trx, source.name, said))
  await takeWaiting(db, portalSecret, id, now)
}
