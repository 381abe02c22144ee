import { randomUUID } from 'node:crypto'
import type { Db } from '../../../db/connect.ts'
import { inTransaction } from '../../../db/transaction.ts'

export interface Topic {
  id: string
  name: string
  /** Comments of all waves that bear it. */
  comments: number
}

/** All topics by name. */
export async function topics(db: Db): Promise<Topic[]> {
  const rows = await db
    .selectFrom('pulse_topic as t')
    .leftJoin('pulse_comment_topic as c', 'c.topic_id', 't.id')
    .select(['t.id', 't.name'])
    .select((eb) => eb.fn.count('c.comment_id').as('comments'))
    .groupBy(['t.id', 't.name'])
    .execute()
  return rows
    .map((row) => ({ ...row, comments: Number(row.comments) }))
    .sort((a, b) => a.name.localeCompare(b.name))
}

export async function topic(db: Db, topicId: string): Promise<Topic | null> {
  return (await topics(db)).find(({ id }) => id === topicId) ?? null
}

/** 'exists' where one is called so already, in any case of letters. */
export async function addTopic(db: Db, name: string): Promise<'added' | 'exists'> {
  if (await named(db, name)) return 'exists'
  await db.insertInto('pulse_topic').values({ id: randomUUID(), name }).execute()
  return 'added'
}

export async function renameTopic(
  db: Db,
  topicId: string,
  name: string,
): Promise<'renamed' | 'exists' | 'no-such-topic'> {
  const other = await named(db, name)
  if (other && other !== topicId) return 'exists'
  const { numUpdatedRows } = await db
    .updateTable('pulse_topic')
    .set({ name })
    .where('id', '=', topicId)
    .executeTakeFirst()
  return numUpdatedRows === 1n ? 'renamed' : 'no-such-topic'
}

async function named(db: Db, name: string): Promise<string | null> {
  const all = await db.selectFrom('pulse_topic').select(['id', 'name']).execute()
  const same = (one: string) => one.toLowerCase() === name.toLowerCase()
  return all.find((one) => same(one.name))?.id ?? null
}

/** Only a topic that no comment bears can go: nothing that somebody sorted is lost. */
export async function removeTopic(
  db: Db,
  topicId: string,
): Promise<'removed' | 'in-use' | 'no-such-topic'> {
  return inTransaction(db, async (trx) => {
    const used = await trx
      .selectFrom('pulse_comment_topic')
      .where('topic_id', '=', topicId)
      .select('comment_id')
      .limit(1)
      .executeTakeFirst()
    if (used) return 'in-use'
    const { numDeletedRows } = await trx
      .deleteFrom('pulse_topic')
      .where('id', '=', topicId)
      .executeTakeFirst()
    return numDeletedRows === 1n ? 'removed' : 'no-such-topic'
  })
}
