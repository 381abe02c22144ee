import type { Locale } from '../i18n/locale.ts'
import { m } from '../i18n/messages.ts'
import { type Fate, type Kind, KINDS } from '../people/stored.ts'
import { CATALOGUE } from './catalogue.ts'
import type { Share } from './data.server.ts'
import type { Asked } from './request.server.ts'

type Words = (none: Record<string, never>, options: { locale: Locale }) => string

const NAME: Record<Kind, Words> = {
  account: m.rights_name_account,
  access: m.rights_name_access,
  mail: m.rights_name_mail,
  learning: m.rights_name_learning,
  private: m.rights_name_private,
  certificates: m.rights_name_certificates,
  observations: m.rights_name_observations,
  thanks: m.rights_name_thanks,
  acting: m.rights_name_acting,
  turn: m.rights_name_turn,
  answers: m.rights_name_answers,
  customers: m.rights_name_customers,
  working: m.rights_name_working,
  requests: m.rights_name_requests,
}
const WHAT: Record<Kind, Words> = {
  account: m.rights_what_account,
  access: m.rights_what_access,
  mail: m.rights_what_mail,
  learning: m.rights_what_learning,
  private: m.rights_what_private,
  certificates: m.rights_what_certificates,
  observations: m.rights_what_observations,
  thanks: m.rights_what_thanks,
  acting: m.rights_what_acting,
  turn: m.rights_what_turn,
  answers: m.rights_what_answers,
  customers: m.rights_what_customers,
  working: m.rights_what_working,
  requests: m.rights_what_requests,
}
const KEPT: Record<Kind, Words> = {
  account: m.rights_kept_account,
  access: m.rights_kept_access,
  mail: m.rights_kept_mail,
  learning: m.rights_kept_learning,
  private: m.rights_kept_private,
  certificates: m.rights_kept_certificates,
  observations: m.rights_kept_observations,
  thanks: m.rights_kept_thanks,
  acting: m.rights_kept_acting,
  turn: m.rights_kept_turn,
  answers: m.rights_kept_answers,
  customers: m.rights_kept_customers,
  working: m.rights_kept_working,
  requests: m.rights_kept_requests,
}
const SEES: Record<Kind, Words> = {
  account: m.rights_sees_account,
  access: m.rights_sees_access,
  mail: m.rights_sees_mail,
  learning: m.rights_sees_learning,
  private: m.rights_sees_private,
  certificates: m.rights_sees_certificates,
  observations: m.rights_sees_observations,
  thanks: m.rights_sees_thanks,
  acting: m.rights_sees_acting,
  turn: m.rights_sees_turn,
  answers: m.rights_sees_answers,
  customers: m.rights_sees_customers,
  working: m.rights_sees_working,
  requests: m.rights_sees_requests,
}

const FATE: Record<Exclude<Fate, 'empty'>, Words> = {
  gone: m.rights_fate_gone,
  apart: m.rights_fate_apart,
  nobody: m.rights_fate_nobody,
}

export function kindName(kind: Kind, locale: Locale): string {
  return NAME[kind]({}, { locale })
}

export interface KindTold {
  kind: Kind
  name: string
  what: string
  kept: string
  sees: string
  /** What erasing does to it, a sentence for each way in which its rows go. */
  erased: string[]
  tables: string[]
}

/** What the privacy page tells, in its order: made of the catalogue, so that nothing stored is left out. */
export function toldOf(locale: Locale): KindTold[] {
  return KINDS.map((kind) => {
    const tables = Object.entries(CATALOGUE).filter(([, stored]) => stored.kind === kind)
    const fates = tables.flatMap(([, { people = {} }]) =>
      // An emptied column is a row that no longer says whose it was.
      Object.values(people).map((fate) => (fate === 'empty' ? ('nobody' as const) : fate)),
    )
    const sentences = (['gone', 'apart', 'nobody'] as const)
      .filter((fate) => fates.includes(fate))
      .map((fate) => FATE[fate]({}, { locale }))
    return {
      kind,
      name: NAME[kind]({}, { locale }),
      what: WHAT[kind]({}, { locale }),
      kept: KEPT[kind]({}, { locale }),
      sees: SEES[kind]({}, { locale }),
      erased: sentences.length > 0 ? sentences : [m.rights_fate_none({}, { locale })],
      tables: tables.map(([table]) => table),
    }
  })
}

/** How much of each kind is there, in the order of the privacy page. */
export function countsOf(shares: Share[], locale: Locale) {
  return KINDS.flatMap((kind) => {
    const of = shares.filter((share) => share.kind === kind)
    if (of.length === 0) return []
    const own = of.reduce((sum, { rows }) => sum + rows.length, 0)
    const times = of.reduce((sum, share) => sum + share.times, 0)
    return [{ kind, name: kindName(kind, locale), own, times }]
  })
}

/** Where a request stands. */
export function stateWords({ outcome, answer }: Asked, locale: Locale): string {
  const spoken = { locale }
  if (outcome === 'done') return m.rights_done({}, spoken)
  if (outcome === 'taken-back') return m.rights_taken_back({}, spoken)
  if (outcome === 'declined') return m.rights_declined({ answer: `\u2068${answer}\u2069` }, spoken)
  return m.rights_open({}, spoken)
}
