import { LONGEST_CONTACT } from './contact.ts'
import { dayIn, type DateOrder } from './day.ts'
import { satisfactionIn } from './degree.ts'
import { EXTRAS, LONGEST_COMMENT } from './fields.ts'
import type { Field } from './mapping.ts'
import type { Response } from './response.ts'
import { figureIn, isMissing, plain, scoreIn, type Scale } from './score.ts'

/** Why one row was not taken; each has its words in messages/nps. */
export const ROW_REASONS = [
  'surplus',
  'score',
  'day',
  'day-missing',
  'day-future',
  'unit',
  'unit-missing',
  'unit-twice',
  'touchpoint',
  'comment-long',
  'figure',
  'contact-long',
] as const
export type RowReason = (typeof ROW_REASONS)[number]

export interface RowProblem {
  /** Counting from 1; null where no single cell is to blame. */
  column: number | null
  reason: RowReason
  /** What stood there, shortened. */
  value: string
}

export interface RowError extends RowProblem {
  line: number
}

export interface Rules {
  /** Where each field's column stands, from 0. */
  at: Partial<Record<Field, number>>
  columns: number
  scale: Scale
  dateOrder: DateOrder
  /** For rows without a date of their own. */
  dayDefault: string | null
  /** The last day an answer can have: tomorrow, for the clocks east of here. */
  lastDay: string
  unitDefault: string | null
  /** plain(name or code) → unit id; null where two sites share the name. */
  units: ReadonlyMap<string, string | null>
  /** Whether a name that is no site yet is to become one. */
  createUnits: boolean
  /** plain(code or name in any language) → code. */
  touchpoints: ReadonlyMap<string, string>
  touchpointDefault: string
  /** plain names that no site is made of: somebody said so. */
  leftOut: ReadonlySet<string>
}

/** 'skipped' is a row without a score: nobody answered, which is no mistake. */
export type RowOutcome = Row | RowProblem | 'skipped'

export interface Row extends Response {
  /** '' until the row's place in the file is known. */
  identity: string
  /** The name of a site that is still to be made; unitId is NEW_SITE and this name. */
  newSite?: string | undefined
  /** How to reach the customer, which is stored apart. */
  contact?: string | null
}

/** Stands before the name of a site that is still to be made. */
export const NEW_SITE = 'new '

export function isProblem(outcome: RowOutcome): outcome is RowProblem {
  return typeof outcome === 'object' && 'reason' in outcome
}

const REMEMBERED = 5000

/** The text by itself: a cell may be a view of the block it was cut from, and would keep all of it. */
function apart(cell: string): string {
  return cell.split('').join('')
}

/** The same cells come again and again: what they mean is worked out once. */
function remembered<T>(read: (cell: string) => T): (cell: string) => T {
  const known = new Map<string, T>()
  return (cell) => {
    let value = known.get(cell)
    if (value === undefined && !known.has(cell)) {
      const text = apart(cell)
      value = read(text)
      if (known.size >= REMEMBERED) known.clear()
      known.set(text, value)
    }
    return value as T
  }
}

/** Makes the function that reads one row by the rules. */
export function rowReader(rules: Rules): (cells: string[]) => RowOutcome {
  const { at } = rules
  const score = remembered((cell: string) => scoreIn(cell, rules.scale))
  // Without its time a day is one of a few hundred texts.
  const day = remembered((text: string) => dayIn(text, rules.dateOrder))
  const touchpoint = remembered((cell: string) =>
    isMissing(cell) ? rules.touchpointDefault : rules.touchpoints.get(plain(cell)),
  )
  const unitKey = remembered(plain)
  // However it is written further down, a new site is called as where it first stands.
  const newSiteNames = new Map<string, string>()
  const newSiteName = (cell: string) => {
    const key = unitKey(cell)
    const name = newSiteNames.get(key) ?? apart(cell.trim())
    newSiteNames.set(key, name)
    return name
  }
  const figures = EXTRAS.map((field) => ({ field, index: at[field] ?? -1 }))

  const problem = (index: number | undefined, reason: RowReason, value = ''): RowProblem => ({
    column: index === undefined ? null : index + 1,
    reason,
    value: value.length > 80 ? `${value.slice(0, 80)}…` : value,
  })

  return (cells) => {
    if (cells.length > rules.columns) {
      const extra = cells.slice(rules.columns)
      if (extra.some((cell) => cell.trim() !== '')) {
        return problem(rules.columns, 'surplus', String(cells.length))
      }
    }
    const scoreCell = cells[at.score!] ?? ''
    const points = score(scoreCell)
    if (points === null) return 'skipped'
    if (points === undefined) return problem(at.score, 'score', scoreCell)

    let answeredOn = rules.dayDefault
    const dateCell = at.at === undefined ? '' : (cells[at.at] ?? '').trim()
    if (!isMissing(dateCell)) {
      const end = dateCell.search(/[\sT,]/)
      answeredOn = day(end === -1 ? dateCell : dateCell.slice(0, end))
      if (answeredOn === null) return problem(at.at, 'day', dateCell)
      if (answeredOn > rules.lastDay) return problem(at.at, 'day-future', dateCell)
    }
    if (answeredOn === null) return problem(at.at, 'day-missing')

    let unitId = rules.unitDefault
    let newSite: string | undefined
    const unitCell = at.unit === undefined ? '' : (cells[at.unit] ?? '')
    if (!isMissing(unitCell)) {
      const found = rules.units.get(unitKey(unitCell))
      if (found === null) return problem(at.unit, 'unit-twice', unitCell)
      if (found === undefined) {
        const name = unitCell.trim()
        // A name must fit where names stand; what is longer is a sentence.
        const open = rules.createUnits && !rules.leftOut.has(unitKey(unitCell))
        if (!open || name.length > 100) return problem(at.unit, 'unit', name)
        newSite = newSiteName(unitCell)
        unitId = NEW_SITE + newSite
      } else unitId = found
    }
    if (unitId === null) return problem(at.unit, 'unit-missing')

    const code =
      at.touchpoint === undefined ? rules.touchpointDefault : touchpoint(cells[at.touchpoint] ?? '')
    if (code === undefined) return problem(at.touchpoint, 'touchpoint', cells[at.touchpoint!] ?? '')

    const why = at.comment === undefined ? null : wordsIn(cells[at.comment])
    if (why !== null && why.length > LONGEST_COMMENT) return problem(at.comment, 'comment-long')
    const improve = at.improve === undefined ? null : wordsIn(cells[at.improve])
    if (improve !== null && improve.length > LONGEST_COMMENT) {
      return problem(at.improve, 'comment-long')
    }

    const answer: Row = {
      identity: '',
      newSite,
      unitId,
      touchpoint: code,
      score: points,
      answeredOn,
      why,
      improve,
      satisfaction: null,
      intent: null,
      visits: null,
      basket: null,
    }
    for (const { field, index } of figures) {
      if (index === -1) continue
      const cell = cells[index] ?? ''
      const figure = field === 'satisfaction' ? satisfactionIn(cell) : figureIn(cell)
      if (figure === undefined) return problem(index, 'figure', cells[index])
      answer[field] = figure
    }
    if (at.contact !== undefined) {
      answer.contact = wordsIn(cells[at.contact])
      if (answer.contact !== null && answer.contact.length > LONGEST_CONTACT) {
        return problem(at.contact, 'contact-long')
      }
    }
    return answer
  }
}

function wordsIn(cell: string | undefined): string | null {
  if (cell === undefined || isMissing(cell)) return null
  const text = cell.trim()
  return text === '' ? null : text
}
