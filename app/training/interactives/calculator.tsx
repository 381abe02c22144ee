import { type FormEvent, useRef, useState } from 'react'
import { formatNumber, formatShare } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { FieldError } from '../../ui/field.tsx'
import {
  chainBands,
  INPUT_RULES,
  type InputName,
  type InputRule,
  readInputs,
} from '../calculator.ts'
import { ChainBars } from './calculator-bars.tsx'
import { Stay } from './calculator-stay.tsx'
import { PromiseLines } from '../promise-lines.tsx'
import { DoingForm, useAwake, useDoing } from './interactive.tsx'
import type { ViewOf } from './kinds.ts'

function words(name: InputName): { label: string; unit: string } {
  switch (name) {
    case 'customers':
      return { label: m.training_calc_customers(), unit: m.training_calc_customers_unit() }
    case 'returning':
      return { label: m.training_calc_returning(), unit: m.training_calc_returning_unit() }
    case 'visits':
      return { label: m.training_calc_visits(), unit: m.training_calc_visits_unit() }
    case 'referrals':
      return { label: m.training_calc_referrals(), unit: m.training_calc_referrals_unit() }
    case 'margin':
      return { label: m.training_calc_margin(), unit: m.training_calc_margin_unit() }
  }
}

/** The chain with one's own numbers: five inputs, four bands. With JavaScript the bands follow each key. */
export default function Calculator({ view }: { view: ViewOf<'calculator'> }) {
  const { rule, how, stay } = view
  const [typed, setTyped] = useState<Partial<Record<InputName, string>>>(view.typed)
  const { fetcher } = useDoing()
  const awake = useAwake()
  const form = useRef<HTMLFormElement>(null)
  const kept = useRef(typed)
  const result = useRef<HTMLDivElement>(null)
  const { inputs, wrong } = readInputs((name) => typed[name as InputName] ?? null)
  const bands = inputs && chainBands(inputs, rule?.numbers ?? null)

  // Leaving a field keeps what stands in it: nobody looks for a button where the bands move by themselves.
  function keep() {
    if (!awake || !form.current || kept.current === typed) return
    kept.current = typed
    const sent = new FormData(form.current)
    sent.set('do', 'keep')
    fetcher.submit(sent, { method: 'post' })
  }
  // Awake, the bands are already there: the button only leads to them.
  function show(event: FormEvent) {
    const { submitter } = event.nativeEvent as SubmitEvent
    if (!awake || (submitter as HTMLButtonElement | null)?.value.startsWith('look')) return
    event.preventDefault()
    keep()
    result.current?.focus()
  }

  return (
    <>
      <DoingForm ref={form} className="space-y-6" onSubmit={show} onBlur={keep} noValidate>
        {/* What Enter in a field presses: the first button of a form. */}
        <button name="do" value="keep" tabIndex={-1} aria-hidden="true" className="sr-only" />
        <Tabs stay={stay} />
        {stay ? (
          <Stay text={view.experiment} before={view.before} after={view.after} />
        ) : (
          <>
            {INPUT_RULES.map((input) => (
              <ChainInput
                key={input.name}
                input={input}
                value={typed[input.name] ?? ''}
                wrong={wrong.includes(input.name)}
                awake={awake}
                onType={(value) => setTyped((before) => ({ ...before, [input.name]: value }))}
              />
            ))}
            <Button look="second" name="do" value="keep" className="w-full sm:w-auto">
              {m.training_calc_show()}
            </Button>
          </>
        )}
      </DoingForm>
      {!stay && (
        <>
          <div ref={result} tabIndex={-1} aria-live="polite" className="outline-none">
            <ChainBars bands={bands} rule={rule} />
          </div>
          {view.promise && <Promised promise={view.promise} />}
          <section className="prose rounded-xl bg-sunk p-4 text-sm normal-nums">
            <h2 className="text-base">{m.training_calc_how()}</h2>
            {how.map((sentence, index) => (
              <p key={index} className={index === how.length - 1 ? 'font-medium' : undefined}>
                {sentence}
              </p>
            ))}
            {rule?.numbers && (
              <p>
                {m.training_calc_shared_formula({
                  share: formatShare(rule.numbers.share),
                  hurdle: formatNumber(rule.numbers.hurdle),
                })}
              </p>
            )}
          </section>
        </>
      )}
    </>
  )
}

/** Under the last bar: what the leader of this team said, and HR approved. */
function Promised({ promise }: { promise: NonNullable<ViewOf<'calculator'>['promise']> }) {
  const { leader, language, lines } = promise
  return (
    <section aria-labelledby="promised" className="space-y-3 rounded-2xl bg-accent-soft p-5">
      <h2 id="promised">{m.training_promise_from({ name: `\u2068${leader}\u2069` })}</h2>
      <PromiseLines lines={lines} language={language} />
    </section>
  )
}

function Tabs({ stay }: { stay: boolean }) {
  const tab = (chosen: boolean) =>
    `grid min-h-11 flex-1 place-items-center rounded-lg px-3 text-center ${chosen ? 'bg-raised font-medium text-ink shadow-sm' : 'text-muted'}`
  return (
    <div
      role="group"
      aria-label={m.training_calc_tab_label()}
      className="flex gap-1 rounded-xl border border-line bg-sunk p-1"
    >
      <button name="do" value="look:chain" className={tab(!stay)} aria-pressed={!stay}>
        {m.training_calc_tab_chain()}
      </button>
      <button name="do" value="look:stay" className={tab(stay)} aria-pressed={stay}>
        {m.training_calc_tab_stay()}
      </button>
    </div>
  )
}

interface InputProps {
  input: InputRule
  value: string
  wrong: boolean
  awake: boolean
  onType: (value: string) => void
}

/** A number field, and a slider that follows it once the page is awake; its room is kept before. */
function ChainInput({ input, value, wrong, awake, onType }: InputProps) {
  const { name, min, max, step, slider } = input
  const { label, unit } = words(name)
  const described = [`${name}-unit`, wrong && `${name}-error`].filter(Boolean).join(' ')
  return (
    <div className="space-y-1">
      <label htmlFor={name} className="block font-medium">
        {label}
      </label>
      <p id={`${name}-unit`} className="text-sm text-muted">
        {unit}
      </p>
      {wrong && (
        <FieldError id={name}>
          {m.training_calc_wrong({ name: label, min: formatNumber(min), max: formatNumber(max) })}
        </FieldError>
      )}
      <div className="flex items-center gap-4">
        <input
          id={name}
          name={name}
          type="number"
          inputMode="decimal"
          min={min}
          max={max}
          step="any"
          value={value}
          onChange={(event) => onType(event.currentTarget.value)}
          aria-invalid={wrong || undefined}
          aria-describedby={described}
          className={`min-h-12 w-32 rounded-xl border-[1.5px] bg-raised px-3.5 py-2.5 text-base ${wrong ? 'border-bad' : 'border-edge'}`}
        />
        <input
          type="range"
          min={min}
          max={slider}
          step={step}
          value={Math.min(slider, Number(value) || min)}
          onChange={(event) => onType(event.currentTarget.value)}
          aria-label={m.training_calc_slider({ name: label })}
          className={`h-11 min-w-0 flex-1 accent-accent ${awake ? '' : 'invisible'}`}
        />
      </div>
    </div>
  )
}
