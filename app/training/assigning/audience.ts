import { pathsOf } from '../path.ts'

/** Whom an assignment can mean: everybody, the front line, leaders, HR. */
export const AUDIENCE_ROLES = ['everyone', 'employee', 'leader', 'hr'] as const

export interface Audience {
  /** With all units below it. */
  unitId: string
  role: (typeof AUDIENCE_ROLES)[number]
  /** First and last hiring day, null for no limit. */
  hiredFrom: string | null
  hiredTo: string | null
}

export interface Candidate {
  unitId: string
  roles: readonly string[]
  hiredOn: string | null
}

/** Whether an assignment means this person; `below` holds its unit and all below it. */
export function means(
  { role, hiredFrom, hiredTo }: Omit<Audience, 'unitId'>,
  below: ReadonlySet<string>,
  person: Candidate,
): boolean {
  if (!below.has(person.unitId)) return false
  if (role !== 'everyone' && !pathsOf(person.roles).includes(role)) return false
  if (hiredFrom === null && hiredTo === null) return true
  // Who has no hiring day on record is in none of the years asked for.
  if (person.hiredOn === null) return false
  return (
    (hiredFrom === null || person.hiredOn >= hiredFrom) &&
    (hiredTo === null || person.hiredOn <= hiredTo)
  )
}
