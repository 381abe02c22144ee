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
}

const sources = readdirSync(path.resolve('app'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(tsx?|mjs)$/.test(name) && !name.includes('paraglide'))
  .map((name) => ({ name, text: readFileSync(path.resolve('app', name), 'utf8') }))

test.each(Object.entries(NEVER))('%s stands nowhere', (_what, form) => {
  expect(sources.length).toBeGreaterThan(100)
  expect(sources.filter(({ text }) => form.test(text)).map(({ name }) => name)).toEqual([])
})
