import type { Locale } from '../i18n/locale.ts'
import { m } from '../i18n/messages.ts'
import { touchpointByCode } from '../touchpoints/touchpoint.server.ts'
import { TOUCHPOINT_GROUPS } from '../touchpoints/touchpoint.ts'
import type { MapRow } from './touchpoint-map.ts'

export interface MapProse {
  title: string
  /** Touchpoints nobody has said anything about: an open question, not a zero. */
  silent: string | null
  next: { touchpoint: string; text: string } | null
}

export function mapProse(map: MapRow[], silent: string[], locale: Locale): MapProse {
  const step = nextOf(map, silent)
  return {
    title: titleOf(map, locale),
    silent:
      silent.length > 0 && map.length > 0
        ? m.impact_map_silent(
            { places: silent.map((code) => nameOf(code, locale)).join(', ') },
            { locale },
          )
        : null,
    next: step && {
      touchpoint: step.touchpoint,
      text: NEXT[step.reason]({ place: nameOf(step.touchpoint, locale) }, { locale }),
    },
  }
}

/** What a title or a next step is about, the most telling first. */
const FITS = {
  differ: ({ reading }: MapRow) => reading === 'kinder' || reading === 'stricter',
  kinder: ({ reading }: MapRow) => reading === 'kinder',
  stricter: ({ reading }: MapRow) => reading === 'stricter',
  low: ({ reading }: MapRow) => reading === 'both-low',
  high: ({ reading }: MapRow) => reading === 'both-high',
  below: ({ standing }: MapRow) => standing.customers === 'lower',
  above: ({ standing }: MapRow) => standing.customers === 'higher',
}

const TITLES = [
  ['differ', m.impact_map_differ],
  ['low', m.impact_map_low],
  ['below', m.impact_map_below],
  ['high', m.impact_map_high],
  ['above', m.impact_map_above],
] as const

/** The sentence the map proves. */
function titleOf(map: MapRow[], locale: Locale): string {
  for (const [about, title] of TITLES) {
    const found = map.filter(FITS[about])
    if (found.length > 0) return title({ places: namesOf(found, locale) }, { locale })
  }
  return map.length > 0 ? m.impact_map_alike({}, { locale }) : m.impact_map_empty({}, { locale })
}

function namesOf(rows: MapRow[], locale: Locale): string {
  const names = rows.slice(0, 2).map((row) => nameOf(row.touchpoint, locale))
  const more = rows.length - names.length
  return [...names, ...(more > 0 ? [m.impact_map_and_more({ n: more }, { locale })] : [])].join(
    ', ',
  )
}

function nameOf(code: string, locale: Locale): string {
  return touchpointByCode(code)?.name[locale] ?? code
}

const NEXT = {
  kinder: m.impact_next_kinder,
  low: m.impact_next_low,
  below: m.impact_next_below,
  stricter: m.impact_next_stricter,
  few: m.impact_next_few,
}

/** One thing that somebody at the counter can do: where customers are less happy than we think comes first. */
function nextOf(
  map: MapRow[],
  silent: string[],
): { touchpoint: string; reason: keyof typeof NEXT } | null {
  for (const reason of ['kinder', 'low', 'below', 'stricter'] as const) {
    const row = map.find(FITS[reason])
    if (row) return { touchpoint: row.touchpoint, reason }
  }
  const noted = [
    ...silent.map((touchpoint) => ({ touchpoint, n: 0 })),
    ...map.map(({ touchpoint, colleagues }) => ({ touchpoint, n: colleagues.n })),
  ]
  // Of those noted least often, one that people on the floor make themselves.
  const nearness = (code: string) =>
    TOUCHPOINT_GROUPS.indexOf(touchpointByCode(code)?.group ?? 'business')
  const [least] = noted.toSorted(
    (a, b) => a.n - b.n || nearness(b.touchpoint) - nearness(a.touchpoint),
  )
  return least ? { touchpoint: least.touchpoint, reason: 'few' } : null
}
