import type { EntryContext } from '@remix-run/node'

type Manifest = EntryContext['manifest']

const bare = new WeakMap<Manifest, Manifest>()

/**
 * The list of routes as the browser has it (`shorten-routes.ts`): without the files each page is made of. Server and
 * browser must read the same list, since the page itself names what stands in it.
 */
export function bareRoutes(manifest: Manifest): Manifest {
  let known = bare.get(manifest)
  if (!known) {
    const routes: Manifest['routes'] = {}
    for (const [id, route] of Object.entries(manifest.routes)) {
      if (route) routes[id] = { ...route, imports: [] }
    }
    known = { ...manifest, routes }
    bare.set(manifest, known)
  }
  return known
}

/** The files those routes are made of, beside those every page names: fetched with it, not one after the other. */
export function filesOf(manifest: Manifest, ids: readonly string[]): string[] {
  const files = new Set(ids.flatMap((id) => manifest.routes[id]?.imports ?? []))
  for (const file of manifest.entry.imports ?? []) files.delete(file)
  for (const id of ids) files.delete(manifest.routes[id]?.module ?? '')
  return [...files]
}
