import type { Change, Planned } from './plan.server.ts'

/** What became of the rows of a file, or would. */
export interface Counts {
  read: number
  added: number
  /** All whose row differs, movers among them. */
  changed: number
  moved: number
  left: number
  unchanged: number
  wrong: number
  units: number
}

export interface Person {
  line: number
  name: string
  staffNumber: string
}

/** The diff as HR reads it: the first of each kind, and how many there are in `counts`. */
export interface Look {
  counts: Counts
  joins: (Person & { unit: string })[]
  moves: (Person & { from: string; to: string })[]
  changes: (Person & Change)[]
  leaves: Person[]
  units: string[]
  /** How many fields of how many people change beside units. */
  fields: number
  /** Active people whom the file does not name, those in HR and owners apart. */
  absent: number
  absentNames: { name: string; staffNumber: string }[]
  /** Rows without a staff number: nobody can say who is missing then. */
  nameless: number
  active: number
  /** What the company is called from now on, where the file says so. */
  company: string | null
}

export const SHOWN = 50

export const noCounts = (): Counts => ({
  ...{ read: 0, added: 0, changed: 0, moved: 0, left: 0, unchanged: 0, wrong: 0, units: 0 },
})

export const noLook = (): Look => ({
  ...{ counts: noCounts(), joins: [], moves: [], changes: [], leaves: [], units: [], fields: 0 },
  ...{ absent: 0, absentNames: [], nameless: 0, active: 0, company: null },
})

/** Adds what the rows do to the counts. */
export function count(counts: Counts, planned: readonly Planned[]): void {
  for (const { outcome, changes } of planned) {
    counts.read += 1
    counts[outcome] += 1
    if (changes.some(({ field }) => field === 'unit')) counts.moved += 1
  }
}

/** Adds the first rows of each kind to the diff. */
export function note(look: Look, planned: readonly Planned[], unitOf: (id: string) => string) {
  const room = (list: unknown[]) => list.length < SHOWN
  for (const { line, name, staffNumber, outcome, changes, unitId } of planned) {
    const person = { line, name, staffNumber }
    if (outcome === 'added' && room(look.joins))
      look.joins.push({ ...person, unit: unitOf(unitId) })
    if (outcome === 'left' && room(look.leaves)) look.leaves.push(person)
    for (const change of changes) {
      if (change.field === 'unit') {
        if (room(look.moves)) look.moves.push({ ...person, from: change.from, to: change.to })
        continue
      }
      look.fields += 1
      if (room(look.changes)) look.changes.push({ ...person, ...change })
    }
  }
}
