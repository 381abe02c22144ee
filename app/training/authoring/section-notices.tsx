import { m } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { SECTION_FORM } from './section-form.tsx'
import type { SectionReply } from './section-page.server.ts'
import type { TurnedView } from './turning.server.ts'
import { Unkept } from './unkept.tsx'

interface Props {
  saved: boolean
  turned: TurnedView | null
  /** There was nothing to take back or to do again. */
  nothing: boolean
  reply: SectionReply | undefined
}

/** What became of the form of a section, above it. */
export function SectionNotices({ saved, turned, nothing, reply }: Props) {
  if (!reply)
    return (
      <>
        {saved && (
          <Notice look="good" live="status">
            {m.common_saved()}
          </Notice>
        )}
        {turned && <Turned turned={turned} />}
        {nothing && <Notice live="status">{m.training_author_nothing()}</Notice>}
      </>
    )
  if ('conflict' in reply)
    return (
      <Notice look="warn" live="alert">
        {m.training_author_conflict()}
      </Notice>
    )
  return 'typed' in reply ? <Unkept typed={reply.typed} gone={reply.gone} /> : null
}

/** What was taken back or done again, and the way to the other; its button goes with the section's form, so nothing typed is lost. */
function Turned({ turned: { way, what } }: { turned: TurnedView }) {
  const undone = way === 'undo'
  return (
    <Notice look="good" live="status">
      <p>
        {undone ? m.training_author_undone_what({ what }) : m.training_author_redone_what({ what })}
      </p>
      <Button form={SECTION_FORM} name="do" value={undone ? 'redo' : 'undo'} look="quiet">
        {undone ? m.training_author_redo() : m.training_author_undo()}
      </Button>
    </Notice>
  )
}
