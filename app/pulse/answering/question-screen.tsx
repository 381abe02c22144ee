import { useEffect, useRef, useState, type FormEvent } from 'react'
import { formatNumber } from '../../i18n/format.ts'
import { m, spoken } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { TextArea } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Steps } from '../../ui/steps.tsx'
import { wordsOf } from '../item-words.tsx'
import type { Question } from '../survey.ts'
import type { Manifest } from '../manifest.ts'
import { type Draft, keyChoice, pointsAtWriter, scaleOf } from './draft.ts'
import type { Answering } from './use-answering.tsx'

interface Props {
  question: Question
  place: number
  count: number
  answering: Asking
}

/** As much of answering as one question needs; a preview has no more than this. */
export type Asking = Pick<Answering, 'change' | 'go' | 'memoryOnly' | 'refused'> & {
  draft: Pick<Draft, 'answers' | 'comments' | 'at'> | null
  checked: { manifest: Pick<Manifest, 'rareLanguages'> } | null
}

/** `envelope.ts` holds to the same limit; its code is not loaded before somebody starts. */
const COMMENT_BYTES = 6000

/** One question. Whatever is chosen is kept at once; Skip takes it away again. */
export function QuestionScreen({ question, place, count, answering }: Props) {
  const { draft, change, go, memoryOnly, refused, checked } = answering
  const { answers, comments } = draft!
  const [unanswered, setUnanswered] = useState(false)
  const value = answers[question.id]
  const text = comments[question.id] ?? ''
  const left = COMMENT_BYTES - bytesOf({ ...comments, [question.id]: text })
  const isComment = question.kind === 'comment'
  const answered = isComment ? text.trim() !== '' && left >= 0 : value !== undefined

  // Who came to the check before comes back to it from any question.
  const onward = () => go(draft!.at === count ? count : place + 1)
  const choose = (chosen: number) => {
    setUnanswered(false)
    change({ answers: { ...answers, [question.id]: chosen } })
  }
  const next = () => (answered ? onward() : setUnanswered(true))
  const skip = () => {
    const { [question.id]: _value, ...otherAnswers } = answers
    const { [question.id]: _text, ...otherComments } = comments
    change({ answers: otherAnswers, comments: otherComments })
    onward()
  }
  useKeys(question, choose, next)
  useEffect(() => {
    // Whoever writes a comment gives it a thread for replies; sealing goes without where this fails.
    if (isComment)
      void import('./exchange.client.ts').then(({ threads }) => threads()).catch(() => {})
  }, [isComment])

  return (
    <Page
      eyebrow={memoryOnly ? m.pulse_acting_kind_confidential() : m.pulse_kind()}
      title={question.text[spoken()]}
      lead={question.hint?.[spoken()]}
      key={question.id}
    >
      <Steps
        label={m.pulse_question_of({ now: formatNumber(place + 1), of: formatNumber(count) })}
        now={place}
        of={count}
      />
      <form
        className="space-y-5"
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          next()
        }}
      >
        {isComment ? (
          <>
            <TextArea
              id="comment"
              label={m.pulse_comment_label()}
              rows={6}
              value={text}
              onChange={(event) => {
                setUnanswered(false)
                change({ comments: { ...comments, [question.id]: event.target.value } })
              }}
              error={left < 0 ? m.pulse_comment_long() : undefined}
              hint={m.pulse_comment_left({ n: formatNumber(Math.max(0, left)) })}
            />
            {pointsAtWriter(text, checked!.manifest.rareLanguages) && (
              <Notice live="status">{m.pulse_comment_rare()}</Notice>
            )}
          </>
        ) : (
          <Scale question={question} value={value} choose={choose} />
        )}
        {unanswered && !answered && (
          <p role="alert" className="flex items-center gap-1.5 font-medium text-bad">
            <Icon name="circle-alert" className="size-5" />
            {isComment && left < 0 ? m.pulse_comment_long() : m.pulse_choose_or_skip()}
          </p>
        )}
        <div className="flex flex-wrap items-center gap-3">
          <Button className="max-sm:flex-1">{m.pulse_next()}</Button>
          <Button type="button" look="second" onClick={skip}>
            {m.pulse_skip()}
          </Button>
          <Button
            type="button"
            look="quiet"
            className="ms-auto"
            onClick={() => go(place === 0 ? null : place - 1)}
          >
            <Icon name="arrow-left" flip />
            {m.common_back()}
          </Button>
        </div>
      </form>
      <Kept answered={answered && !refused} memoryOnly={memoryOnly} />
      {refused && <NotKept />}
      {!isComment && (
        <p className="hidden text-sm text-muted [@media(hover:hover)]:block">{keysOf(question)}</p>
      )}
    </Page>
  )
}

