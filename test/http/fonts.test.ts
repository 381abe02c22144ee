import { afterAll, beforeAll, expect, test } from 'vitest'
import { LOCALES } from '../../app/i18n/locale.ts'
import { startPortal, type TestPortal } from '../support/portal.ts'

let portal: TestPortal

beforeAll(async () => {
  portal = await startPortal()
})
afterAll(() => portal.remove())

/** What stands between the slashes and the hash of a font's file. */
const SCRIPTS = { en: ['latin'], ru: ['cyrillic', 'latin'], he: ['hebrew', 'latin'] }

test.each(LOCALES)(
  'a page in %s brings the letters of its language, and no others',
  async (locale) => {
    const page = await portal.fetch('/sign-in', { headers: { 'Accept-Language': locale } })
    const html = await page.text()
    expect(html).toContain(`<html lang="${locale}"`)
    const link = page.headers.get('link') ?? ''
    const files = [...link.matchAll(/<([^>]+)>; rel=preload; as=font/g)].map(([, file]) => file!)
    expect(files.map((file) => /rubik-(\w+)-wght/.exec(file)?.[1])).toEqual(SCRIPTS[locale])
    // The very files its style names: another address would be fetched beside them.
    const sheet = /<link rel="stylesheet" href="([^"]+)"/.exec(html)?.[1] ?? ''
    const style = await (await portal.fetch(sheet)).text()
    for (const file of files) {
      expect(style).toContain(file)
      expect((await portal.fetch(file)).headers.get('content-type')).toBe('font/woff2')
    }
  },
)
