import { m } from '../../i18n/messages.ts'
import { Icon } from '../../ui/icon.tsx'
import type { IconName } from '../../ui/icon-names.ts'
import { InlineText, Text } from '../text.tsx'
import { DoingForm } from './interactive.tsx'
import type { ViewOf } from './kinds.ts'

type View = ViewOf<'dialogue'>
type Past = View['past'][number]

const FITS: Record<Past['fit'], { icon: IconName; look: string; words: () => string }> = {
  good: { icon: 'circle-check', look: 'text-accent', words: () => m.training_work_fit_good() },
  fair: { icon: 'meh', look: '', words: () => m.training_work_fit_fair() },
  poor: { icon: 'frown', look: '', words: () => m.training_work_fit_poor() },
}

/** A talk in turns: what was said stays on the page, the turn that is on stands below it. */
export default function Dialogue({ view }: { view: View }) {
  const { past, now, end } = view
  return (
    <>
      <ol className="space-y-6" aria-live="polite" aria-relevant="additions">
        {past.map((turn, index) => (
          <li
            key={turn.id}
            id={index === past.length - 1 ? 'now' : undefined}
            className="scroll-mt-4 space-y-2.5"
          >
            <Scene nodes={turn.says} />
            <p className="ms-8 rounded-2xl rounded-ee-sm bg-accent-soft p-4">
              <span className="sr-only">{m.training_work_you_said()}: </span>
              <InlineText nodes={turn.said} />
            </p>
            <div className="ms-8">
              <Fit fit={turn.fit} />
              <Text nodes={turn.why} />
            </div>
          </li>
        ))}
      </ol>
      {now && (
        <DoingForm at={past.length > 0 ? 'now' : undefined} className="space-y-3">
          <Scene nodes={now.says} next={past.length > 0} />
          <p className="ms-8 pt-1 text-sm text-muted">{m.training_work_you_say()}</p>
          <div className="ms-8 space-y-2.5">
            {now.choices.map((choice) => (
              <button
                key={`${now.id}:${choice.id}`}
                name="do"
                value={`say:${now.id}:${choice.id}`}
                className="block min-h-12 w-full rounded-2xl rounded-ee-sm border-[1.5px] border-edge bg-raised px-4 py-3 text-start hover:border-ink"
              >
                <InlineText nodes={choice.text} />
              </button>
            ))}
          </div>
        </DoingForm>
      )}
      {end && (
        <div className="prose border-s-4 border-accent ps-4" tabIndex={-1} data-next="">
          <h2>{end.title}</h2>
          <Text nodes={end.body} />
        </div>
      )}
    </>
  )
}

function Scene({ nodes, next }: { nodes: View['past'][number]['says']; next?: boolean }) {
  return (
    <p
      tabIndex={next ? -1 : undefined}
      data-next={next ? '' : undefined}
      className="me-8 rounded-2xl rounded-es-sm border border-line bg-raised p-4"
    >
      <InlineText nodes={nodes} />
    </p>
  )
}

function Fit({ fit }: { fit: Past['fit'] }) {
  const { icon, look, words } = FITS[fit]
  return (
    <p className={`flex items-start gap-1.5 font-medium ${look}`}>
      <Icon name={icon} className="mt-1 size-4" />
      {words()}
    </p>
  )
}