function Scale({
  question,
  value,
  choose,
}: {
  question: Question
  value: number | undefined
  choose: (value: number) => void
}) {
  const input = (one: number, hidden: boolean) => (
    <input
      type="radio"
      name={question.id}
      value={one}
      checked={value === one}
      onChange={() => choose(one)}
      className={hidden ? 'sr-only' : undefined}
    />
  )
  if (question.kind === 'enps') {
    return (
      <fieldset>
        <legend className="sr-only">{question.text[spoken()]}</legend>
        <div className="grid grid-cols-6 gap-1.5 sm:grid-cols-11">
          {scaleOf(question).map((one) => (
            <label
              key={one}
              className="choice relative min-h-13 justify-center px-0 text-lg font-medium"
            >
              {input(one, true)}
              {formatNumber(one)}
            </label>
          ))}
        </div>
        <p aria-hidden="true" className="mt-1.5 flex justify-between text-sm text-muted">
          <span>{m.pulse_enps_low()}</span>
          <span>{m.pulse_enps_high()}</span>
        </p>
      </fieldset>
    )
  }
  const words = wordsOf(question)
  return (
    <fieldset className="space-y-2">
      <legend className="sr-only">{question.text[spoken()]}</legend>
      {scaleOf(question).map((one) => (
        <label key={one} className="choice">
          {input(one, false)}
          <span className="flex-1">{words[one - 1]}</span>
          <span aria-hidden="true" className="text-sm text-muted">
            {formatNumber(one)}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

function Kept({ answered, memoryOnly }: { answered: boolean; memoryOnly: boolean }) {
  return (
    <>
      <p role="status" className="min-h-6 text-sm text-muted">
        {answered && (memoryOnly ? m.pulse_kept_memory() : m.pulse_kept_device())}
      </p>
      {memoryOnly && <p className="text-sm">{m.pulse_acting_confidential_now()}</p>}
    </>
  )
}

/** Said wherever something could be lost with the page. */
export function NotKept() {
  return (
    <Notice look="warn" live="alert">
      {m.pulse_not_kept()}
    </Notice>
  )
}

function bytesOf(comments: Record<string, string>): number {
  const encoder = new TextEncoder()
  return Object.values(comments).reduce((sum, text) => sum + encoder.encode(text.trim()).length, 0)
}

function keysOf({ kind, options }: Question): string {
  if (kind === 'enps') return m.pulse_keys_enps()
  return options
    ? m.pulse_surveys_keys_choice({ most: formatNumber(options.length) })
    : m.pulse_keys_item()
}

/** 1–5, an option's number, 0–9 and T choose wherever the focus is; Enter advances where it means nothing else. */
function useKeys(question: Question, choose: (value: number) => void, next: () => void): void {
  const latest = useRef({ choose, next })
  useEffect(() => {
    latest.current = { choose, next }
  })
  useEffect(() => {
    function pressed(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      const target = event.target as HTMLElement
      const writing = target.matches('textarea, select, input:not([type=radio])')
      const chosen = writing ? null : keyChoice(question, event.key, event.code)
      if (chosen !== null) {
        event.preventDefault()
        latest.current.choose(chosen)
      }
      // Within the form Enter submits by itself; on a button or link it presses that.
      const free = !writing && !target.closest('a, button, summary, form')
      if (event.key === 'Enter' && free) {
        event.preventDefault()
        latest.current.next()
      }
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  }, [question])
}
