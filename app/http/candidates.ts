import type { ServerBuild } from '@remix-run/node'

/**
 * The part of a build that a path can lead to: the pages with as many segments and the same fixed words, those above
 * them, and those whose length is open. Remix ranks every route it has and makes a pattern of each, twice for data and
 * three times for a page; of a hundred routes that took longer than what the page says. Of the candidates the router
 * itself still chooses (`test/http/candidates.test.ts`). Browsers get the whole list in a file of its own.
 */
export function candidates(build: ServerBuild): (pathname: string) => ServerBuild {
  const always: string[] = []
  const fixed = new Map<number, Page[]>()
  for (const [id, route] of Object.entries(build.routes)) {
    const chain = chainOf(build, id)
    const words = chain.flatMap((one) => build.routes[one]?.path?.split('/') ?? []).filter(Boolean)
    const isOpen = words.some((word) => /[*?]/.test(word))
    if (isOpen) always.push(...chain)
    // What has neither an address nor is a folder's first page stands above others only.
    else if (route?.path !== undefined || route?.index) {
      const same = fixed.get(words.length) ?? []
      fixed.set(words.length, [...same, { chain, words: words.map(fixedWord) }])
    }
  }
  const parts = new Map<string, ServerBuild>()
  return (pathname) => {
    const asked = segmentsOf(pathname)
    const led = (fixed.get(asked.length) ?? []).filter(({ words }) =>
      words.every((word, i) => word === null || word === asked[i]),
    )
    const key = led.map(({ chain }) => chain[0]).join(' ')
    let part = parts.get(key)
    if (!part) {
      part = only(build, [...led.flatMap(({ chain }) => chain), ...always])
      parts.set(key, part)
    }
    return part
  }
}

interface Page {
  /** Its id and those above it, `root` last. */
  chain: string[]
  /** Its segments in small letters; null where anything may stand. */
  words: (string | null)[]
}

function chainOf(build: ServerBuild, id: string): string[] {
  const chain: string[] = []
  for (let route = build.routes[id]; route; route = build.routes[route.parentId ?? '']) {
    chain.push(route.id)
  }
  return chain
}

function fixedWord(segment: string): string | null {
  return segment.startsWith(':') ? null : segment.toLowerCase()
}

/** As Remix compares: decoded one by one, in any case of letters, and as written where one cannot be decoded. */
function segmentsOf(pathname: string): string[] {
  const written = pathname.split('/').filter(Boolean)
  try {
    return written.map((segment) => decodeURIComponent(segment).toLowerCase())
  } catch {
    return written.map((segment) => segment.toLowerCase())
  }
}

function only(build: ServerBuild, ids: string[]): ServerBuild {
  const wanted = new Set(ids)
  return {
    ...build,
    routes: pick(build.routes, wanted),
    assets: { ...build.assets, routes: pick(build.assets.routes, wanted) },
  }
}

/** In the order of the build, which decides between equals. */
function pick<Value>(from: Record<string, Value>, wanted: Set<string>): Record<string, Value> {
  return Object.fromEntries(Object.entries(from).filter(([id]) => wanted.has(id)))
}
