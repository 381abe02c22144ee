/** What a page's form asks for; `options` are what it offers where it lets nobody type. */
export interface Field {
  name: string
  type: string
  value: string
  options: string[]
}

export interface Form {
  /** The page it stands on, and the address it is sent to. */
  page: string
  action: string
  method: 'get' | 'post'
  multipart: boolean
  fields: Field[]
}

export interface Crawled {
  /** Every page that was opened, with what it said. */
  pages: Map<string, string>
  /** One of each kind: the same fields at the same address, ids aside. */
  forms: Form[]
}

/** Whoever opens it is signed out, or in another language. */
const LEFT_ALONE = /^\/(sign-out|language|sign-in\/oidc|account\/sessions\/end)/

/**
 * Opens pages from `from` by their links, at most `most` of them and few of each kind, as whoever `open` asks for.
 * `open` gives null for what is no page. Reads what React writes: attributes in double quotes, escaped.
 */
export async function crawl(
  open: (path: string) => Promise<string | null>,
  from: string[],
  most: number,
  ofAKind = 2,
): Promise<Crawled> {
  const pages = new Map<string, string>()
  const forms = new Map<string, Form>()
  const seen = new Set<string>(from)
  const kinds = new Map<string, number>()
  const waiting = [...from]
  while (waiting.length > 0 && pages.size < most) {
    const path = waiting.shift()!
    const html = await open(path)
    if (html === null) continue
    pages.set(path, html)
    for (const form of formsOf(html, path)) {
      if (!LEFT_ALONE.test(form.action)) forms.set(kindOf(form), form)
    }
    for (const [, href] of html.matchAll(/<a\b[^>]*?\shref="([^"]*)"/g)) {
      const to = placed(plain(href!), path)
      if (to === null || seen.has(to) || LEFT_ALONE.test(to)) continue
      seen.add(to)
      const kind = shapeOf(to)
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
      if (kinds.get(kind)! <= ofAKind) waiting.push(to)
    }
  }
  return { pages, forms: [...forms.values()] }
}

/** An address without its ids and values: pages of one shape are one page. */
function shapeOf(address: string): string {
  const { pathname, searchParams } = new URL(address, 'http://here')
  const parts = pathname.split('/').map((part) => (/\d|.{20,}/.test(part) ? '*' : part))
  return `${parts.join('/')}?${[...searchParams.keys()].sort().join('&')}`
}

function kindOf({ method, action, fields }: Form): string {
  return `${method} ${shapeOf(action)} ${fields.map(({ name }) => name.replace(/\d+/g, '*')).join()}`
}

/** The address on this portal, without its fragment; null for another place. */
function placed(href: string, path: string): string | null {
  const url = new URL(href, `http://here${path}`)
  return url.origin === 'http://here' ? url.pathname + url.search : null
}

function formsOf(html: string, page: string): Form[] {
  return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].map(([, own, inside]) => {
    const of = attributes(own!)
    return {
      page,
      action: placed(of.action ?? page, page) ?? page,
      method: of.method?.toLowerCase() === 'post' ? 'post' : 'get',
      multipart: /multipart/.test(own!),
      fields: fieldsOf(inside!),
    }
  })
}

function fieldsOf(html: string): Field[] {
  const fields = new Map<string, Field>()
  for (const [, tag, own, inside] of html.matchAll(
    /<(input|textarea|select|button)\b([^>]*?)\/?>(?:((?:(?!<\/?(?:textarea|select)\b).)*)<\/(?:textarea|select)>)?/gs,
  )) {
    const { name, value = '', type = tag! } = attributes(own!)
    if (!name) continue
    const options = [...(inside ?? '').matchAll(/<option\b([^>]*)>/g)].map(
      ([, option]) => attributes(option!).value ?? '',
    )
    const choice = type === 'radio' || type === 'checkbox' || tag === 'button'
    const known = fields.get(name)
    if (known && choice) known.options.push(value)
    else if (!known) {
      const said = tag === 'textarea' ? plain(inside ?? '') : (options.at(-1) ?? value)
      fields.set(name, { name, type, value: said, options: choice ? [value] : options })
    }
  }
  return [...fields.values()]
}

function attributes(own: string): Record<string, string> {
  return Object.fromEntries(
    [...own.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, name, value]) => [
      name!.toLowerCase(),
      plain(value!),
    ]),
  )
}

function plain(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&')
}

/** Whether a person can type into it. */
export function isText({ type }: Field): boolean {
  return ['textarea', 'input', 'text', 'search', 'email', 'url', 'tel', 'password'].includes(type)
}

/** Sends a form as a browser would, with these values instead of its own; of multipart, fields alone. */
export function filled(form: Form, values: Record<string, string>): URLSearchParams {
  const sent = new URLSearchParams()
  for (const { name, value, options } of form.fields)
    sent.set(name, values[name] ?? (value === '' ? (options.at(-1) ?? '') : value))
  return sent
}
