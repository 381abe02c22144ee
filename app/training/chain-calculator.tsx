import { Form } from '@remix-run/react'
import { useRef, useState, useSyncExternalStore, type FormEvent } from 'react'
import { formatNumber, formatShare } from '../i18n/format.ts'
import { m } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { FieldError } from '../ui/field.tsx'
import {
  chainBands,
  INPUT_RULES,
  type InputName,
  type InputRule,
  readInputs,
  type ShareRule,
} from './calculator.ts'
import { ChainBars } from './chain-bars.tsx'

/** How the company shares: its words, and its numbers where it gave any. */
export interface RuleView {
  text: string
  language: string
  numbers: ShareRule | null
}

interface Props {
  /** As it came with the address, so that it works before JavaScript and Back restores it. */
  typed: Partial<Record<InputName, string>>
  rule: RuleView | null
  /** How it is counted, always in sight; the last sentence says who decides the last bar. */
  how: string[]
}

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

/** The chain with one's own numbers: five inputs, four bands. Nothing typed here is stored. */
export function ChainCalculator({ typed: sent, rule, how }: Props) {
  const [typed, setTyped] = useState(sent)
  const awake = useAwake()
  const result = useRef<HTMLDivElement>(null)
  const { inputs, wrong } = readInputs((name) => typed[name as InputName] ?? null)
  const bands = inputs && chainBands(inputs, rule?.numbers ?? null)

  function type(name: InputName, value: string) {
    const next = { ...typed, [name]: value }
    setTyped(next)
    keepInAddress(next)
  }
  // Awake, the bands are already there: the button only leads to them.
  function show(event: FormEvent) {
    event.preventDefault()
    result.current?.focus()
  }

  return (
    <>
      <Form method="get" className="space-y-6" onSubmit={awake ? show : undefined} noValidate>
        {INPUT_RULES.map((input) => (
          <ChainInput
            key={input.name}
            input={input}
            value={typed[input.name] ?? ''}
            wrong={wrong.includes(input.name)}
            awake={awake}
            onType={(value) => type(input.name, value)}
          />
        ))}
        <Button look="second" className="w-full sm:w-auto">
          {m.training_calc_show()}
        </Button>
      </Form>
      <div ref={result} tabIndex={-1} aria-live="polite" className="outline-none">
        <ChainBars bands={bands} rule={rule} />
      </div>
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

/** False on the server and until the page answers by itself. */
export function useAwake(): boolean {
  return useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  )
}

/** Back and reload restore what was typed. Not a navigation: that would take the focus from the slider. */
function keepInAddress(values: Record<string, string | undefined>) {
  const url = new URL(window.location.href)
  for (const [name, value] of Object.entries(values)) {
    if (value) url.searchParams.set(name, value)
    else url.searchParams.delete(name)
  }
  window.history.replaceState(window.history.state, '', url)
}
