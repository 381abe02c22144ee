import { m } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { TextArea } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PROMISE_LENGTH } from '../promise-card.ts'
import { Text } from '../text.tsx'
import { DoingForm, useDoing } from './interactive.tsx'
import type { ViewOf } from './kinds.ts'

type View = ViewOf<'promise'>

/** Three lines: a draft for everybody, and for who leads a team a card that goes to HR. */
export default function Promise({ view }: { view: View }) {
  const { fields, leads, after } = view
  const { sent, error } = useDoing()
  return (
    <>
      <State view={view} />
      <DoingForm className="space-y-5">
        {leads.length > 0 && (
          <p className="text-sm text-muted">
            {m.training_promise_for({
              units: leads.map((name) => `\u2068${name}\u2069`).join(', '),
            })}
          </p>
        )}
        {fields.map(({ name, label, hint, value }) => (
          <TextArea
            key={name}
            id={`promise-${name}`}
            name={name}
            rows={3}
            className="grows"
            maxLength={PROMISE_LENGTH}
            label={label}
            hint={`${hint} ${m.training_promise_left({ max: PROMISE_LENGTH })}.`}
            error={error && (sent[name] ?? '').trim() === '' ? error : undefined}
            defaultValue={sent[name] ?? value}
          />
        ))}
        <div className="flex flex-wrap gap-3">
          {leads.length > 0 && (
            <Button id="promise-send" name="do" value="send" className="w-full sm:w-auto">
              {m.training_promise_send()}
            </Button>
          )}
          <Button
            id="promise-keep"
            look="second"
            name="do"
            value="keep"
            className="w-full sm:w-auto"
          >
            {m.training_promise_keep()}
          </Button>
        </div>
      </DoingForm>
      {after && (
        <div className="prose">
          <Text nodes={after} />
        </div>
      )}
    </>
  )
}

function State({ view: { card, kept, same, leads } }: { view: View }) {
  if (!kept && !card) return <div role="status" />
  if (!card || leads.length === 0)
    return (
      <Notice look="good" live="status">
        {m.training_promise_draft()}
      </Notice>
    )
  return (
    <Notice look={card.status === 'returned' ? 'warn' : 'good'} live="status">
      <p className="font-medium">
        {card.status === 'sent'
          ? m.training_promise_waits()
          : card.status === 'approved'
            ? m.training_promise_stands()
            : m.training_promise_returned({ reason: `\u2068${card.reason}\u2069` })}
      </p>
      {kept && !same && <p>{m.training_promise_changed()}</p>}
    </Notice>
  )
}
