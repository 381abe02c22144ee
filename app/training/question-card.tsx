import { Form } from '@remix-run/react'
import { useEffect, useRef, type ReactNode } from 'react'
import { m } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { FieldError } from '../ui/field.tsx'
import { Icon } from '../ui/icon.tsx'
import { Notice } from '../ui/notice.tsx'
import type { Screen } from './screen.ts'
import { InlineText } from './text.tsx'

type Asked = Extract<Screen, { kind: 'guess' | 'question' }>

interface FormProps {
  screen: Asked
  error?: string | undefined
  /** Where the answer goes, if not to the page itself. */
  action?: string
  /** What else is asked, between the options and the button. */
  children?: ReactNode
}

/** A question before its answer: three rows to tap, or the keys 1 to 3. */
export function QuestionForm({ screen, error, action, children }: FormProps) {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    function choose(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || !/^[1-3]$/.test(event.key)) return
      const radio = form.current?.querySelectorAll<HTMLInputElement>('input[type=radio]')
      radio?.[Number(event.key) - 1]?.click()
      radio?.[Number(event.key) - 1]?.focus()
    }
    window.addEventListener('keydown', choose)
    return () => window.removeEventListener('keydown', choose)
  }, [])
  return (
    <Form ref={form} method="post" {...(action ? { action } : {})} className="space-y-6">
      <fieldset aria-describedby={error ? 'choice-error' : undefined} className="space-y-2.5">
        <legend className="sr-only">
          <InlineText nodes={screen.prompt} />
        </legend>
        {error && <FieldError id="choice">{error}</FieldError>}
        {screen.options.map((option) => (
          <label key={option.id} className="choice">
            <input type="radio" name="choice" value={option.id} required />
            <span>
              <InlineText nodes={option.text} />
            </span>
          </label>
        ))}
      </fieldset>
      {children}
      <Button className="w-full sm:w-auto">{m.training_answer()}</Button>
    </Form>
  )
}

/** After the answer: every option with its why, the best one first to the eye; `back` says when it is asked again. */
export function QuestionFeedback({ screen, back }: { screen: Asked; back?: string }) {
  const { feedback } = screen
  if (!feedback) return null
  const fits = feedback.choice === feedback.best
  return (
    <div className="space-y-5">
      <Notice look={fits ? 'good' : 'info'} live="status">
        <p className="font-medium">{fits ? m.training_fits() : m.training_other_fits()}</p>
        {!fits && !back && screen.kind === 'question' && <p>{m.training_comes_again()}</p>}
        {back && <p>{back}</p>}
        <p className="text-sm text-muted">{m.common_saved()}</p>
      </Notice>
      <ul className="space-y-3">
        {screen.options.map(({ id, text }) => {
          const best = id === feedback.best
          const mine = id === feedback.choice
          return (
            <li
              key={id}
              className={`rounded-xl border-[1.5px] p-4 ${best ? 'border-accent bg-accent-soft' : 'border-line bg-raised'}`}
            >
              {(best || mine) && (
                <p className="mb-1.5 flex flex-wrap gap-x-4 gap-y-1 text-sm font-medium">
                  {best && (
                    <span className="inline-flex items-center gap-1.5 text-accent">
                      <Icon name="circle-check" className="size-4" />
                      {m.training_best()}
                    </span>
                  )}
                  {mine && (
                    <span className="inline-flex items-center gap-1.5">
                      <Icon name="user-check" className="size-4" />
                      {m.training_your_choice()}
                    </span>
                  )}
                </p>
              )}
              <p className="font-medium">
                <InlineText nodes={text} />
              </p>
              <p className="mt-1">
                <InlineText nodes={feedback.why[id]} />
              </p>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
