import { expect, test } from 'vitest'
import { lateScripts } from '../../app/http/late-scripts.ts'

const PAGE =
  '<!doctype html><html><head><link rel="stylesheet" href="/a.css"/></head>' +
  '<body><p>Words</p><link rel="modulepreload" href="/a.js"/><link rel="modulepreload" href="/b.js"/><script nonce="n1">window.data={"text":" type=\\"module\\" async=\\"\\""}</script>' +
  '<script nonce="n1" type="module" async="">import "/a.js"</script></body></html>'

test('a page names its scripts, and a browser fetches none of them before it was painted', () => {
  const late = lateScripts(PAGE, 'n1', ['/c.js'])
  expect(late).not.toContain('modulepreload" href')
  expect(late).not.toMatch(/<script[^>]+type="module"/)
  for (const file of ['a', 'b']) expect(late).toContain(`<link rel="late" href="/${file}.js"/>`)
  expect(late).toContain('<link rel="late" href="/c.js"/></head>')
  expect(late).toContain('<script nonce="n1" type="late">import "/a.js"</script>')
  expect(late).toContain('<link rel="stylesheet" href="/a.css"/>')
  expect(late).toMatch(/<script nonce="n1">\{const go=.+<\/script><\/body><\/html>$/)
})

test('a page without scripts stays as it is', () => {
  const page = '<html><head></head><body><p>type="module"</p></body></html>'
  expect(lateScripts(page, 'n1')).toBe(page)
})
