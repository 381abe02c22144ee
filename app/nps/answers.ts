import { OPTIONAL, type Optional } from './fields.ts'
import type { Row } from './row.ts'

/** A column of texts of which few differ: each of them once, and for every answer its place among them. */
export interface FewTexts {
  texts: string[]
  at: Uint32Array
}

/**
 * Answers by columns. As objects, the thousands that wait to be stored would be copied by every
 * collection of garbage, and once more from thread to thread.
 */
export interface Answers {
  identities: string[]
  units: FewTexts
  touchpoints: FewTexts
  days: FewTexts
  scores: Uint8Array
  /** Only those columns that some answer fills. */
  optional: Partial<Record<Optional, Row[Optional][]>>
  /** How to reach whom, by place; most files hold none. */
  contacts: [place: number, contact: string][]
}

class Texts {
  readonly #places = new Map<string, number>()
  readonly #at: number[] = []

  add(text: string): void {
    let place = this.#places.get(text)
    if (place === undefined) this.#places.set(text, (place = this.#places.size))
    this.#at.push(place)
  }

  taken(): FewTexts {
    return { texts: [...this.#places.keys()], at: new Uint32Array(this.#at) }
  }
}

/** Gathers rows into columns. */
export class Gathering {
  readonly #identities: string[] = []
  readonly #units = new Texts()
  readonly #touchpoints = new Texts()
  readonly #days = new Texts()
  readonly #scores: number[] = []
  readonly #optional: Answers['optional'] = {}
  readonly #contacts: Answers['contacts'] = []
  /** Letters of comments so far. */
  characters = 0

  get size(): number {
    return this.#scores.length
  }

  add(row: Row): void {
    for (const column of OPTIONAL) {
      const value = row[column]
      let values = this.#optional[column]
      if (value !== null && values === undefined) {
        this.#optional[column] = values = Array<null>(this.size).fill(null)
      }
      values?.push(value)
    }
    if (row.contact) this.#contacts.push([this.size, row.contact])
    this.#identities.push(row.identity)
    this.#units.add(row.unitId)
    this.#touchpoints.add(row.touchpoint)
    this.#days.add(row.answeredOn)
    this.#scores.push(row.score)
    this.characters += (row.why?.length ?? 0) + (row.improve?.length ?? 0)
  }

  answers(): Answers {
    return {
      identities: this.#identities,
      units: this.#units.taken(),
      touchpoints: this.#touchpoints.taken(),
      days: this.#days.taken(),
      scores: new Uint8Array(this.#scores),
      optional: this.#optional,
      contacts: this.#contacts,
    }
  }
}

/** Rows as columns, for whoever has them in the hand. */
export function inColumns(rows: readonly Row[]): Answers {
  const gathering = new Gathering()
  for (const row of rows) gathering.add(row)
  return gathering.answers()
}

/** One answer as a row again. */
export function answerAt(answers: Answers, index: number): Row {
  const { identities, units, touchpoints, days, scores, optional } = answers
  const text = ({ texts, at }: FewTexts) => texts[at[index] as number] as string
  const row: Row = {
    identity: identities[index] as string,
    unitId: text(units),
    touchpoint: text(touchpoints),
    score: scores[index] as number,
    answeredOn: text(days),
    ...{ why: null, improve: null, satisfaction: null, intent: null, visits: null, basket: null },
  }
  for (const column of OPTIONAL) {
    const value = optional[column]?.[index]
    if (value !== undefined) Object.assign(row, { [column]: value })
  }
  return row
}
