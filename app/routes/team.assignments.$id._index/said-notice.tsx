import { Form } from '@remix-run/react'
import { useEffect, useState } from 'react'
import { m } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Notice } from '../../ui/notice.tsx'

const WARNINGS = ['too-late', 'change-ended', 'rested', 'nobody']

/** What was just done with it; an end can be taken back for ten seconds. */
export function SaidNotice({ id, said, n }: { id: string; said: string; n: number }) {
  const [undo, setUndo] = useState(said === 'ended')
  useEffect(() => {
    if (said !== 'ended') return
    const timer = setTimeout(() => setUndo(false), 10_000)
    return () => clearTimeout(timer)
  }, [said])
  const words = {
    made: m.training_assigning_made,
    changed: m.training_assigning_changed,
    'change-ended': m.training_assigning_change_ended,
    ended: m.training_assigning_ended_now,
    running: m.training_assigning_undone,
    'too-late': m.training_assigning_undo_late,
    reminded: () => m.training_assigning_reminded({ n }),
    rested: m.training_assigning_reminded_lately,
    nobody: m.training_assigning_reminded_nobody,
  }
  if (!Object.hasOwn(words, said)) return null
  return (
    <Notice look={WARNINGS.includes(said) ? 'warn' : 'good'} live="status">
      <p>{words[said as keyof typeof words]()}</p>
      {undo && (
        <Form method="post" action={`/team/assignments/${id}/undo`} className="mt-2">
          <Button look="second">
            <Icon name="undo-2" flip />
            {m.common_undo()}
          </Button>
        </Form>
      )}
    </Notice>
  )
}
