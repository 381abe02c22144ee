import { type FormEvent, useRef, useState } from 'react'
import { formatNumber, formatScore } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { IntervalBar } from '../../ui/interval-bar.tsx'
import { Text } from '../text.tsx'
import { DoingForm, useAwake, useDoing } from './interactive.tsx'
import type { ViewOf } from './kinds.ts'
import type { TokenBand } from './tokens.ts'

type View = ViewOf<'tokens'>

/** Twenty marks: where their bands lie, what score they give, how sure it would be; then our own score. */
export default function Tokens({ view }: { view: View }) {
  const { marks, bands, score, margin, mine, after } = view
  return (
    <>
      {marks && <Draw marks={marks} />}
      {bands && <Bands bands={bands} asked={score === null} />}
      {bands && (score ? <Worked score={score} /> : <Ask />)}
      {margin && <Range margin={margin} />}
      {mine && <Mine mine={mine} />}
      {after && (
        <div className="prose">
          <Text nodes={after} />
        </div>
      )}
    </>
  )
}

/** Figures stay left to right inside their own box, also in Hebrew. */
function Token({ mark }: { mark: number }) {
  return (
    <bdi className="grid size-10 place-items-center rounded-full border-[1.5px] border-edge bg-raised font-semibold tabular-nums">
      {mark}
    </bdi>
  )
}

function Draw({ marks }: { marks: number[] }) {
  const { sent, error } = useDoing()
  const select = (id: 'low' | 'high', label: string, from: number, to: number) => (
    <SelectField
      id={id}
      name={id}
      label={label}
      defaultValue={sent[id] ?? ''}
      required
      aria-describedby={error ? 'doing-error' : undefined}
    >
      <option value="" />
      {Array.from({ length: to - from + 1 }, (_, at) => (
        // As text: where nothing is chosen, Preact would choose a number 0.
        <option key={at} value={String(from + at)}>
          {from + at}
        </option>
      ))}
    </SelectField>
  )
  return (
    <>
      <section aria-labelledby="marks" className="space-y-3">
        <h2 id="marks" className="text-base">
          {m.training_tokens_marks()}
        </h2>
        <ul className="flex flex-wrap gap-2">
          {marks.map((mark, index) => (
            <li key={index}>
              <Token mark={mark} />
            </li>
          ))}
        </ul>
      </section>
      <DoingForm className="space-y-4">
        <div className="grid gap-4 sm:grid-cols-2">
          {select('low', m.training_tokens_low(), 0, 8)}
          {select('high', m.training_tokens_high(), 1, 9)}
        </div>
        <Button look="second" name="do" value="bands" className="w-full sm:w-auto">
          {m.training_tokens_bands_set()}
        </Button>
      </DoingForm>
    </>
  )
}

function bandName(band: TokenBand['band']): string {
  return band === 'promoter'
    ? m.training_tokens_promoter()
    : band === 'passive'
      ? m.training_tokens_passive()
      : m.training_tokens_detractor()
}

const SIGNS = { detractor: 'frown', passive: 'meh', promoter: 'smile' } as const

