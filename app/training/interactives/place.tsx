import { useEffect, useRef } from 'react'
import { m } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { Fold } from '../../ui/fold.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Sheet } from '../../ui/page.tsx'
import { InlineText, opens, Text } from '../text.tsx'
import { DoingForm } from './interactive.tsx'
import type { ViewOf } from './kinds.ts'
import type { PlacedCard } from './place.ts'

type View = ViewOf<'place'>

/** One card at a time, its places under the thumb; what was said of the last one; where all of them lie. */
export default function Place({ view }: { view: View }) {
  const { next, placed, after } = view
  const last = placed.at(-1)
  const said = useRef<HTMLDivElement>(null)
  const before = useRef(placed.length)
  // What is said of a card must not hide below the edge of a phone.
  useEffect(() => {
    if (before.current < placed.length) said.current?.scrollIntoView({ block: 'nearest' })
    before.current = placed.length
  }, [placed.length])
  return (
    <>
      {next && <NextCard view={view} next={next} />}
      <div ref={said} aria-live="polite" className="scroll-mb-24">
        {last && next && <LastCard view={view} card={last} />}
      </div>
      {after && (
        <div className="prose" aria-live="polite">
          <Text nodes={after} />
        </div>
      )}
      {placed.length > 0 && <Board view={view} />}
    </>
  )
}

function NextCard({ view, next }: { view: View; next: NonNullable<View['next']> }) {
  const { places, placed, of } = view
  const now = placed.length + 1
  return (
    <DoingForm className="space-y-4">
      <p className="text-sm text-muted">{m.training_work_card({ now, of })}</p>
      <Sheet>
        <p id="next-card" className="text-lg font-medium">
          <InlineText nodes={next.text} />
        </p>
      </Sheet>
      <div
        role="group"
        aria-labelledby="next-card"
        className={`grid gap-2.5 ${places.length === 3 ? 'sm:grid-cols-3' : 'grid-cols-2'}`}
      >
        {places.map((place) => (
          <Button
            key={place.id}
            id={`put-${place.id}`}
            look="second"
            name="do"
            value={`put:${next.id}:${place.id}`}
            className="px-2! leading-snug"
          >
            {place.name}
          </Button>
        ))}
      </div>
    </DoingForm>
  )
}

const nameIn = (view: View, id: string) => view.places.find((place) => place.id === id)?.name ?? ''

function LastCard({ view, card }: { view: View; card: PlacedCard }) {
  return (
    <div className="space-y-2 border-s-4 border-accent ps-4">
      <p className="text-sm text-muted">
        <InlineText nodes={card.text} />
      </p>
      <Verdict view={view} card={card} />
      <Why card={card} />
    </div>
  )
}

/** Never by colour alone: a sign and words. `here` where the card lies in its place already: where it was put, or fits. */
function Verdict({ view, card, here }: { view: View; card: PlacedCard; here?: 'put' | 'best' }) {
  const fits = card.place === card.best
  function words() {
    if (here && fits) return m.training_work_fits_here()
    if (here === 'best') return m.training_work_put({ place: nameIn(view, card.place) })
    const place = nameIn(view, card.best)
    return fits ? m.training_work_fits({ place }) : m.training_work_elsewhere({ place })
  }
  return (
    <span className={`flex items-start gap-1.5 font-medium ${fits ? 'text-accent' : 'text-ink'}`}>
      <Icon name={fits ? 'circle-check' : 'arrow-right'} flip={!fits} className="mt-1 size-4" />
      {words()}
    </span>
  )
}

function Why({ card }: { card: PlacedCard }) {
  return (
    <>
      <p>
        <InlineText nodes={card.why} />
      </p>
      {card.claim && (
        <button
          type="button"
          className="inline-flex min-h-11 items-center gap-2 font-medium text-accent"
          {...opens(`claim-${card.claim}`)}
        >
          <Icon name="circle-help" className="size-5" />
          {m.common_how_we_know()}
        </button>
      )}
    </>
  )
}

/**
 * Where everything was put; once all is placed, where it fits best: that is the picture to keep. Four
 * places of a board stand two by two where there is room.
 */
function Board({ view }: { view: View }) {
  const { look, places, placed, after } = view
  const cells = places.map((place) => ({
    ...place,
    cards: placed.filter((card) => (after ? card.best : card.place) === place.id),
  }))
  return (
    <div
      className={
        look === 'board'
          ? 'grid overflow-hidden rounded-2xl border border-edge sm:grid-cols-2'
          : 'space-y-6'
      }
    >
      {cells.map((cell, index) => (
        <section
          key={cell.id}
          aria-labelledby={`place-${cell.id}`}
          className={look === 'board' ? `p-4 ${EDGES[index] ?? ''}` : ''}
        >
          <h2 id={`place-${cell.id}`} className="text-base">
            {cell.name}
          </h2>
          {cell.cards.length === 0 ? (
            <p className="mt-1 text-sm text-muted">{m.training_work_empty()}</p>
          ) : (
            <ul className="mt-1">
              {cell.cards.map((card) => (
                <li key={card.id} className="border-t border-line py-2 first:border-0">
                  <p className="font-medium">
                    <InlineText nodes={card.text} />
                  </p>
                  <Fold label={<Verdict view={view} card={card} here={after ? 'best' : 'put'} />}>
                    <Why card={card} />
                  </Fold>
                </li>
              ))}
            </ul>
          )}
        </section>
      ))}
    </div>
  )
}

/** The cross between the four. */
const EDGES = [
  'border-b border-line sm:border-e',
  'border-b border-line',
  'border-b border-line sm:border-e sm:border-b-0',
  '',
]
