import { randomUUID } from 'node:crypto'
import type { EntryContext } from '@remix-run/node'
import { escaped } from './escape.ts'

/** What the root says of the caller. */
interface Frame {
  nonce: string
  me: { name: string } | null
}

/** Stand in a kept page for what is one request's own. Nobody can guess them, so no text of a person holds one. */
const NONCE = randomUUID()
const NAME = randomUUID()
const DATA = randomUUID()
const MARKS = new RegExp(`(${NONCE}|${NAME}|${DATA})`)

const KEPT_PAGES = 200
const pages = new Map<string, string[]>()

/**
 * The page, drawn once for everybody to whom it says the same: drawing follows from the address and the loaders' data
 * alone. Only the nonce, the name in the frame and the data for the browser are put in for each request.
 *
 * For routes with `handle = { shared: true }`, which many people open within hours and which say nothing of one person
 * but what many share; beyond the frame none of them shows the caller's name. Pages with errors are drawn each time.
 */
export function sharedPage(
  context: EntryContext,
  url: string,
  draw: (context: EntryContext, nonce?: string) => string,
): string {
  const { staticHandlerContext: known, serverHandoffString: data = '' } = context
  const frame = known.loaderData.root as Frame | undefined
  const shared = (known.matches.at(-1)?.route.handle as { shared?: true } | undefined)?.shared
  if (!shared || !frame?.me || known.statusCode !== 200 || known.errors || known.actionData) {
    return draw(context)
  }
  const root = { ...frame, nonce: NONCE, me: { ...frame.me, name: NAME } }
  const loaderData = { ...known.loaderData, root }
  const key = url + JSON.stringify(loaderData)
  let parts = pages.get(key)
  if (!parts) {
    const marked = { ...known, loaderData }
    const html = draw(
      { ...context, staticHandlerContext: marked, serverHandoffString: DATA },
      NONCE,
    )
    parts = html.split(MARKS)
    if (pages.size >= KEPT_PAGES) pages.delete(pages.keys().next().value!)
    pages.set(key, parts)
  }
  const own: Record<string, string> = {
    [NONCE]: frame.nonce,
    [NAME]: escaped(frame.me.name),
    [DATA]: data,
  }
  return parts.map((part) => own[part] ?? part).join('')
}
