import type { Db } from '../../db/connect.ts'
import { formatDay, formatMonth, formatNumber } from '../i18n/format.ts'
import type { Locale } from '../i18n/locale.ts'
import { m } from '../i18n/messages.ts'
import { GROUP_NAMES } from './group-names.server.ts'
import { impact, type Impact } from './impact.server.ts'
import { prose, type Prose } from './prose.server.ts'
import type { Scope } from './scope.ts'
import type { Shown } from './score.ts'
import { answersWords, notesWords, points, shownWords, span } from './words.ts'

/** What may be shown to others of the page of impact: figures of places, and nothing that anybody did or wrote. */
export interface Shared {
  locale: Locale
  company: string
  place: string
  period: string
  lead: string
  /** The four links of the chain; dashed where there is no figure of our own. */
  rings: { name: string; big: string; small: string; known: boolean }[]
  map: {
    title: string
    customers: string
    colleagues: string
    groups: { name: string; customers: Lane; colleagues: Lane }[]
  }
  link: { title: string; text: string }
  foot: string
  made: string
}

export interface Lane {
  shown: Shown
  words: string
}

/** The page of these sites up to `now`, in the reader's language, as far as it may leave the portal. */
export async function sharedPage(
  db: Db,
  me: { id: string; locale: Locale },
  scope: Scope,
  { name, timeZone }: { name: string; timeZone: string },
  now: Date,
): Promise<Shared> {
  const page = await impact(db, me, scope, now)
  const place = scope.unit.name
  const said = prose(page, place, timeZone, me.locale)
  return shared(page, said, { company: name, place, timeZone, now }, me.locale)
}

/**
 * The page as a sheet: by construction without the reader's own lesson, without notes, names and the words of the
 * value rule, and never of a unit below a site, since `Impact` holds sites and what is above them.
 */
function shared(
  page: Impact,
  said: Prose,
  of: { company: string; place: string; timeZone: string; now: Date },
  locale: Locale,
): Shared {
  const l = { locale }
  const { from, to } = page.months
  return {
    locale,
    company: of.company,
    place: of.place,
    period: `${formatMonth(from, locale)} – ${formatMonth(to, locale)}`,
    lead: said.lead,
    rings: [
      serviceOf(page, locale),
      scoreOf(page, locale),
      revenueOf(said, locale),
      benefitOf(page, locale),
    ],
    map: {
      title: said.map.title,
      customers: m.impact_map_customers({}, l),
      colleagues: m.impact_map_colleagues({}, l),
      groups: page.groups.map((row) => ({
        name: GROUP_NAMES[row.touchpoint as keyof typeof GROUP_NAMES]({}, l),
        customers: laneOf(row.customers, 'answers', locale),
        colleagues: laneOf(row.colleagues, 'notes', locale),
      })),
    },
    link: { title: said.link.title, text: said.link.sentences[0] ?? '' },
    foot: m.impact_share_foot({}, l),
    made: m.impact_share_made({ day: formatDay(of.now, of.timeZone, locale) }, l),
  }
}

type Ring = Shared['rings'][number]

function serviceOf({ noted }: Impact, locale: Locale): Ring {
  const l = { locale }
  const name = m.impact_service({}, l)
  if (noted.n === 0) return { name, big: '', small: m.impact_map_no_notes({}, l), known: false }
  const wow = m.impact_service_wow({ wow: formatNumber(noted.wow, 0, locale) }, l)
  const poor = m.impact_service_poor({ poor: formatNumber(noted.poor, 0, locale) }, l)
  const notes = notesWords(noted.n, locale)
  return { name, big: `${wow} · ${poor}`, small: m.impact_service_of({ notes }, l), known: true }
}

function scoreOf({ score }: Impact, locale: Locale): Ring {
  const name = m.impact_score({}, { locale })
  const { n, value, low, high } = score
  if (low === null || high === null) {
    return { name, big: '', small: shownWords(score, 'answers', locale), known: false }
  }
  const range = span(low, high, locale)
  const answers = answersWords(n, locale)
  return value === null
    ? { name, big: range, small: answers, known: true }
    : { name, big: points(value, locale), small: `${range} · ${answers}`, known: true }
}

function revenueOf({ money }: Prose, locale: Locale): Ring {
  const small = money ?? m.impact_revenue_none({}, { locale })
  return { name: m.impact_revenue({}, { locale }), big: '', small, known: money !== null }
}

function benefitOf({ rule }: Impact, locale: Locale): Ring {
  const l = { locale }
  const small = rule ? m.impact_share_rule({}, l) : m.impact_benefit_none({}, l)
  return { name: m.impact_benefit({}, l), big: '', small, known: rule !== null }
}

function laneOf(shown: Shown, kind: 'answers' | 'notes', locale: Locale): Lane {
  const words = shownWords(shown, kind, locale)
  if (shown.low === null) return { shown, words }
  const counted = kind === 'answers' ? answersWords : notesWords
  return { shown, words: `${words} · ${counted(shown.n, locale)}` }
}
