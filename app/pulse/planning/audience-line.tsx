import { m } from '../../i18n/messages.ts'
import type { Audience } from '../audience.ts'
import { rolesName } from './words.ts'

/** Who is asked, in a line; `units` by name, null for all. */
export function AudienceLine({
  units,
  roles,
}: {
  units: readonly string[] | null
  roles: Audience['roles']
}) {
  return (
    <>
      {units
        ? units.map((name, i) => (
            <span key={name}>
              {i > 0 && ', '}
              <bdi>{name}</bdi>
            </span>
          ))
        : m.pulse_planning_whole()}
      {roles !== 'everyone' && `; ${rolesName(roles)}`}
    </>
  )
}
