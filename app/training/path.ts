import type { ModulePlan } from './module.ts'

export type Path = ModulePlan['roles'][number]

/** Whose paths a person walks: a leader's or HR's, both for who is both; everybody else the front line's. */
export function pathsOf(roles: readonly string[]): Path[] {
  const own = (['leader', 'hr'] as const).filter((role) => roles.includes(role))
  return own.length > 0 ? own : ['employee']
}

/** Advice, not a lock: modules beside the path are as open as those on it. */
export function onPath(module: { roles: readonly Path[] }, roles: readonly string[]): boolean {
  return pathsOf(roles).some((path) => module.roles.includes(path))
}

export function isPath(value: unknown): value is Path {
  return value === 'employee' || value === 'leader' || value === 'hr'
}
