import { useState } from 'react'
import { m } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { InlineText, Text } from '../text.tsx'
import { DoingForm, useDoing } from './interactive.tsx'
import type { ViewOf } from './kinds.ts'

type View = ViewOf<'values'>

/** Our strengths in their order; then what each customer asks for, and where the two meet. */
export default function Values({ view }: { view: View }) {
  const { ranked, next, heard, after } = view
  const last = heard.at(-1)
  return (
    <>
      {ranked ? <Strengths view={view} /> : <Ranking view={view} />}
      {last && next && <Meeting heard={last} />}
      {next && <Customer view={view} next={next} />}
      {!next && heard.map((one) => <Meeting key={one.id} heard={one} last={one === last} />)}
      {after && (
        <div className="prose">
          <Text nodes={after} />
        </div>
      )}
    </>
  )
}

function Ranking({ view }: { view: View }) {
  const { values, strong } = view
  const [pressed, setPressed] = useState('')
  const now = values.findIndex(({ id }) => pressed.endsWith(`:${id}`))
  const button =
    'grid size-11 place-items-center rounded-xl border-[1.5px] border-edge hover:border-ink aria-disabled:opacity-35'
  return (
    <DoingForm
      className="space-y-4"
      onSubmit={(event) => {
        const { submitter } = event.nativeEvent as SubmitEvent
        setPressed((submitter as HTMLButtonElement | null)?.value ?? '')
      }}
    >
      <ol className="space-y-2.5">
        {values.map(({ id, name }, index) => (
          <li
            key={id}
            className={`flex items-center gap-3 rounded-xl border-[1.5px] p-3 ${index < strong ? 'border-accent bg-accent-soft' : 'border-line bg-raised'}`}
          >
            <span aria-hidden="true" className="w-6 shrink-0 text-center text-lg font-semibold">
              {index + 1}
            </span>
            <span className="min-w-0 flex-1 font-medium">{name}</span>
            <span className="flex shrink-0 gap-1.5">
              <button
                id={`up-${id}`}
                name="do"
                value={`up:${id}`}
                aria-label={m.training_work_up({ text: name })}
                aria-disabled={index === 0 || undefined}
                className={button}
              >
                <Icon name="arrow-up" />
              </button>
              <button
                id={`down-${id}`}
                name="do"
                value={`down:${id}`}
                aria-label={m.training_work_down({ text: name })}
                aria-disabled={index === values.length - 1 || undefined}
                className={button}
              >
                <Icon name="arrow-down" />
              </button>
            </span>
          </li>
        ))}
      </ol>
      <p role="status" className="sr-only">
        {now >= 0 &&
          m.training_work_moved({ text: values[now]!.name, now: now + 1, of: values.length })}
      </p>
      <p className="text-sm text-muted">{m.training_values_top({ n: strong })}</p>
      <Button look="second" name="do" value="ranked" className="w-full sm:w-auto">
        {m.training_values_ranked()}
      </Button>
    </DoingForm>
  )
}

function Strengths({ view: { values, strong } }: { view: View }) {
  return (
    <section>
      <h2 className="text-base">{m.training_values_ours()}</h2>
      <ol className="mt-2 space-y-1">
        {values.slice(0, strong).map(({ id, name }, index) => (
          <li key={id} className="flex items-center gap-2 font-medium">
            <span aria-hidden="true" className="w-5 text-center text-accent">
              {index + 1}
            </span>
            {name}
          </li>
        ))}
      </ol>
      <p className="mt-2 text-sm text-muted">
        {m.training_values_rest()}:{' '}
        {values
          .slice(strong)
          .map(({ name }) => name)
          .join(' · ')}
      </p>
    </section>
  )
}

function Customer({ view, next }: { view: View; next: NonNullable<View['next']> }) {
  const { values, heard, of } = view
  const { error } = useDoing()
  return (
    <DoingForm className="space-y-4" key={next.id}>
      <div>
        <p className="text-sm text-muted">
          {m.training_values_customer({ now: heard.length + 1, of })}
        </p>
        <h2 tabIndex={-1} data-next="" className="mt-1">
          <bdi>{next.name}</bdi>
        </h2>
        <p className="mt-2 text-lg">
          <InlineText nodes={next.says} />
        </p>
      </div>
      <fieldset
        aria-describedby={error ? 'doing-error heard-hint' : 'heard-hint'}
        className="space-y-2"
      >
        <legend className="mb-1 font-medium">{m.training_values_heard()}</legend>
        <p id="heard-hint" className="text-sm text-muted">
          {m.training_values_heard_hint()}
        </p>
        <div className="grid gap-2 sm:grid-cols-2">
          {values.map(({ id, name }) => (
            <label key={id} className="choice">
              <input type="checkbox" name="value" value={id} />
              <span>{name}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <Button look="second" name="do" value={`heard:${next.id}`} className="w-full sm:w-auto">
        {m.training_values_compare()}
      </Button>
    </DoingForm>
  )
}

/** Where the customer's words and our strengths meet; a sign and words, never colour alone. */
function Meeting({ heard, last = false }: { heard: View['heard'][number]; last?: boolean }) {
  const { name, says, said, beside, why } = heard
  const meets = said.filter(({ strong }) => strong).length
  return (
    <section className={`space-y-3 border-s-4 ps-4 ${meets > 0 ? 'border-accent' : 'border-edge'}`}>
      <p className="text-sm text-muted">
        <bdi className="font-medium">{name}:</bdi> <InlineText nodes={says} />
      </p>
      <h2
        className="flex items-start gap-2 text-base"
        tabIndex={-1}
        data-next={last ? '' : undefined}
      >
        <Icon
          name={meets > 0 ? 'heart-handshake' : 'hand-heart'}
          className="mt-0.5 size-5 text-accent"
        />
        {meets > 0 ? m.training_values_meets({ n: meets }) : m.training_values_no_fit()}
      </h2>
      <div>
        <p className="text-sm text-muted">{m.training_values_in_words()}</p>
        <ul className="mt-1 space-y-1.5">
          {said.map((value) => (
            <li key={value.id} className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
              <span
                className={`inline-flex items-center gap-1.5 rounded-full border-[1.5px] px-3 py-1 ${value.strong ? 'border-accent bg-accent-soft font-semibold' : 'border-line bg-raised'}`}
              >
                {value.strong && <Icon name="sparkles" className="size-4 text-accent" />}
                {value.name}
              </span>
              <span className="text-sm text-muted">
                {value.strong ? m.training_values_strong() : m.training_values_not_strong()}
                {!value.heard && ` · ${m.training_values_missed()}`}
              </span>
            </li>
          ))}
        </ul>
      </div>
      {beside.length > 0 && (
        <p className="text-sm">
          {m.training_values_beside({ names: beside.map((value) => value.name).join(', ') })}
        </p>
      )}
      <Text nodes={why} />
    </section>
  )
}
