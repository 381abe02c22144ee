import { Form } from '@remix-run/react'
import { formatDay } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { TextArea } from '../../ui/field.tsx'
import type { DraftComment } from './draft-page.server.ts'

interface Props {
  id: string
  comments: DraftComment[]
  /** What a new one is about. */
  section: string
  /** Whether each says what it is about. */
  named?: boolean
  timeZone: string
  /** A comment was sent with nothing in it, or too long. */
  error?: string | undefined
}

/** What readers said of a draft, and room to say something. */
export function Talk({ id, comments, section, named, timeZone, error }: Props) {
  return (
    <section aria-labelledby="talk" className="space-y-4">
      <h2 id="talk">{m.training_author_comments()}</h2>
      {comments.length > 0 && (
        <ul className="divide-y divide-line border-y border-line">
          {comments.map((one) => (
            <li key={one.id} className="space-y-1 py-3">
              <p className="text-sm text-muted">
                <bdi>{one.by}</bdi> · {formatDay(one.at, timeZone)}
                {named && ` · ${one.where}`}
              </p>
              <p
                dir="auto"
                className={`break-words whitespace-pre-wrap ${one.done ? 'text-muted' : ''}`}
              >
                {one.text}
              </p>
              <Form method="post" action={`/hr/training/${id}/comment`}>
                <input type="hidden" name="settle" value={one.id} />
                <input type="hidden" name="section" value={named ? '' : section} />
                <Button look="quiet" className="-ms-2">
                  {one.done ? m.training_author_comment_open() : m.training_author_comment_done()}
                </Button>
              </Form>
            </li>
          ))}
        </ul>
      )}
      <Form method="post" action={`/hr/training/${id}/comment`} className="max-w-2xl space-y-3">
        <input type="hidden" name="section" value={named ? '' : section} />
        <TextArea
          id="comment"
          name="text"
          maxLength={1000}
          label={m.training_author_comment()}
          hint={m.training_author_comment_hint()}
          error={error}
        />
        <Button look="second">{m.training_author_comment_say()}</Button>
      </Form>
    </section>
  )
}
