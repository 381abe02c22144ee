import { Form } from '@remix-run/react'
import { useEffect, useMemo, useState } from 'react'
import { m } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { ErrorSummary } from '../ui/error-summary.tsx'
import { Choices, TextArea } from '../ui/field.tsx'
import { Icon } from '../ui/icon.tsx'
import { Notice } from '../ui/notice.tsx'
import { moveHint, statusLabel } from './labels.tsx'
import { LONGEST, MOVES, type Status } from './kinds.ts'
import type { FormReply } from './observation-form.tsx'

const sentence: Record<string, () => string> = {
  status: () => m.feedback_team_error_status(),
  reason: () => m.feedback_team_error_reason(),
}

function errorsIn(reply: FormReply | undefined) {
  return Object.entries(reply?.error ?? {}).map(([field, codes]) => {
    const words = codes?.[0] === 'long' ? () => m.feedback_error_long() : sentence[field]
    if (words) return { field, message: words() }
    return { field: 'status', message: m.feedback_error_form() }
  })
}

/** Where an observation goes next, with the leader's words to its author. */
export function MoveForm({ from, reply }: { from: Status; reply: FormReply | undefined }) {
  const kept = reply?.initialValue ?? {}
  const wrong = useMemo(() => errorsIn(reply), [reply])
  const errorOf = (field: string) => wrong.find((one) => one.field === field)?.message
  return (
    <>
      <ErrorSummary errors={wrong} />
      <Form method="post" className="space-y-5">
        <input type="hidden" name="from" value={from} />
        <Choices
          name="status"
          legend={<span className="text-xl font-semibold">{m.feedback_team_move()}</span>}
          error={errorOf('status')}
          options={MOVES[from].map((to) => ({
            value: to,
            label: statusLabel[to](),
            hint: to === 'new' ? undefined : moveHint[to](),
          }))}
          chosen={[String(kept.status ?? '')]}
        />
        <TextArea
          id="reason"
          name="reason"
          label={m.feedback_team_reason()}
          hint={m.feedback_team_reason_hint()}
          error={errorOf('reason')}
          defaultValue={typeof kept.reason === 'string' ? kept.reason : ''}
          maxLength={LONGEST}
        />
        <Button>{m.feedback_team_submit()}</Button>
      </Form>
    </>
  )
}

/** What the last step did, with ten seconds to take a move back; before JavaScript the button stays until the page is left. */
export function StepNotice({ id, step, status }: { id: string; step: string; status: Status }) {
  const [undo, setUndo] = useState(step === 'moved')
  useEffect(() => {
    setUndo(step === 'moved')
    if (step !== 'moved') return
    const timer = setTimeout(() => setUndo(false), 10_000)
    return () => clearTimeout(timer)
  }, [step, status])
  if (step === 'moved') {
    return (
      <Notice look="good" live="status">
        <p>{m.feedback_team_moved({ status: statusLabel[status]() })}</p>
        {undo && (
          <Form method="post" action={`/team/feedback/${id}/undo`} className="mt-2">
            <Button look="second">
              <Icon name="undo-2" flip />
              {m.common_undo()}
            </Button>
          </Form>
        )}
      </Notice>
    )
  }
  if (!Object.hasOwn(STEP_WORDS, step)) return null
  return (
    <Notice look={WARNINGS.includes(step) ? 'warn' : 'good'} live="status">
      {STEP_WORDS[step as keyof typeof STEP_WORDS]()}
    </Notice>
  )
}

const WARNINGS = ['too-late', 'already-moved', 'not-alike']

const STEP_WORDS = {
  undone: () => m.feedback_team_undone(),
  'too-late': () => m.feedback_team_too_late(),
  'already-moved': () => m.feedback_team_already(),
  merged: () => m.feedback_team_merged_now(),
  'not-alike': () => m.feedback_team_not_alike(),
}
