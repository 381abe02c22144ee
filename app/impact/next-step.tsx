import { m } from '../i18n/messages.ts'
import { TOUCHPOINT_GROUPS } from '../touchpoints/touchpoint.ts'
import { ButtonLink } from '../ui/button.tsx'
import { Sheet } from '../ui/page.tsx'
import type { MapRow, Reading } from './touchpoint-map.ts'
import type { Place } from './touchpoint-rows.tsx'

interface Props {
  map: MapRow[]
  silent: string[]
  places: Record<string, Place>
}

type Reason = Exclude<Reading, 'both-high'> | 'below' | 'few'

const WORDS: Record<Reason, (place: string) => string> = {
  below: (place) => m.impact_next_below({ place }),
  few: (place) => m.impact_next_few({ place }),
  kinder: (place) => m.impact_next_kinder({ place }),
  'both-low': (place) => m.impact_next_low({ place }),
  stricter: (place) => m.impact_next_stricter({ place }),
}

/** One thing that somebody at the counter can do: where customers are less happy than we think comes first. */
export function NextStep({ map, silent, places }: Props) {
  const step = nextOf(map, silent, places)
  const place = step && places[step.touchpoint]?.name
  if (!step || !place) return null
  return (
    <Sheet className="lg:flex lg:items-center lg:justify-between lg:gap-8">
      <div>
        <h2 className="text-base text-muted">{m.impact_next()}</h2>
        <p className="mt-1 text-lg">{WORDS[step.reason](place)}</p>
      </div>
      <ButtonLink
        to={`/feedback/new?touchpoint=${step.touchpoint}`}
        className="mt-4 w-full shrink-0 sm:w-auto lg:mt-0"
      >
        {m.feedback_new()}
      </ButtonLink>
    </Sheet>
  )
}

function counted({ touchpoint, colleagues }: MapRow): { touchpoint: string; n: number } {
  return { touchpoint, n: colleagues.n }
}

function nextOf(
  map: MapRow[],
  silent: string[],
  places: Props['places'],
): { touchpoint: string; reason: Reason } | null {
  const wanted: [Reason, (row: MapRow) => boolean][] = [
    ['kinder', (row) => row.reading === 'kinder'],
    ['both-low', (row) => row.reading === 'both-low'],
    ['below', (row) => row.standing.customers === 'lower'],
    ['stricter', (row) => row.reading === 'stricter'],
  ]
  for (const [reason, fits] of wanted) {
    const row = map.find(fits)
    if (row) return { touchpoint: row.touchpoint, reason }
  }
  const nearness = ({ touchpoint }: { touchpoint: string }) =>
    TOUCHPOINT_GROUPS.indexOf(places[touchpoint]?.group ?? 'business')
  const noted = [...silent.map((touchpoint) => ({ touchpoint, n: 0 })), ...map.map(counted)]
  // Of those noted least often, one that people on the floor make themselves.
  const [least] = noted.toSorted((a, b) => a.n - b.n || nearness(b) - nearness(a))
  return least ? { touchpoint: least.touchpoint, reason: 'few' } : null
}
