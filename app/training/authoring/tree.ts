/** Texts of a draft by their keys; what is not written yet is '' or absent. */
export type Tree = string | { [key: string]: Tree }

/** Whatever a draft's plan holds. */
export type Plan = { [key: string]: unknown }

/** The text at that place; '' where there is none. */
export function textAt(tree: Tree | undefined, path: readonly string[]): string {
  const found = treeAt(tree, path)
  return typeof found === 'string' ? found : ''
}

export function treeAt(tree: Tree | undefined, path: readonly string[]): Tree | undefined {
  let at = tree
  for (const key of path) {
    if (typeof at !== 'object' || !Object.hasOwn(at, key)) return undefined
    at = at[key]
  }
  return at
}

/** The tree with something else at that place; `undefined` takes it out. */
export function withTree(
  tree: Tree | undefined,
  path: readonly string[],
  value: Tree | undefined,
): Tree {
  const [key, ...rest] = path
  const own = typeof tree === 'object' ? tree : {}
  if (key === undefined) return value ?? {}
  if (rest.length === 0 && value === undefined) {
    const { [key]: _gone, ...left } = own
    return left
  }
  return { ...own, [key]: rest.length === 0 ? value! : withTree(own[key], rest, value) }
}

/** The id of something in a list of a plan: its own, or the id that it is. */
export function idOf(item: unknown): string {
  if (typeof item === 'string') return item
  const { id } = (item ?? {}) as { id?: unknown }
  return typeof id === 'string' ? id : ''
}

/** What stands in a plan at that place, where things in lists are named by their ids. */
export function planAt(plan: unknown, path: readonly string[]): unknown {
  let at = plan
  for (const key of path) {
    if (Array.isArray(at)) at = at.find((item) => idOf(item) === key)
    else if (at && typeof at === 'object' && Object.hasOwn(at, key)) at = (at as Plan)[key]
    else return undefined
  }
  return at
}

/** The plan with something else at that place; `undefined` takes it out. */
export function withPlan(plan: unknown, path: readonly string[], value: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return value
  if (Array.isArray(plan))
    return plan.flatMap((item: unknown): unknown[] => {
      if (idOf(item) !== key) return [item]
      const next = withPlan(item, rest, value)
      return next === undefined ? [] : [next]
    })
  const own = (plan ?? {}) as Plan
  const next = withPlan(own[key], rest, value)
  if (next !== undefined) return { ...own, [key]: next }
  const { [key]: _gone, ...left } = own
  return left
}
