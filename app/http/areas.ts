import type { ServerBuild } from '@remix-run/node'

/**
 * The part of a build that a path can lead to: the routes whose first segment is the path's, and those that begin with
 * no fixed word. Remix reads the pattern of every route it has anew, three times a page; a fifth of the time of a page
 * went into that. Browsers get the whole list in a file of its own.
 */
export function areas(build: ServerBuild): (pathname: string) => ServerBuild {
  const common: string[] = []
  const named = new Map<string, string[]>()
  for (const id of Object.keys(build.routes)) {
    const area = areaOfRoute(build, id)
    if (area === null) common.push(id)
    else named.set(area, [...(named.get(area) ?? []), id])
  }
  const only = (ids: string[]): ServerBuild => ({
    ...build,
    routes: pick(build.routes, ids),
    assets: { ...build.assets, routes: pick(build.assets.routes, ids) },
  })
  const elsewhere = only(common)
  const parts = new Map([...named].map(([area, ids]) => [area, only([...ids, ...common])]))
  return (pathname) => parts.get(areaOfPath(pathname)) ?? elsewhere
}

/** The fixed word its addresses begin with; null where there is none. */
function areaOfRoute(build: ServerBuild, id: string): string | null {
  let first: string | undefined
  for (let route = build.routes[id]; route; route = build.routes[route.parentId ?? '']) {
    if (route.path) first = route.path.split('/')[0]
  }
  return first && /^[\w-]+$/.test(first) ? first.toLowerCase() : null
}

/** As Remix compares: decoded, and in any case of letters. */
function areaOfPath(pathname: string): string {
  const first = pathname.split('/')[1] ?? ''
  try {
    return decodeURIComponent(first).toLowerCase()
  } catch {
    return ''
  }
}

function pick<Value>(from: Record<string, Value>, ids: string[]): Record<string, Value> {
  const picked: Record<string, Value> = {}
  for (const id of ids) if (Object.hasOwn(from, id)) picked[id] = from[id]!
  return picked
}
