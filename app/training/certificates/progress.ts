import type { Path } from '../path.ts'

export const EXAM_QUESTIONS = 10
/** So many of ten must fit. */
export const EXAM_NEEDED = 8
/** Days between the two passed sittings, by the company's clock: what is known once may be gone in a week. */
export const APART_DAYS = 7
/** Days of rest after a sitting that was not passed. */
export const REST_DAYS = 1

/** What is known of one person; days are 'YYYY-MM-DD' by the company's clock. */
export interface Standing {
  /** Slugs of the modules passed. */
  passed: ReadonlySet<string>
  /** The oldest first. */
  exams: readonly {
    id: string
    path: Path
    startedAt: number
    finishedOn: string | null
    correct: number | null
  }[]
  /** The oldest first. */
  certificates: readonly {
    id: string
    path: Path
    issuedOn: string
    revokedAt: number | null
    revokedOn: string | null
    reason: string
  }[]
}

export type State =
  /** Modules of the path are still to be passed. */
  | { is: 'learning' }
  | { is: 'ready' }
  | { is: 'open'; exam: string }
  /** Not before `from`: the days between two sittings, or the rest after one that was not passed. */
  | { is: 'waiting'; from: string; why: 'apart' | 'rest' }
  | { is: 'certified'; certificate: string; issuedOn: string }

export interface Progress {
  path: Path
  state: State
  passed: number
  /** Modules of the path. */
  of: number
  /** The sitting that comes next or is open: 1 or 2. */
  sitting: 1 | 2
  /** The day of the first passed sitting. */
  firstOn: string | null
  /** Sittings that ended, the newest first. */
  sittings: { id: string; on: string; passed: boolean }[]
  /** The last certificate of this path that was revoked, where none stands. */
  revoked: { certificate: string; on: string; reason: string } | null
}

/** How far a certificate is. What was passed before one was revoked does not count towards the next. */
export function progressOf(
  path: Path,
  modules: readonly string[],
  { passed: passes, exams, certificates }: Standing,
  today: string,
): Progress {
  const own = certificates.filter((one) => one.path === path)
  const standing = own.find(({ revokedAt }) => revokedAt === null)
  const gone = standing ? undefined : own.at(-1)
  const since = gone?.revokedAt ?? 0
  const sittings = exams.filter((exam) => exam.path === path && exam.startedAt >= since)
  const open = sittings.find(({ finishedOn }) => finishedOn === null)
  const finished = sittings.filter(({ finishedOn }) => finishedOn !== null)
  const first = finished.find(isPassed)
  const last = finished.at(-1)
  const passed = modules.filter((module) => passes.has(module)).length
  const apart = first ? dayAfter(first.finishedOn!, APART_DAYS) : ''
  const rested = last && !isPassed(last) ? dayAfter(last.finishedOn!, REST_DAYS) : ''

  const state = (): State => {
    if (standing) return { is: 'certified', certificate: standing.id, issuedOn: standing.issuedOn }
    if (open) return { is: 'open', exam: open.id }
    if (passed < modules.length || modules.length === 0) return { is: 'learning' }
    if (apart > today && apart >= rested) return { is: 'waiting', from: apart, why: 'apart' }
    if (rested > today) return { is: 'waiting', from: rested, why: 'rest' }
    return { is: 'ready' }
  }
  return {
    path,
    state: state(),
    passed,
    of: modules.length,
    sitting: first ? 2 : 1,
    firstOn: first?.finishedOn ?? null,
    sittings: finished
      .map((exam) => ({ id: exam.id, on: exam.finishedOn!, passed: isPassed(exam) }))
      .toReversed(),
    revoked: gone ? { certificate: gone.id, on: gone.revokedOn!, reason: gone.reason } : null,
  }
}

export function isPassed({ correct }: { correct: number | null }): boolean {
  return correct !== null && correct >= EXAM_NEEDED
}

function dayAfter(day: string, days: number): string {
  const time = Date.parse(`${day}T00:00:00Z`) + days * 24 * 60 * 60 * 1000
  return new Date(time).toISOString().slice(0, 10)
}
