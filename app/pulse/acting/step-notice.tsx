import { Form } from '@remix-run/react'
import { useEffect, useState } from 'react'
import { m } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Notice } from '../../ui/notice.tsx'

const UNDOABLE = ['removed', 'settled']
const WARNINGS = ['too-late', 'read-by-now', 'settled-before']

/** What was just done with a promise, and for ten seconds its undoing. */
export function StepNotice({ waveId, id, step }: { waveId: string; id: string; step: string }) {
  const undoable = UNDOABLE.includes(step) && id !== ''
  const [undo, setUndo] = useState(undoable)
  useEffect(() => {
    setUndo(undoable)
    if (!undoable) return
    const timer = setTimeout(() => setUndo(false), 10_000)
    return () => clearTimeout(timer)
  }, [undoable, id])
  const words = {
    made: m.pulse_acting_promise_made,
    removed: m.pulse_acting_promise_removed,
    settled: m.pulse_acting_promise_settled,
    undone: m.pulse_acting_promise_undone,
    'too-late': m.pulse_acting_promise_too_late,
    'read-by-now': m.pulse_acting_promise_read_by_now,
    'settled-before': m.pulse_acting_promise_settled_before,
  }
  if (!Object.hasOwn(words, step)) return null
  return (
    <Notice look={WARNINGS.includes(step) ? 'warn' : 'good'} live="status">
      <p>{words[step as keyof typeof words]()}</p>
      {undo && (
        <Form method="post" action={`/team/pulse/${waveId}/promises/${id}/undo`} className="mt-2">
          <Button look="second">
            <Icon name="undo-2" flip />
            {m.common_undo()}
          </Button>
        </Form>
      )}
    </Notice>
  )
}
