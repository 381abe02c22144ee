import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

/** What advisories against Remix 2 and React Router 6 name, and the form in which it would stand in our code. */
const NEVER: Record<string, RegExp> = {
  'file sessions (a session id as a path)': /createFileSessionStorage/,
  'JSON-LD through meta (cross-site scripting)': /script:ld\+json/,
  'ScrollRestoration with a key of our own (cross-site scripting)': /<ScrollRestoration[^>]*getKey/,
  'a stored text as HTML':
    /dangerouslySetInnerHTML|\.innerHTML\s*=|insertAdjacentHTML|document\.write/,
  'code from text': /\beval\(|new Function\(/,
  'a redirect to what somebody sent, unparsed': /redirect\((?:form|query|url|params|String\()/,
  'a link to what somebody sent (backslash, double slash)':
    /\b(?:to|href)=\{(?:form|query|url|params|asked|search\w*)\b(?!\.)/,
  'going somewhere by a program with what somebody sent':
    /navigate\((?:form|query|url|params|asked|search\w*)\b/,
  'a thrown value that is neither an answer nor an error (its type is made anew in the browser)':
    /\bthrow (?:\{|\[|JSON|form|body|await request)/,
  'an answer streamed in the form of single fetch': /\bdefer\(|turbo-stream|unstable_data/,
}

const sources = readdirSync(path.resolve('app'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(tsx?|mjs)$/.test(name) && !name.includes('paraglide'))
  .map((name) => ({ name, text: readFileSync(path.resolve('app', name), 'utf8') }))

test.each(Object.entries(NEVER))('%s stands nowhere', (_what, form) => {
  expect(sources.length).toBeGreaterThan(100)
  expect(sources.filter(({ text }) => form.test(text)).map(({ name }) => name)).toEqual([])
})
