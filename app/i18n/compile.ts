/** Compiles the messages; run as `npm run i18n`. */
import { compile } from '@inlang/paraglide-js'

/**
 * In place of the compiler's own runtime, of which browsers would load 2 kB that find out a language from cookies,
 * addresses and headers: here a module variable says it (messages.ts).
 */
const RUNTIME = `/** @typedef {'en' | 'ru' | 'he'} Locale */
/** @typedef {string & { readonly __brand: 'LocalizedString' }} LocalizedString */
/**
 * @template Inputs
 * @template Options
 * @template Markup
 * @typedef {{ readonly __paraglide?: { inputs: Inputs, options: Options, markup: Markup } }} MessageMetadata
 */

/** @type {() => Locale} */
let spoken = () => 'en'

export const experimentalStaticLocale = undefined
/** @returns {Locale} */
export const getLocale = () => spoken()
/** @param {() => Locale} said */
export const overwriteGetLocale = (said) => {
  spoken = said
}
`

/**
 * In place of the compiler's own registry, which makes plural rules anew for every number it says (30 µs each time)
 * and brings formatters that app/i18n/format.ts does better.
 */
const REGISTRY = `/** @type {Record<string, Intl.PluralRules>} */
const rules = {}

/**
 * @param {import('./runtime.js').Locale} locale
 * @param {unknown} input
 * @param {{}} _options
 * @returns {string}
 */
export function plural(locale, input, _options) {
  return (rules[locale] ??= new Intl.PluralRules(locale)).select(Number(input))
}
`

await compile({
  project: 'app/i18n/project.inlang',
  outdir: 'app/i18n/paraglide',
  strategy: ['globalVariable', 'baseLocale'],
  additionalFiles: { 'runtime.js': RUNTIME, 'registry.js': REGISTRY, 'server.js': '' },
})
