import type { Employee, Role } from './employee.server.ts'

type Me = Pick<Employee, 'id' | 'roles'>

/** Whether somebody holds what only an owner gives. */
export function isAbove(person: { roles: readonly Role[] }): boolean {
  return person.roles.some((role) => role !== 'leader')
}

/**
 * Whether somebody of HR may do to this person what would let them take their place: hand out a link, change the address
 * it is sent to, let them leave. An owner may with everybody, each with themselves, nobody else with HR and owners.
 */
export function mayHandle(me: Me, person: { id: string; roles: readonly Role[] }): boolean {
  return me.id === person.id || me.roles.includes('owner') || !isAbove(person)
}
