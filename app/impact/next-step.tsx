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

const WORDS: Record<Exclude<Reading, 'both-high'>, (place: string) => string> = {
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
        <p className="mt-1 text-lg">
          {step.reading ? WORDS[step.reading](place) : m.impact_next_few({ place })}
        </p>
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
): { touchpoint: string; reading: keyof typeof WORDS | null } | null {
  for (const reading of ['kinder', 'both-low', 'stricter'] as const) {
    const row = map.find((one) => one.reading === reading)
    if (row) return { touchpoint: row.touchpoint, reading }
  }
  const noted = [...silent.map((touchpoint) => ({ touchpoint, n: 0 })), ...map.map(counted)]
  // Of those noted least often, one that people on the floor make themselves.
  const [least] = noted.toSorted((a, b) => a.n - b.n || nearness(b) - nearness(a))
  return least ? { touchpoint: least.touchpoint, reading: null } : null

  function nearness({ touchpoint }: { touchpoint: string }): number {
    return TOUCHPOINT_GROUPS.indexOf(places[touchpoint]?.group ?? 'business')
  }
}
