import { type Grade, type Sign, SIGNS, type Status } from '../feedback/kinds.ts'
import type { Locale } from '../i18n/locale.ts'
import type { Touchpoint } from '../touchpoints/touchpoint.ts'
import { type Chance, chanceOf, decks } from './chance.ts'
import type { Person } from './staff.ts'
import {
  DAYS,
  FIXES,
  GRADES,
  HOME_SITE,
  placeOf,
  ROLES,
  SEED,
  SITES,
  TOUCHPOINTS,
} from './truth.ts'
import type { SiteTruth } from './truth.ts'
import type { Words } from './words.ts'

export interface Moved {
  to: Exclude<Status, 'new'>
  reason: string
  daysAgo: number
}

export interface Observed {
  author: string
  touchpoint: string
  grade: Grade
  signs: Sign[]
  note: string
  suggestion: string
  named: boolean
  daysAgo: number
  /** Minutes after six in the morning. */
  minute: number
  moves: Moved[]
  /** Colleagues who saw the same. */
  joined: string[]
  /** Similar ones, merged into this one the day it was first seen to. */
  alike: Observed[]
}

/** What colleagues notice more often than the rest, against 1. */
const NOTICED: Record<string, number> = {
  checkout: 2,
  advice: 2.2,
  greeting: 1.8,
  plants: 1.8,
  goodbye: 1.3,
  labels: 1.2,
  website: 0.4,
  phone: 0.7,
  delivery: 0.6,
}
const SIGN_SEEN: Record<Grade, number> = { poor: 0.02, normal: 0.06, wow: 0.16 }
const NOTED: Record<Grade, number> = { poor: 0.5, normal: 0, wow: 0.4 }
/** What became of what was poor or normal; what was wow is done once it has been told to everybody. */
const OUTCOME = { seen: 0.25, planned: 0.1, done: 0.4, declined: 0.25 }

/** All observations by site, oldest first, with the leader's moves. */
export function observationsOf(
  people: readonly Person[],
  touchpoints: readonly Touchpoint[],
  words: Record<Locale, Words>,
): Map<string, Observed[]> {
  return new Map(
    SITES.map((site, index) => {
      const here = people.filter((person) => person.site === site.code)
      const made = observedAt(site, SEED + 2000 + index, here, touchpoints, words)
      return [site.code, made.sort((a, b) => b.daysAgo - a.daysAgo || a.minute - b.minute)]
    }),
  )
}

function observedAt(
  site: SiteTruth,
  seed: number,
  people: readonly Person[],
  touchpoints: readonly Touchpoint[],
  words: Record<Locale, Words>,
): Observed[] {
  const chance = chanceOf(seed)
  const draw = decks(chance)
  const leader = people.find(({ leads }) => leads === site.code)!
  const staff = people.filter((person) => person !== leader && !isPrinted(person))
  const reasons = words[leader.locale].reasons
  const noticed = Object.fromEntries(touchpoints.map(({ code }) => [code, NOTICED[code] ?? 1]))

  const gradeAt = (touchpoint: string): Grade => {
    const place = GRADES.mean + GRADES.place * placeOf(site.staff)
    const index = place + (TOUCHPOINTS[touchpoint]?.colleagues ?? 0)
    const wow = Math.max(0.02, GRADES.poor + 0.65 * index)
    return chance.weighted({ poor: wow - index, normal: 1 - 2 * wow + index, wow })
  }

  // A site where the same sentence stands twice looks made up.
  const written = new Set<string>()
  const once = (text: string): string => {
    if (written.has(text)) return ''
    written.add(text)
    return text
  }

  const seen = (author: Person, touchpoint: string, grade: Grade, daysAgo: number): Observed => {
    const bank = words[author.locale].staff[touchpoint]!
    const noted = chance.yes(NOTED[grade])
    return {
      author: author.staffNumber,
      touchpoint,
      grade,
      signs: SIGNS.filter(() => chance.yes(SIGN_SEEN[grade])),
      note: noted ? once(grade === 'wow' ? bank.wow : draw(bank.poor)) : '',
      suggestion: noted && grade === 'poor' && chance.yes(0.45) ? once(bank.idea) : '',
      named: chance.yes(0.12),
      daysAgo,
      minute: 60 + chance.below(600),
      moves: [],
      joined: [],
      alike: [],
    }
  }
  const withWords = (one: Observed): Observed => {
    const bank = words[people.find((person) => person.staffNumber === one.author)!.locale]
    const texts = bank.staff[one.touchpoint]!
    const note = one.note || (one.grade === 'wow' ? texts.wow : draw(texts.poor))
    for (const text of [note, texts.idea]) written.add(text)
    return { ...one, note, suggestion: texts.idea }
  }
  const colleagues = (count: number, but: string) =>
    chance
      .shuffled(staff)
      .map(({ staffNumber }) => staffNumber)
      .filter((staffNumber) => staffNumber !== but)
      .slice(0, count)

  const fixed = FIXES.filter((fix) => fix.site === site.code).map((fix): Observed => {
    const somebody = chance.pick(staff)
    // So that the one whose link is printed finds a fix of their own.
    const author =
      people.find(({ staffNumber }) => staffNumber === ROLES[0].staffNumber) ?? somebody
    const alike = chance
      .shuffled(staff.filter((person) => person !== author))
      .slice(0, 2)
      .map((person, i) => seen(person, fix.touchpoint, 'poor', fix.done + 27 - i))
    return {
      ...withWords(seen(author, fix.touchpoint, 'poor', fix.done + 30)),
      joined: colleagues(3, author.staffNumber),
      alike,
      moves: [
        { to: 'seen', reason: draw(reasons.seen), daysAgo: fix.done + 24 },
        { to: 'planned', reason: draw(reasons.planned), daysAgo: fix.done + 18 },
        { to: 'done', reason: draw(reasons.done), daysAgo: fix.done },
      ],
    }
  })
  const home =
    site.code === HOME_SITE ? atHome(chance, people, staff, reasons, seen, withWords) : []

  const days = site.open ?? DAYS
  const usual = Array.from(
    { length: Math.round(((60 + 2 * site.people) * (site.busy ?? 1) * days) / DAYS) },
    (): Observed => {
      const touchpoint = chance.weighted(noticed)
      const grade = gradeAt(touchpoint)
      const one = seen(chance.pick(staff), touchpoint, grade, 1 + chance.below(days))
      one.moves = movesOf(chance, one, reasons, draw)
      if (grade === 'poor' && chance.yes(0.2)) {
        one.joined = colleagues(1 + chance.below(3), one.author)
      }
      return one
    },
  )
  return [...usual, ...fixed, ...home]
}

