import { afterAll, beforeAll, expect, test } from 'vitest'
import { scriptsAfterPaint } from '../../app/http/late-scripts.ts'
import { startPortal, type TestPortal } from '../support/portal.ts'

let portal: TestPortal

beforeAll(async () => {
  portal = await startPortal()
})
afterAll(() => portal.remove())

test('a page names its scripts, and leaves them until its words are there', async () => {
  const answer = await portal.fetch('/sign-in')
  const html = await answer.text()
  expect(html).not.toMatch(/<link[^>]*rel="modulepreload"|<script[^>]*(type="module"|src=)/)
  expect(answer.headers.get('link')).not.toContain('.js')
  const nonce = /'nonce-([^']+)'/.exec(answer.headers.get('content-security-policy')!)![1]!
  const [, module = ''] = html.split(`<script nonce="${nonce}" type="text/later">`)
  const [, routes = ''] = /^import "(\/assets\/[^"]+)"/.exec(module) ?? []
  expect((await portal.fetch(routes)).headers.get('content-type')).toContain('javascript')
  expect(html).toMatch(/<link fetchpriority="low" rel="later" href="\/assets\/[^"]+\.js"/)
  // Each file the page is made of is named, or a slow network would hear of them one after the other.
  const named = new Set(html.match(/\/assets\/[\w.-]+\.js/g))
  for (const file of [...named].filter((one) => !one.includes('manifest'))) {
    const text = await (await portal.fetch(file)).text()
    for (const [, name] of text.matchAll(/(?:from|import)"\.\/([\w.-]+\.js)"/g)) {
      expect(named, `${file} needs ${name}`).toContain(`/assets/${name}`)
    }
  }
})

test('a page without scripts, and words that look like some, stay as they are', () => {
  const plain = '<html><body><p>&lt;script type="module"></p></body></html>'
  expect(scriptsAfterPaint(plain, 'n', [])).toBe(plain)
  const typed = '{"line":"\\u003cscript nonce=\\"n\\" type=\\"module\\" async=\\"\\"\\u003e"}'
  const page = `<body><script nonce="n">${typed}</script><script nonce="n" type="module" async="">x</script></body>`
  const late = scriptsAfterPaint(page, 'n', ['/assets/a.js'])
  expect(late).toContain(`<script nonce="n">${typed}</script>`)
  expect(late).toContain('<script nonce="n" type="text/later">x</script>')
  expect(late).toContain('data-files="/assets/a.js"')
})