function Bands({ bands, asked }: { bands: NonNullable<View['bands']>; asked: boolean }) {
  const { mine, fit, rows, why } = bands
  return (
    <section className="space-y-4">
      <div className="space-y-1">
        <h2 className="text-base" tabIndex={-1} data-next={asked ? '' : undefined}>
          {fit
            ? m.training_tokens_bands_fit()
            : m.training_tokens_bands_differ({
                low: mine.low,
                next: mine.low + 1,
                high: mine.high,
                top: mine.high + 1,
              })}
        </h2>
        <Text nodes={why} />
      </div>
      <ul className="divide-y divide-line border-y border-line">
        {rows.map(({ band, from, to, marks }) => (
          <li key={band} className="space-y-2 py-3">
            <p className="flex items-center gap-2 font-medium">
              <Icon name={SIGNS[band]} className="size-5 text-accent" />
              {m.training_tokens_band({ name: bandName(band), from, to, n: marks.length })}
            </p>
            <div className="flex flex-wrap gap-2" aria-hidden="true">
              {marks.map((mark, index) => (
                <Token key={index} mark={mark} />
              ))}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Ask() {
  const { sent, error } = useDoing()
  return (
    <DoingForm className="space-y-4" noValidate>
      <TextField
        id="score"
        name="score"
        dir="ltr"
        inputMode="text"
        autoComplete="off"
        maxLength={6}
        label={m.training_tokens_score()}
        hint={m.training_tokens_score_hint()}
        error={error ?? undefined}
        defaultValue={sent.score ?? ''}
        className="max-w-32"
      />
      <Button look="second" name="do" value="score" className="w-full sm:w-auto">
        {m.training_tokens_score_check()}
      </Button>
    </DoingForm>
  )
}

const points = (value: number) => `\u2066${formatScore(value)}\u2069`

function Worked({ score }: { score: NonNullable<View['score']> }) {
  const { mine, nps, promoters, detractors, n, why } = score
  const fits = mine === nps
  return (
    <section className="space-y-2">
      <h2 className="flex items-start gap-2 text-base" tabIndex={-1} data-next="">
        <Icon
          name={fits ? 'circle-check' : 'arrow-right'}
          flip={!fits}
          className="mt-0.5 size-5 text-accent"
        />
        {fits
          ? m.training_tokens_score_fits({ score: points(nps ?? 0) })
          : m.training_tokens_score_differs({ mine: points(mine ?? 0), score: points(nps ?? 0) })}
      </h2>
      <p className="font-medium">{m.training_tokens_sum({ promoters, detractors, n })}</p>
      <Text nodes={why} />
    </section>
  )
}

/** The slider answers by itself once the page is awake; letting go of it keeps it. */
function Range({ margin }: { margin: NonNullable<View['margin']> }) {
  const { stops, body } = margin
  const first = stops[0]!
  const last = stops.at(-1)!
  const step = (stops[1]?.n ?? 0) - first.n
  const [n, setN] = useState(margin.n ?? first.n)
  const { fetcher } = useDoing()
  const awake = useAwake()
  const form = useRef<HTMLFormElement>(null)
  const kept = useRef(margin.n)
  const at = stops.find((stop) => stop.n === n) ?? first
  function keep() {
    if (!awake || !form.current || kept.current === n) return
    kept.current = n
    const sent = new FormData(form.current)
    sent.set('do', 'n')
    fetcher.submit(sent, { method: 'post' })
  }
  function submit(event: FormEvent) {
    if (!awake) return
    event.preventDefault()
    keep()
  }
  const ends = { low: points(at.low), high: points(at.high) }
  const says =
    at.value === null
      ? m.training_tokens_n_interval({ n: at.n, ...ends })
      : m.training_tokens_n_value({ n: at.n, score: points(at.value), ...ends })
  return (
    <section className="space-y-4">
      <h2 className="text-base">{m.training_tokens_margin()}</h2>
      <Text nodes={body} />
      <DoingForm ref={form} onSubmit={submit} onBlur={keep} className="space-y-3">
        <div className="flex items-baseline justify-between gap-4">
          <label htmlFor="n" className="font-medium">
            {m.training_tokens_n()}
          </label>
          <output htmlFor="n" className="text-lg font-semibold">
            {formatNumber(n)}
          </output>
        </div>
        <input
          id="n"
          name="n"
          type="range"
          min={first.n}
          max={last.n}
          step={step}
          value={n}
          onChange={(event) => setN(Number(event.currentTarget.value))}
          onPointerUp={keep}
          onKeyUp={keep}
          aria-valuetext={says}
          className="h-11 w-full accent-accent"
        />
        <IntervalBar low={at.low} high={at.high} value={at.value} />
        <p className="font-medium" aria-live="polite">
          {says}
        </p>
        <Button
          look="second"
          name="do"
          value="n"
          className={awake ? 'sr-only' : 'w-full sm:w-auto'}
          tabIndex={awake ? -1 : undefined}
          aria-hidden={awake || undefined}
        >
          {m.training_tokens_n_show()}
        </Button>
      </DoingForm>
      <p className="text-sm text-muted">{m.training_tokens_gates()}</p>
    </section>
  )
}

function Mine({ mine }: { mine: NonNullable<View['mine']> }) {
  const { low, high, value, says } = mine
  return (
    <section className="space-y-2 rounded-2xl bg-accent-soft p-5 normal-nums">
      <h2 className="text-base">{m.training_tokens_mine()}</h2>
      {low !== null && high !== null && <IntervalBar low={low} high={high} value={value} />}
      {says.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </section>
  )
}