const isPrinted = ({ staffNumber }: Person) =>
  ROLES.some((role) => role.staffNumber === staffNumber)

function movesOf(
  chance: Chance,
  { grade, daysAgo }: Observed,
  reasons: Words['reasons'],
  draw: (texts: readonly string[]) => string,
): Moved[] {
  if (daysAgo <= 6) return []
  const read = daysAgo - 1 - chance.below(5)
  const first: Moved = {
    to: 'seen',
    reason: grade === 'wow' ? draw(reasons.thanks) : draw(reasons.seen),
    daysAgo: read,
  }
  if (grade === 'wow') return [{ ...first, to: chance.yes(0.85) ? 'done' : 'seen' }]
  const to = chance.weighted(OUTCOME)
  const then = read - 2 - chance.below(20)
  if (to === 'seen' || then < 1) return [first]
  return [
    { ...first, reason: '' },
    { to, reason: draw(reasons[to]), daysAgo: then },
  ]
}

/** What waits for the leader of the printed link, and what became of the employee's own. */
function atHome(
  chance: Chance,
  people: readonly Person[],
  staff: readonly Person[],
  reasons: Words['reasons'],
  seen: (author: Person, touchpoint: string, grade: Grade, daysAgo: number) => Observed,
  withWords: (one: Observed) => Observed,
): Observed[] {
  const me = people.find(({ staffNumber }) => staffNumber === ROLES[0].staffNumber)!
  const waiting = (
    [
      ['advice', 'poor', 1, 'he'],
      ['goodbye', 'wow', 2, 'en'],
      ['labels', 'poor', 3, 'ru'],
      ['packaging', 'poor', 4, 'en'],
      ['plants', 'wow', 5, 'ru'],
    ] as const
  ).map(([touchpoint, grade, daysAgo, locale]) =>
    withWords(
      seen(
        chance.pick(staff.filter((person) => person.locale === locale)),
        touchpoint,
        grade,
        daysAgo,
      ),
    ),
  )
  const mine = (touchpoint: string, grade: Grade, daysAgo: number, moves: Moved[]): Observed => ({
    ...withWords(seen(me, touchpoint, grade, daysAgo)),
    named: false,
    moves,
  })
  return [
    ...waiting,
    mine('wayfinding', 'poor', 1, []),
    mine('trolleys', 'poor', 12, [
      { to: 'seen', reason: '', daysAgo: 10 },
      { to: 'planned', reason: reasons.planned[1]!, daysAgo: 2 },
    ]),
    mine('display', 'wow', 24, [{ to: 'seen', reason: reasons.thanks[0]!, daysAgo: 22 }]),
    mine('entrance', 'poor', 47, [
      { to: 'seen', reason: '', daysAgo: 45 },
      { to: 'declined', reason: reasons.declined[0]!, daysAgo: 40 },
    ]),
    mine('badge', 'poor', 61, [
      { to: 'planned', reason: '', daysAgo: 58 },
      { to: 'done', reason: reasons.done[1]!, daysAgo: 3 },
    ]),
  ]
}
