import { m } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { IntervalBar } from '../../ui/interval-bar.tsx'
import { InlineText, Text } from '../text.tsx'
import { DoingForm } from './interactive.tsx'
import type { ViewOf } from './kinds.ts'
import type { OwnFigure, Trust } from './ours.ts'

const ICONS = { rely: 'badge-check', care: 'scale', 'not-yet': 'eye-off' } as const

function trustName(trust: Trust): string {
  return trust === 'rely'
    ? m.training_ours_rely()
    : trust === 'care'
      ? m.training_ours_care()
      : m.training_ours_not_yet()
}

/** The portal's own figures: the reader's judgement first, then the portal's. */
export default function Ours({ view }: { view: ViewOf<'ours'> }) {
  const { figures, of, after } = view
  return (
    <>
      <ol className="space-y-8">
        {figures.map((figure, index) => (
          <li key={figure.id}>
            <Own figure={figure} now={index + 1} of={of} next={index === figures.length - 1} />
          </li>
        ))}
      </ol>
      {after && (
        <div className="prose">
          <Text nodes={after} />
        </div>
      )}
    </>
  )
}

function Own({
  figure,
  now,
  of,
  next,
}: {
  figure: OwnFigure
  now: number
  of: number
  next: boolean
}) {
  const { id, prompt, says, bar, graded } = figure
  return (
    <section className="space-y-4" aria-labelledby={`own-${id}`}>
      <div>
        <p className="text-sm text-muted">{m.training_ours_now({ now, of })}</p>
        <h2 id={`own-${id}`} tabIndex={-1} data-next={next ? '' : undefined} className="mt-1">
          <InlineText nodes={prompt} />
        </h2>
      </div>
      <div className="space-y-2 rounded-2xl border border-line bg-raised p-5 normal-nums">
        {bar && <IntervalBar {...bar} />}
        {says.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      {graded ? (
        <div className="space-y-2">
          <Judged who={m.training_ours_mine} trust={graded.mine} />
          <Judged who={m.training_ours_portal} trust={graded.portal} />
          <p>{graded.because}</p>
          <Text nodes={graded.why} />
        </div>
      ) : (
        <DoingForm>
          <fieldset>
            <legend className="mb-2 font-medium">{m.training_ours_ask()}</legend>
            <div className="grid gap-2.5 sm:grid-cols-3">
              {(['rely', 'care', 'not-yet'] as const).map((trust) => (
                <Button key={trust} look="second" name="do" value={`trust:${id}:${trust}`}>
                  {trustName(trust)}
                </Button>
              ))}
            </div>
          </fieldset>
        </DoingForm>
      )}
    </section>
  )
}

function Judged({ who, trust }: { who: typeof m.training_ours_mine; trust: Trust }) {
  return (
    <p className="flex items-center gap-2 font-medium">
      <Icon name={ICONS[trust]} className="size-5 text-accent" />
      {who({ trust: trustName(trust) })}
    </p>
  )
}
