import type { Locale } from '../i18n/locale.ts'
import { touchpointByCode } from '../touchpoints/touchpoint.server.ts'
import type { ObservationView } from './view.server.ts'

/** An observation for the screen: the place by its name in the reader's language. */
export interface ObservationCard extends ObservationView {
  place: string
}

/** A touchpoint's name; a code that left the content keeps standing as itself. */
export function placeName(code: string, locale: Locale): string {
  return touchpointByCode(code)?.name[locale] ?? code
}

export function cards(observations: ObservationView[], locale: Locale): ObservationCard[] {
  return observations.map((one) => ({ ...one, place: placeName(one.touchpoint, locale) }))
}
