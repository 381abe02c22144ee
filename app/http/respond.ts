/** A page that does not exist, or not for this person: the same answer, so that nobody can probe for ids. */
export function notFound(): Response {
  return new Response('not found', { status: 404, statusText: 'Not Found' })
}

/** The person is known and their role does not open this door. */
export function forbidden(): Response {
  return new Response('forbidden', { status: 403, statusText: 'Forbidden' })
}

export function badRequest(): Response {
  return new Response('bad request', { status: 400, statusText: 'Bad Request' })
}

/** The storage cannot be reached just now: nothing was kept, and trying again is right. */
export function unavailable(): Response {
  return new Response('unavailable', { status: 503, statusText: 'Service Unavailable' })
}

/**
 * A place inside the portal to go on to: path, query and fragment of `wish` if it stays on `origin`,
 * else `/`. Parsed as browsers parse, so that `//e`, `/\e`, tabs and foreign schemes lead home.
 */
export function safePath(wish: unknown, origin: string): string {
  if (typeof wish !== 'string' || !wish.startsWith('/')) return '/'
  try {
    const url = new URL(wish, origin)
    if (url.origin !== new URL(origin).origin) return '/'
    const path = url.pathname + url.search + url.hash
    // '/..//e' parses on our origin to '//e', which a browser would read as a host.
    return /^\/(?![/\\])/.test(path) ? path : '/'
  } catch {
    return '/'
  }
}
