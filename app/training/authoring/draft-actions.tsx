import { Form } from '@remix-run/react'
import { m } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Notice } from '../../ui/notice.tsx'
import type { DraftPage } from './draft-page.server.ts'

interface Props {
  status: 'draft' | 'review' | 'published' | 'dropped'
  revision: number
  page: Pick<DraftPage, 'authors' | 'second'>
}

/** Where a draft stands, who wrote it, and the one way on from there. */
export function DraftActions({ status, revision, page }: Props) {
  const authors = page.authors.map((name) => `\u2068${name}\u2069`).join(', ')
  return (
    <div className="space-y-4">
      <p className="text-muted">
        {status === 'review' ? m.training_author_in_review() : m.training_author_in_writing()} ·{' '}
        {m.training_author_written_by({ names: authors })}
      </p>
      {status === 'review' && (
        <Notice>
          {page.second ? m.training_author_read_it() : m.training_author_wait_for_other()}
        </Notice>
      )}
      {(status === 'published' || status === 'dropped') && (
        <Notice>
          {status === 'published'
            ? m.training_author_is_published()
            : m.training_author_is_dropped()}
        </Notice>
      )}
      <Form method="post" className="flex flex-wrap gap-3">
        <input type="hidden" name="revision" value={revision} />
        {status === 'draft' && (
          <Button name="do" value="send">
            <Icon name="send" flip />
            {m.training_author_send()}
          </Button>
        )}
        {status === 'review' && page.second && (
          <Button name="do" value="publish">
            {m.training_author_publish()}
          </Button>
        )}
        {status === 'review' && (
          <Button name="do" value="back" look="second">
            {m.training_author_go_back()}
          </Button>
        )}
        {status === 'dropped' && (
          <Button name="do" value="take-up" look="second">
            {m.training_author_take_up()}
          </Button>
        )}
      </Form>
    </div>
  )
}

/** What was written last, to be taken back; and what was taken back, to be done again. */
export function Turning({ undo, redo }: { undo: string | null; redo: string | null }) {
  return (
    <Form method="post" className="flex flex-wrap gap-3">
      <Button name="do" value="undo" look="quiet" disabled={undo === null}>
        <Icon name="undo-2" flip />
        <span>
          {m.training_author_undo()}
          {undo !== null && <span className="text-sm text-muted"> {undo}</span>}
        </span>
      </Button>
      {redo !== null && (
        <Button name="do" value="redo" look="quiet">
          {m.training_author_redo()}
          <span className="text-sm text-muted"> {redo}</span>
        </Button>
      )}
    </Form>
  )
}
