import { randomUUID } from 'node:crypto'
import type { Db } from '../../../db/connect.ts'
import type { Employee } from '../../people/employee.server.ts'
import { frozenTree, type FrozenTree } from '../wave.server.ts'
import { sealedReply } from './reply-box.server.ts'
import { REPLY_BYTES, replyBytes } from './thread.ts'

export type Answering = Pick<Employee, 'id' | 'name' | 'leads' | 'roles'>

export interface ToldComment {
  id: string
  unit: { id: string; name: string }
  question: string
  text: string
  /** Its writer's browser left a thread to answer in. */
  answerable: boolean
  /** When it was answered, the first time first; what was answered nobody here can read any more. */
  answered: { at: number; by: string | null }[]
}

/** Replies to one comment: a correction has room, a mailbox has a bound. */
const MOST_REPLIES = 5

/**
 * The units of a wave whose comments this person may answer: those they lead with all below, and for HR the company's
 * own. By the tree as it was frozen: a comment belongs to the unit it was published for.
 */
export function unitsAnswered(
  tree: FrozenTree,
  by: Pick<Employee, 'leads' | 'roles'>,
): FrozenTree['units'] {
  const parents = new Map(tree.units.map(({ id, parent }) => [id, parent]))
  const mine = new Set(by.leads)
  return tree.units.filter(({ id, parent }) => {
    if (parent === null && by.roles.includes('hr')) return true
    for (let at: string | null | undefined = id; at; at = parents.get(at)) {
      if (mine.has(at)) return true
    }
    return false
  })
}

/** The published comments of a wave that this person may answer, by unit and question and else in an order that says nothing; null: no such wave. */
export async function commentsFor(
  db: Db,
  waveId: string,
  by: Answering,
): Promise<ToldComment[] | null> {
  const tree = await frozenTree(db, waveId)
  if (!tree) return null
  const units = new Map(unitsAnswered(tree, by).map((unit) => [unit.id, unit]))
  if (units.size === 0) return []
  const rows = await db
    .selectFrom('pulse_comment')
    .where('wave_id', '=', waveId)
    .select(['id', 'unit_id', 'question', 'text', 'thread'])
    .orderBy('id')
    .execute()
  const replies = await db
    .selectFrom('pulse_reply as r')
    .leftJoin('people_employee as e', 'e.id', 'r.written_by')
    .where('r.wave_id', '=', waveId)
    .orderBy('r.written_at')
    .select(['r.comment_id', 'r.written_at', 'e.name'])
    .execute()
  const order = [...units.keys()]
  const told = rows.flatMap((row): ToldComment[] => {
    const unit = units.get(row.unit_id)
    if (!unit) return []
    const { id, question, text } = row
    return [
      {
        ...{ id, question, text },
        unit: { id: unit.id, name: unit.name },
        answerable: row.thread !== null,
        answered: replies
          .filter((reply) => reply.comment_id === id)
          .map(({ written_at, name }) => ({ at: written_at, by: name })),
      },
    ]
  })
  const place = ({ unit, question }: ToldComment) =>
    `${order.indexOf(unit.id)}`.padStart(6) + question
  return told.sort((a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0))
}

/** One of them; null where there is none, or not for this person. */
export async function commentFor(
  db: Db,
  waveId: string,
  commentId: string,
  by: Answering,
): Promise<ToldComment | null> {
  return (await commentsFor(db, waveId, by))?.find(({ id }) => id === commentId) ?? null
}

/**
 * Answers a comment. The text is sealed to the comment's thread at once and only the box is stored: from then on the
 * writer alone can read it, and nobody knows who that is. `day` ('YYYY-MM-DD') and the answering person's name go into
 * the box. At most five replies to a comment; text of 1,500 bytes in UTF-8 at most.
 */
export async function replyToComment(
  db: Db,
  waveId: string,
  commentId: string,
  by: Answering,
  text: string,
  day: string,
  now: Date,
): Promise<'sealed' | 'not-found' | 'no-thread' | 'empty' | 'too-long' | 'too-many'> {
  const comment = await commentFor(db, waveId, commentId, by)
  if (!comment) return 'not-found'
  if (!comment.answerable) return 'no-thread'
  if (comment.answered.length >= MOST_REPLIES) return 'too-many'
  const said = text.trim().replaceAll('\r\n', '\n')
  if (said === '') return 'empty'
  if (replyBytes(said) > REPLY_BYTES) return 'too-long'
  const { thread, thread_key } = await db
    .selectFrom('pulse_comment')
    .where('id', '=', commentId)
    .select(['thread', 'thread_key'])
    .executeTakeFirstOrThrow()
  const name = [...by.name].slice(0, 60).join('')
  const reply = { text: said, by: name, on: day }
  const box = await sealedReply(waveId, { thread: thread!, key: thread_key! }, reply)
  await db
    .insertInto('pulse_reply')
    .values({
      id: randomUUID(),
      wave_id: waveId,
      comment_id: commentId,
      box,
      written_by: by.id,
      written_at: now.getTime(),
    })
    .execute()
  return 'sealed'
}
