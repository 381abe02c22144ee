import { m } from '../i18n/messages.ts'
import { ButtonLink } from '../ui/button.tsx'
import { Sheet } from '../ui/page.tsx'
import type { MapProse } from './map-prose.server.ts'

/** One thing to do next, at one touchpoint. */
export function NextStep({ next }: { next: MapProse['next'] }) {
  if (!next) return null
  return (
    <Sheet className="lg:flex lg:items-center lg:justify-between lg:gap-8">
      <div>
        <h2 className="text-base text-muted">{m.impact_next()}</h2>
        <p className="mt-1 text-lg">{next.text}</p>
      </div>
      <ButtonLink
        to={`/feedback/new?touchpoint=${next.touchpoint}`}
        className="mt-4 w-full shrink-0 sm:w-auto lg:mt-0"
      >
        {m.feedback_new()}
      </ButtonLink>
    </Sheet>
  )
}
