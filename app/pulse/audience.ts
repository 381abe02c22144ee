import { z } from 'zod'
import { AUDIENCE_ROLES } from './audience-roles.ts'

/** Who is asked: everybody at or below these units (null: the whole company), and of them everyone, leaders, or all but leaders. */
export const Audience = z.strictObject({
  units: z.array(z.string().min(1)).min(1).nullable(),
  roles: z.enum(AUDIENCE_ROLES),
})
export type Audience = z.infer<typeof Audience>

export const WHOLE_COMPANY: Audience = { units: null, roles: 'everyone' }

/**
 * Whether a person is asked. By the unit they belong to, not the one they answer in: a leader belongs to the team they
 * lead. `within` is every unit at or below the audience's, null for all.
 */
export function isAsked(
  person: { unitId: string; leads: readonly string[] },
  roles: Audience['roles'],
  within: ReadonlySet<string> | null,
): boolean {
  if (within && !within.has(person.unitId)) return false
  return roles === 'everyone' || (roles === 'leaders') === person.leads.length > 0
}
