/** Compiles the messages, unless they lie there compiled already; run as `npm run i18n`. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
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

/**
 * One message: its English, Russian and Hebrew text, plain or made of what is filled in.
 * @param {...(string | ((inputs: any) => string))} texts
 * @returns {any}
 */
export const say =
  (...texts) =>
  (/** @type {any} */ inputs, /** @type {{ locale?: Locale } | undefined} */ options) => {
    const text = texts[PLACES[options?.locale ?? spoken()]]
    return typeof text === 'function' ? text(inputs) : text
  }

const PLACES = { en: 0, ru: 1, he: 2 }

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

const OUT = 'app/i18n/paraglide'
const MADE_FROM = path.join(OUT, 'made-from')

const sources = sourcesHash()
if (existsSync(MADE_FROM) && readFileSync(MADE_FROM, 'utf8') === sources) process.exit()

await compile({
  project: 'app/i18n/project.inlang',
  outdir: OUT,
  strategy: ['globalVariable', 'baseLocale'],
  additionalFiles: { 'runtime.js': RUNTIME, 'registry.js': REGISTRY, 'server.js': '' },
})

/**
 * The compiler writes each message as four functions, of which the fourth chooses: the same lines with other names, in
 * every script of every page. Here they become one call.
 */
const folder = path.join(OUT, 'messages')
const all: string[] = []
for (const name of readdirSync(folder).toSorted()) {
  if (name.startsWith('_') || !name.endsWith('.js')) continue
  const file = path.join(folder, name)
  const short = shortened(readFileSync(file, 'utf8'), name)
  writeFileSync(file, short)
  all.push(
    short.replace(/^(?:import|\/\*\* @typedef) .*\n/gm, '').replace(/\/\*\* @type .*? \*\/ /g, ''),
  )
}

/**
 * Browsers get each message by itself (vite.config.ts); whoever loads them all, as Node does at each start, loads one
 * file instead of three thousand. Types stay where the compiler wrote them.
 */
const IMPORTS = "import * as registry from './registry.js'\nimport { say } from './runtime.js'\n"
writeFileSync(path.join(OUT, 'all.js'), IMPORTS + all.join(''))
writeFileSync(path.join(OUT, 'messages.js'), "export * as m from './all.js'\n")
writeFileSync(path.join(OUT, 'messages.d.ts'), "export * as m from './messages/_index.js'\n")

writeFileSync(MADE_FROM, sources)

/** Of every text, the settings, this file and the versions of what compiles. */
function sourcesHash(): string {
  const hash = createHash('sha256')
  const texts = readdirSync('app/i18n/messages', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => path.join('app/i18n/messages', name))
    .toSorted()
  const settings = ['app/i18n/project.inlang/settings.json', import.meta.filename]
  for (const file of [...texts, ...settings, 'package-lock.json']) {
    hash.update(file).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

function shortened(code: string, name: string): string {
  const texts = ['en', 'ru', 'he'].map((locale) => {
    const made = new RegExp(`^const ${locale}_\\w+ = /\\*\\*.*?\\*/ (.*?^\\})`, 'ms').exec(
      code,
    )?.[1]
    const text = made && /^\(\w*\) => \{\s*return \/\*\*.*?\*\/ \((`.*`)\)\s*\}$/s.exec(made)?.[1]
    if (text) return text.includes('${') ? `(i) => ${text}` : text
    // The last form fits every other number; behind it stands the message's own name, which nobody reads.
    return made?.replace(/if \(\w+ === "other"\) (return .*\n)\s*return .*\n/, '$1')
  })
  const head = /^export const \w+ = \/\*\* @type .*? \*\/ (?=\()/m.exec(code)?.[0]
  if (!head || texts.includes(undefined)) throw new Error(`${name} is not what the compiler wrote`)
  return [
    ...(code.match(/^import .*registry.*$/m) ?? []),
    "import { say } from '../runtime.js'",
    ...(code.match(/^\/\*\* @typedef .*$/gm) ?? []),
    `${head}(/* @__PURE__ */ say(${texts.join(', ')}))`,
    '',
  ].join('\n')
}
