import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { formatDay } from '../../app/i18n/format.ts'
import { LOCALES, preferredLocale } from '../../app/i18n/locale.ts'

const root = path.resolve(import.meta.dirname, '../..')
const folder = path.join(root, 'app/i18n/messages')
const purposes = readdirSync(folder)

type Variants = { match: Record<string, string> }[]
type Messages = Record<string, string | Variants>

const read = (purpose: string, locale: string) =>
  JSON.parse(readFileSync(path.join(folder, purpose, `${locale}.json`), 'utf8')) as Messages

/** What a message holds: its plain text, or all its plural forms. */
const texts = (message: string | Variants) =>
  typeof message === 'string' ? [message] : message.flatMap((one) => Object.values(one.match))

const inputs = (message: string | Variants) =>
  [
    ...new Set(
      texts(message).flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map((hit) => hit[1])),
    ),
  ].sort()

test('every text exists in English, Russian and Hebrew, and is not empty', () => {
  const missing = purposes.flatMap((purpose) => {
    const keys = new Set(LOCALES.flatMap((locale) => Object.keys(read(purpose, locale))))
    return [...keys].flatMap((key) =>
      LOCALES.filter((locale) => {
        const message = read(purpose, locale)[key]
        return message === undefined || texts(message).some((text) => text.trim() === '')
      }).map((locale) => `${purpose}/${locale}.json lacks ${key}`),
    )
  })
  expect(missing).toEqual([])
})

test('a text has the same blanks to fill in every language', () => {
  const wrong = purposes.flatMap((purpose) => {
    const [en, ...others] = LOCALES.map((locale) => read(purpose, locale))
    return Object.entries(en ?? {}).flatMap(([key, message]) =>
      others.flatMap((other) =>
        other[key] !== undefined && inputs(other[key]).join() !== inputs(message).join()
          ? [key]
          : [],
      ),
    )
  })
  expect(wrong).toEqual([])
})

test('counted texts have each plural form of their language: Russian one, few, many; Hebrew one, two', () => {
  const needed = {
    en: ['one', 'other'],
    ru: ['one', 'few', 'many', 'other'],
    he: ['one', 'two', 'other'],
  }
  const wrong = purposes.flatMap((purpose) =>
    LOCALES.flatMap((locale) =>
      Object.entries(read(purpose, locale)).flatMap(([key, message]) => {
        if (typeof message === 'string') return []
        const forms = Object.keys(message[0]?.match ?? {}).join(' ')
        if (!/Plural=/.test(forms)) return []
        return needed[locale]
          .filter((form) => !forms.includes(`=${form}`))
          .map((form) => `${locale} ${key}: ${form}`)
      }),
    ),
  )
  expect(wrong).toEqual([])
})

test('Russian texts are in Cyrillic and Hebrew texts in Hebrew', () => {
  const wrong = purposes.flatMap((purpose) =>
    (['ru', 'he'] as const).flatMap((locale) =>
      Object.entries(read(purpose, locale)).flatMap(([key, message]) => {
        const letters = texts(message)
          .join(' ')
          .replaceAll(/\{\w+\}/g, '')
        const own = locale === 'ru' ? /[а-яё]/i : /[א-ת]/
        // Short figures, signs and names of things (NPS, CSV) are the same everywhere.
        return /[a-z]{4,}|\p{L}{6,}/iu.test(letters) && !own.test(letters)
          ? [`${locale} ${key}: ${letters}`]
          : []
      }),
    ),
  )
  expect(wrong).toEqual([])
})

test('every folder of texts is compiled', () => {
  const settings = readFileSync(path.join(root, 'app/i18n/project.inlang/settings.json'), 'utf8')
  expect(purposes.filter((purpose) => !settings.includes(`/${purpose}/`))).toEqual([])
})

test('no component says anything that is not a message', () => {
  const files = readdirSync(path.join(root, 'app'), { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.tsx'),
  )
  expect(files.length).toBeGreaterThan(10)
  const spoken = new Set([
    'title',
    'alt',
    'placeholder',
    'aria-label',
    'label',
    'legend',
    'hint',
    'caption',
    'lead',
    'eyebrow',
  ])
  const words = /\p{L}{2,}/u
  const hard: string[] = []
  for (const name of files) {
    const text = readFileSync(path.join(root, 'app', name), 'utf8')
    const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX)
    const visit = (node: ts.Node): void => {
      const said = saidBy(node)
      if (said !== null && words.test(said) && !ALLOWED.has(said.trim())) {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart())
        hard.push(`app/${name}:${line + 1} ${said.trim()}`)
      }
      ts.forEachChild(node, visit)
    }
    visit(source)
  }
  expect(hard).toEqual([])

  function saidBy(node: ts.Node): string | null {
    if (ts.isJsxText(node)) return node.text
    if (!ts.isStringLiteral(node) && !ts.isNoSubstitutionTemplateLiteral(node)) return null
    const { parent } = node
    if (ts.isJsxAttribute(parent)) return spoken.has(parent.name.getText()) ? node.text : null
    if (ts.isJsxExpression(parent)) {
      if (ts.isJsxAttribute(parent.parent))
        return spoken.has(parent.parent.name.getText()) ? node.text : null
      return node.text
    }
    if (
      ts.isConditionalExpression(parent) &&
      ts.isJsxExpression(parent.parent) &&
      !ts.isJsxAttribute(parent.parent.parent)
    ) {
      return node.text
    }
    return null
  }
})

/** Names that no language translates. */
const ALLOWED = new Set([
  'Zveno',
  'NPS',
  'eNPS',
  'CSV',
  'XLSX',
  'PDF',
  'English',
  'Русский',
  'עברית',
])

test('a browser that asks for old-style Hebrew, or for several languages, gets the one it wants most', () => {
  expect(preferredLocale('iw-IL,en;q=0.5')).toBe('he')
  expect(preferredLocale('fr;q=0.9, ru;q=0.8, en;q=0.7')).toBe('ru')
  expect(preferredLocale('de')).toBe('en')
  expect(preferredLocale(null)).toBe('en')
  expect(existsSync(folder)).toBe(true)
})

test('a Russian day ends in a word, so that a sentence can end after it', () => {
  expect(formatDay('2026-11-30', 'UTC', 'ru')).toBe('30 ноября 2026\u00a0года')
  expect(formatDay('2026-11-30', 'UTC', 'en')).toBe('30 November 2026')
})

test('a percent sign stands at its number as its language has it, and never alone on a line', () => {
  const wrong = purposes.flatMap((purpose) =>
    LOCALES.flatMap((locale) =>
      Object.entries(read(purpose, locale))
        .filter(([, message]) => texts(message).some((text) => /[\d}] %(?!\})/.test(text)))
        .map(([key]) => `${key} (${locale})`),
    ),
  )
  expect(wrong).toEqual([])
})
