import { Form, useNavigation } from '@remix-run/react'
import { useEffect, useMemo, useRef, useState, type MouseEvent } from 'react'
import { formatNumber } from '../../i18n/format.ts'
import { m, spoken } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { FieldError } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import type { Question } from '../survey.ts'
import { BankPicker } from './bank-picker.tsx'
import type { BankView } from './bank-view.ts'
import {
  changed,
  draftFrom,
  type DraftPart,
  type Fault,
  field,
  keyOf,
  ORDER_FIELD,
  OWN_KINDS,
  picked,
  type SurveyDraft,
} from './draft.ts'
import { messageOf, summaryOf } from './fault-words.ts'
import { lengthAdvice } from './length.ts'
import { OwnQuestion, ownName } from './own-question.tsx'
import { StepButton } from './step-button.tsx'
import { ThreeLanguages } from './three-languages.tsx'

interface Props {
  bank: BankView
  start: SurveyDraft
  faults: Fault[]
  /** The version this draft was made from; null for a new survey. */
  basedOn: number | null
}

/**
 * A survey being built. Every button sends the whole form and gets it back changed; with JavaScript the same change is
 * made here (`changed`), and only saving goes to the server.
 */
export function SurveyBuilder({ bank, start, faults, basedOn }: Props) {
  const form = useRef<HTMLFormElement>(null)
  const focus = useRef<string | null>(null)
  const [draft, setDraft] = useState(start)
  const [said, setSaid] = useState('')
  const busy = useNavigation().state !== 'idle'
  const faultAt = useMemo(() => new Map(faults.map((fault) => [fault.field, fault])), [faults])
  const errors = useMemo(
    () => faults.map((fault) => ({ field: fault.field, message: summaryOf(fault, start) })),
    [faults, start],
  )
  const kinds = useKinds(bank)
  const lines = useLines(bank)
  const length = lengthAdvice(draft.parts.map((part) => ({ kind: kinds(part) })))
  const chosen = new Set(draft.parts.map(keyOf))
  const now = () => draftFrom(new FormData(form.current!), bank.ids)
  const wordsOf = (part: DraftPart) =>
    'bank' in part
      ? (lines.get(part.bank)?.text ?? part.bank)
      : part.own.text[spoken()] || m.pulse_surveys_own_unwritten()

  useEffect(() => {
    // React moves a row by taking it out and in again, which drops the focus.
    if (!focus.current) return
    const [verb, key] = focus.current.split(':')
    const buttons = [verb, verb === 'up' ? 'down' : 'up'].map((one) =>
      form.current?.querySelector<HTMLButtonElement>(`button[value="${one}:${key}"]`),
    )
    buttons.find((button) => button && !button.disabled)?.focus()
    focus.current = null
  }, [draft])

  function stepped(event: MouseEvent<HTMLFormElement>) {
    const button = (event.target as Element).closest<HTMLButtonElement>('button[name="do"]')
    const step = button?.value ?? 'save'
    if (!button || step === 'save' || step === 'preview') return
    event.preventDefault()
    const next = changed(now(), step, bank.ids)
    const [verb, key] = step.split(':')
    const place = next.parts.findIndex((part) => keyOf(part) === key)
    if (verb === 'up' || verb === 'down') {
      focus.current = step
      setSaid(
        m.pulse_surveys_moved({
          place: formatNumber(place + 1),
          of: formatNumber(next.parts.length),
          text: wordsOf(next.parts[place]!),
        }),
      )
    } else {
      setSaid('')
    }
    setDraft(next)
  }

  return (
    <Form
      method="post"
      ref={form}
      onClick={stepped}
      onBlur={() => form.current && setDraft(now())}
      className="space-y-10"
    >
      {/* Enter in a field presses the first button of a form. */}
      <button name="do" value="save" className="sr-only" tabIndex={-1} aria-hidden="true" />
      <ErrorSummary errors={errors} />
      {basedOn !== null && <input type="hidden" name="basedOn" value={basedOn} />}
      <ThreeLanguages
        legend={<span className="text-xl font-semibold">{m.pulse_surveys_name()}</span>}
        hint={m.pulse_surveys_name_hint()}
        name={field.title}
        words={draft.title}
        faultAt={faultAt}
      />

      <section className="space-y-3" id={ORDER_FIELD} tabIndex={-1}>
        <h2>{m.pulse_surveys_order()}</h2>
        <p role="status" className="text-muted">
          {length}
        </p>
        {faultAt.has(ORDER_FIELD) && (
          <FieldError id={ORDER_FIELD}>{messageOf(faultAt.get(ORDER_FIELD)!)}</FieldError>
        )}
        {draft.parts.length === 0 ? (
          <p className="text-muted">{m.pulse_surveys_order_none()}</p>
        ) : (
          <ol className="divide-y divide-line border-y border-line">
            {draft.parts.map((part, i) => (
              <li key={keyOf(part)} className="flex items-center gap-1 py-1.5">
                <input type="hidden" name="part" value={keyOf(part)} />
                <span className="w-7 shrink-0 text-muted tabular-nums">{formatNumber(i + 1)}</span>
                <span className="min-w-0 flex-1 break-words">
                  <bdi>{wordsOf(part)}</bdi>
                  <span className="block text-sm text-muted">
                    {'bank' in part ? lines.get(part.bank)?.group : ownName(part.own.kind)}
                  </span>
                </span>
                <StepButton
                  step={`up:${keyOf(part)}`}
                  label={`${m.pulse_surveys_up()}: ${wordsOf(part)}`}
                  icon="arrow-up"
                  disabled={i === 0}
                />
                <StepButton
                  step={`down:${keyOf(part)}`}
                  label={`${m.pulse_surveys_down()}: ${wordsOf(part)}`}
                  icon="arrow-down"
                  disabled={i === draft.parts.length - 1}
                />
                <StepButton
                  step={`drop:${keyOf(part)}`}
                  label={`${m.pulse_surveys_drop()}: ${wordsOf(part)}`}
                  icon="x"
                />
              </li>
            ))}
          </ol>
        )}
        <p role="status" className="sr-only">
          {said}
        </p>
      </section>

      <section className="space-y-3">
        <h2>{m.pulse_surveys_bank()}</h2>
        <p className="text-muted">{m.pulse_surveys_bank_lead()}</p>
        <BankPicker
          bank={bank}
          chosen={chosen}
          pick={(id, wanted) => {
            const had = now()
            const ids = had.parts.flatMap((part) => ('bank' in part ? part.bank : []))
            const wish = wanted ? [...ids, id] : ids.filter((one) => one !== id)
            setDraft(picked(had, wish, bank.ids))
          }}
        />
        <noscript>
          <Button look="second" name="do" value="update" formNoValidate>
            {m.pulse_surveys_update()}
          </Button>
        </noscript>
      </section>

      <section className="space-y-4">
        <h2>{m.pulse_surveys_own()}</h2>
        <p className="text-muted">{m.pulse_surveys_own_lead()}</p>
        {draft.parts.map(
          (part, i) =>
            'own' in part && (
              <OwnQuestion
                key={part.own.key}
                own={part.own}
                place={i + 1}
                faultAt={faultAt}
                Step={StepButton}
              />
            ),
        )}
        <div className="flex flex-wrap gap-3">
          {OWN_KINDS.map((kind) => (
            <Button key={kind} look="second" name="do" value={`add:${kind}`} formNoValidate>
              <Icon name="plus" />
              {{
                item: m.pulse_surveys_add_item,
                choice: m.pulse_surveys_add_choice,
                comment: m.pulse_surveys_add_comment,
              }[kind]()}
            </Button>
          ))}
        </div>
      </section>

      <div className="flex flex-wrap items-center gap-3 border-t border-line bg-paper py-3 sm:sticky sm:bottom-0">
        <p aria-hidden="true" className="hidden flex-1 text-sm sm:block">
          {length}
        </p>
        <Button name="do" value="save" disabled={busy}>
          {basedOn === null
            ? m.pulse_surveys_save()
            : m.pulse_surveys_save_version({ version: formatNumber(basedOn + 1) })}
        </Button>
        <Button name="do" value="preview" look="second" disabled={busy}>
          {m.pulse_surveys_save_preview()}
        </Button>
      </div>
    </Form>
  )
}

function useKinds(bank: BankView) {
  return (part: DraftPart): Question['kind'] => {
    if ('own' in part) return part.own.kind
    if (part.bank === bank.ids.enps) return 'enps'
    return bank.ids.comments.includes(part.bank) ? 'comment' : 'item'
  }
}

/** What stands in the list for each question of the bank, and under which heading it is found. */
function useLines(bank: BankView) {
  return useMemo(() => {
    const rows = [
      { name: m.pulse_surveys_enps(), items: [bank.enps] },
      ...bank.drivers,
      { name: m.pulse_surveys_words(), items: bank.comments },
    ]
    return new Map(
      rows.flatMap(({ name, items }) =>
        items.map(({ id, text }) => [id, { text, group: name }] as const),
      ),
    )
  }, [bank])
}
