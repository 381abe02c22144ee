import { formatDay } from '../../i18n/format.ts'
import { m, spoken } from '../../i18n/messages.ts'
import type { Question } from '../survey.ts'
import type { OpenedReply } from './replies.client.ts'

export type Commented = Pick<Question, 'id' | 'text'>

/** Replies opened on this device, each beside the question whose comment it answers. Plain words: no link in them works. */
export function RepliesView({
  replies,
  questions,
}: {
  replies: OpenedReply[]
  questions: Commented[]
}) {
  return (
    <>
      <ul className="divide-y divide-line border-y border-line">
        {replies.map((reply, i) => (
          <li key={i} className="space-y-2 py-4">
            <p className="text-sm text-muted">
              {m.pulse_acting_reply_to({
                question:
                  questions.find(({ id }) => id === reply.question)?.text[spoken()] ??
                  reply.question,
              })}
            </p>
            <p dir="auto" className="text-lg break-words whitespace-pre-wrap">
              {reply.text}
            </p>
            <p className="text-sm text-muted">
              <bdi>{reply.by}</bdi> · {formatDay(reply.on)}
            </p>
          </li>
        ))}
      </ul>
      <p className="text-sm text-muted">{m.pulse_acting_reply_careful()}</p>
    </>
  )
}
