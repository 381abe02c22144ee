import { m } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { wordsOf } from '../text.ts'
import { InlineText, Text } from '../text.tsx'
import { DoingForm } from './interactive.tsx'
import type { ViewOf } from './kinds.ts'

type View = ViewOf<'order'>
type Step = View['steps'][number]

/** Steps to bring into an order, each with a button up and a button down; then the order that fits best. */
export default function Order({ view }: { view: View }) {
  const { steps, moved, compared, after } = view
  const now = steps.findIndex(({ id }) => id === moved)
  const elsewhere = steps.filter(({ had }, index) => had !== index + 1).length
  return (
    <>
      <DoingForm className="space-y-4">
        <ol className="space-y-2.5">
          {steps.map((step, index) => (
            <li
              key={step.id}
              className="flex items-center gap-3 rounded-xl border-[1.5px] border-line bg-raised p-3"
            >
              <span aria-hidden="true" className="w-6 shrink-0 text-center text-lg font-semibold">
                {index + 1}
              </span>
              {compared ? (
                <Compared step={step} place={index + 1} />
              ) : (
                <>
                  <p className="min-w-0 flex-1 font-medium">
                    <InlineText nodes={step.text} />
                  </p>
                  <Moves step={step} first={index === 0} last={index === steps.length - 1} />
                </>
              )}
            </li>
          ))}
        </ol>
        {!compared && (
          <Button name="do" value="compare" look="second" className="w-full sm:w-auto">
            {m.training_work_compare()}
          </Button>
        )}
      </DoingForm>
      <div role="status" className={compared ? 'font-medium' : 'sr-only'}>
        {compared
          ? elsewhere === 0
            ? m.training_work_all_same()
            : m.training_work_elsewhere_count({ n: elsewhere })
          : now >= 0 &&
            m.training_work_moved({
              text: wordsOf(steps[now]?.text ?? []),
              now: now + 1,
              of: steps.length,
            })}
      </div>
      {after && (
        <div className="prose">
          <Text nodes={after} />
        </div>
      )}
    </>
  )
}

/** At an end a button stays where it is, so that the focus stays too; pressed, it moves nothing. */
function Moves({ step, first, last }: { step: Step; first: boolean; last: boolean }) {
  const text = wordsOf(step.text)
  const button =
    'grid size-11 place-items-center rounded-xl border-[1.5px] border-edge hover:border-ink aria-disabled:opacity-35'
  return (
    <span className="flex shrink-0 gap-1.5">
      <button
        id={`up-${step.id}`}
        name="do"
        value={`up:${step.id}`}
        aria-label={m.training_work_up({ text })}
        aria-disabled={first || undefined}
        className={button}
      >
        <Icon name="arrow-up" />
      </button>
      <button
        id={`down-${step.id}`}
        name="do"
        value={`down:${step.id}`}
        aria-label={m.training_work_down({ text })}
        aria-disabled={last || undefined}
        className={button}
      >
        <Icon name="arrow-down" />
      </button>
    </span>
  )
}

function Compared({ step, place }: { step: Step; place: number }) {
  const same = step.had === place
  return (
    <div className="min-w-0 flex-1 space-y-1">
      <p className="font-medium">
        <InlineText nodes={step.text} />
      </p>
      <p
        className={`flex items-start gap-1.5 text-sm font-medium ${same ? 'text-accent' : 'text-muted'}`}
      >
        <Icon name={same ? 'circle-check' : 'arrow-right'} flip={!same} className="mt-0.5 size-4" />
        {same ? m.training_work_same_place() : m.training_work_other_place({ now: step.had })}
      </p>
      <div>{step.why && <Text nodes={step.why} />}</div>
    </div>
  )
}
