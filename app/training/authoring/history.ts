/** One place of a draft before and after an edit; `null` where nothing stood or stands. */
export interface Change {
  path: string[]
  before: unknown
  after: unknown
}

/** What must change to make the one the other. Lists are changed as a whole. */
export function changesBetween(before: unknown, after: unknown, path: string[] = []): Change[] {
  if (isMap(before) && isMap(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    return keys.flatMap((key) => changesBetween(before[key], after[key], [...path, key]))
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return []
  return [{ path, before: before ?? null, after: after ?? null }]
}

/** The draft with these changes done, or undone. */
export function withChanges<T>(whole: T, changes: readonly Change[], side: 'before' | 'after'): T {
  return changes.reduce<unknown>((now, change) => put(now, change.path, change[side]), whole) as T
}

/** Two edits of the same words, one soon after the other, as one. */
export function joined(first: readonly Change[], then: readonly Change[]): Change[] | null {
  const same = first.length === then.length && first.every((one, i) => samePath(one, then[i]!))
  const words = [...first, ...then].every(
    ({ before, after }) => !Array.isArray(before) && !Array.isArray(after),
  )
  return same && words ? first.map((one, i) => ({ ...one, after: then[i]!.after })) : null
}

function samePath(one: Change, other: Change): boolean {
  return one.path.join('\n') === other.path.join('\n')
}

function put(now: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value
  const own = isMap(now) ? now : {}
  const next = put(own[key], rest, value)
  if (next !== null) return { ...own, [key]: next }
  const { [key]: _gone, ...left } = own
  return left
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
