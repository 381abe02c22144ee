import type { ClaimView, Screen, TermView } from '../screen.ts'

/**
 * A screen as it lies on a phone. Never with a key or an explanation, answered or not; of an interactive its text alone,
 * of the line not even whether one was written.
 */
export interface KeptScreen {
  screen: Screen
  /** Of a question: its name and wording, which go back with the answer. */
  asked: string | null
  /** It was answered before it came here. */
  answered: boolean
}

export interface KeptModule {
  slug: string
  version: number
  /** Which try, 1 first; where none is open, the one that the first thing done opens. */
  number: number
  title: string
  summary: string
  /** The furthest screen reached, 1 first. */
  step: number
  screens: KeptScreen[]
}

export interface KeptCard {
  /** Names what is asked, down to the wording; goes back with the answer. */
  card: string
  moduleTitle: string
  screen: Screen
}

/** Of a pack in the form below. A phone may hold one of before: it is not read, the next visit brings another. */
export const PACK_FORM = 1

/** All that one person keeps on a phone, in one language. */
export interface Pack {
  form: number
  /** Whose it is: a name that only the portal can read. */
  person: string
  language: 'en' | 'ru' | 'he'
  modules: KeptModule[]
  cards: KeptCard[]
  /** Of the figures and words that the screens mention. */
  claims: ClaimView[]
  terms: TermView[]
}

/** Addresses of the pictures that these screens show. */
export function picturesIn({ modules }: Pack): string[] {
  const screens = modules.flatMap(({ screens }) => screens)
  return screens.flatMap(({ screen }) =>
    screen.kind === 'picture' && screen.picture ? [screen.picture.src] : [],
  )
}

/**
 * One thing done on a phone, on its way. May lie there for weeks, so what was once a valid item stays one. `id` is made there,
 * once: sent again it does nothing again.
 */
export type Item = { id: string } & (
  | {
      kind: 'step'
      slug: string
      version: number
      number: number
      step: number
      /** Null where the screen was only read. */
      asked: string | null
      choice: string | null
    }
  | { kind: 'card'; card: string; choice: string; unsure: boolean }
)

/**
 * What became of an item. `stands`: another answer was there before, and the first one stands; `gone`: no longer asked
 * like this; `wait`: five cards were answered today, it may come again tomorrow.
 */
export type Outcome = 'recorded' | 'stands' | 'gone' | 'wait'

export interface Result {
  id: string
  outcome: Outcome
  /** Where the portal shows why; null where there is nothing to show. */
  page: string | null
}

export type Done = Omit<Result, 'id'>
