import type { Db } from '../../../db/connect.ts'
import { inTransaction } from '../../../db/transaction.ts'

/** A comment as everybody reads it: nothing but its words, where it stands and what HR found it speaks of. */
export interface ShownComment {
  id: string
  unit: string
  question: string
  text: string
  topics: string[]
}

/** Which of a wave's comments; in the order of their random ids, which says nothing. */
export interface CommentsAsked {
  units?: readonly string[]
  /** Only those after this id, and so many. */
  after?: string
  limit?: number
}

export async function shownComments(
  db: Db,
  waveId: string,
  { units, after = '', limit }: CommentsAsked = {},
): Promise<ShownComment[]> {
  if (units?.length === 0) return []
  const comments = await db
    .selectFrom('pulse_comment')
    .where('wave_id', '=', waveId)
    .$if(units !== undefined, (query) => query.where('unit_id', 'in', [...units!]))
    .$if(after !== '', (query) => query.where('id', '>', after))
    .select(['id', 'unit_id as unit', 'question', 'text'])
    .orderBy('id')
    .$if(limit !== undefined, (query) => query.limit(limit!))
    .execute()
  const tags = await tagsOf(
    db,
    waveId,
    comments.map(({ id }) => id),
  )
  return comments.map((comment) => ({ ...comment, topics: tags.get(comment.id) ?? [] }))
}

/** Names of topics by comment. One query for the wave: a list of thousands of ids would not fit into one. */
async function tagsOf(
  db: Db,
  waveId: string,
  comments: readonly string[],
): Promise<Map<string, string[]>> {
  if (comments.length === 0) return new Map()
  const rows = await db
    .selectFrom('pulse_comment_topic as ct')
    .innerJoin('pulse_comment as c', 'c.id', 'ct.comment_id')
    .innerJoin('pulse_topic as t', 't.id', 'ct.topic_id')
    .where('c.wave_id', '=', waveId)
    .select(['ct.comment_id as comment', 't.name'])
    .orderBy('t.name')
    .execute()
  const tags = new Map<string, string[]>()
  for (const { comment, name } of rows) tags.set(comment, [...(tags.get(comment) ?? []), name])
  return tags
}

/** How often each topic stands with these comments, the most frequent first. */
export function topicCounts(
  comments: readonly Pick<ShownComment, 'topics'>[],
): { name: string; comments: number }[] {
  const counts = new Map<string, number>()
  for (const { topics } of comments) {
    for (const name of topics) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts]
    .map(([name, comments]) => ({ name, comments }))
    .sort((a, b) => b.comments - a.comments || a.name.localeCompare(b.name))
}

/**
 * Gives each of these comments exactly these topics. What is no comment of the wave, or no topic, is
 * passed over: somebody may have removed it meanwhile.
 */
export async function tagComments(
  db: Db,
  waveId: string,
  tagged: ReadonlyMap<string, readonly string[]>,
): Promise<void> {
  if (tagged.size === 0) return
  await inTransaction(db, async (trx) => {
    const comments = await trx
      .selectFrom('pulse_comment')
      .where('wave_id', '=', waveId)
      .where('id', 'in', [...tagged.keys()])
      .select('id')
      .execute()
    const known = new Set(
      (await trx.selectFrom('pulse_topic').select('id').execute()).map(({ id }) => id),
    )
    for (const { id } of comments) {
      await trx.deleteFrom('pulse_comment_topic').where('comment_id', '=', id).execute()
      const rows = [...new Set(tagged.get(id))]
        .filter((topic) => known.has(topic))
        .map((topic_id) => ({ comment_id: id, topic_id }))
      if (rows.length > 0) await trx.insertInto('pulse_comment_topic').values(rows).execute()
    }
  })
}
