import { overwriteGetLocale } from './paraglide/runtime.js'
import type { Locale } from './locale.ts'

export { m } from './paraglide/messages.js'

/**
 * Paraglide makes plural rules anew for every message with a number; that was a sixth of a page full of numbers. So
 * those without options are kept: three languages, one each.
 */
const plurals = new Map<string, Intl.PluralRules>()
const PluralRules = new Proxy(Intl.PluralRules, {
  construct(rules, [locale, options]: [string, Intl.PluralRulesOptions?]) {
    if (typeof locale !== 'string' || (options && Object.keys(options).length > 0)) {
      return new rules(locale, options)
    }
    let kept = plurals.get(locale)
    if (!kept) plurals.set(locale, (kept = new rules(locale)))
    return kept
  },
})
Object.assign(Intl, { PluralRules })

let current: Locale = 'en'
overwriteGetLocale(() => current)

/**
 * The language of components until the next call. Rendering is synchronous (entry.server.tsx), so a
 * request cannot meet another's language there; loaders, actions, mail and the command line pass `{ locale }`.
 */
export function speak(locale: Locale): void {
  current = locale
}

export function spoken(): Locale {
  return current
}
