import { overwriteGetLocale } from './paraglide/runtime.js'
import type { Locale } from './locale.ts'

export { m } from './paraglide/messages.js'

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
