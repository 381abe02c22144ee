import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

const LANGUAGES = ['en', 'ru', 'he'] as const
type Language = (typeof LANGUAGES)[number]
const DICTIONARIES: Record<Language, string> = { en: 'en_US,en_GB', ru: 'ru_RU', he: 'he_IL' }
/** In Russian and Hebrew texts, a Latin or Greek word is a name or a formula. */
const SCRIPTS: Record<Language, RegExp> = { en: /\p{L}/u, ru: /[а-яё]/i, he: /[א-ת]/ }

const root = path.join(import.meta.dirname, '..')
const accepted = parse(readFileSync(path.join(root, 'test/accepted-words.yaml'), 'utf8')) as Record<
  Language,
  string[]
>

const hunspell = LANGUAGES.every((language) => unknownIn('', language) !== null)
if (!hunspell) {
  const words =
    'spelling is not checked: apt-get install hunspell hunspell-en-us hunspell-en-gb hunspell-ru hunspell-he'
  if (process.env.CI === 'true') throw new Error(words)
  console.warn(words)
}

for (const language of LANGUAGES) {
  test.runIf(hunspell)(`no word is misspelt in what people read (${language})`, () => {
    const texts = textsIn(language)
    const unknown = unknownIn(texts.map(([, all]) => all.join('\n')).join('\n'), language) ?? []
    const wrong = unknown
      .filter((word) => !accepted[language].includes(word))
      .map((word) => `${fileWith(word, texts)}: ${word}`)
    expect(wrong).toEqual([])
    // The list stays small, and nothing in it is idle.
    expect(accepted[language].length).toBeLessThanOrEqual(150)
    expect(accepted[language].filter((word) => !unknown.includes(word))).toEqual([])
  })
}

test.runIf(hunspell)('a slip of the pen in any of the languages is noticed', () => {
  expect(unknownIn('A custmer comes back', 'en')).toEqual(['custmer'])
  expect(unknownIn('Клиент возвращяется', 'ru')).toEqual(['возвращяется'])
  expect(unknownIn('הלקוח חווזר אלינו', 'he')).toEqual(['חווזר'])
})

function fileWith(word: string, texts: [string, string[]][]): string {
  return texts.find(([, all]) => all.some((text) => text.includes(word)))?.[0] ?? 'somewhere'
}

/** Everything written for people in one language, by file. */
function textsIn(language: Language): [string, string[]][] {
  const files = readdirSync(path.join(root, 'content'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml') && !file.endsWith('module.yaml'))
    .sort()
  const content = files.flatMap((file): [string, string[]][] => {
    const whole = parse(readFileSync(path.join(root, 'content', file), 'utf8')) as unknown
    const own = /\/(en|ru|he)\.yaml$/.exec(file)?.[1]
    if (own) return own === language ? [[file, stringsIn(whole)]] : []
    return [[file, written(whole, language)]]
  })
  const messages = path.join(root, 'app/i18n/messages')
  const spoken = readdirSync(messages).map((purpose): [string, string[]] => {
    const file = path.join(messages, purpose, `${language}.json`)
    const texts = Object.values(JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>)
    return [`${purpose}/${language}.json`, texts.flatMap((text) => saidBy(text))]
  })
  return [...content, ...spoken]
}

/** In a file of all languages: the texts of one. */
function written(value: unknown, language: Language): string[] {
  if (!value || typeof value !== 'object') return []
  if ('en' in value && 'ru' in value && 'he' in value)
    return stringsIn((value as Record<Language, unknown>)[language])
  return Object.values(value).flatMap((inner) => written(inner, language))
}

/** A message's words: itself, or its forms; never its declarations. */
function saidBy(text: unknown): string[] {
  if (typeof text === 'string') return [text]
  return (text as { match: Record<string, string> }[]).flatMap(({ match }) => Object.values(match))
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (!value || typeof value !== 'object') return []
  return Object.values(value).flatMap((inner) => stringsIn(inner))
}

/** Words the language's dictionaries do not know, each once; null where there is no such dictionary. */
function unknownIn(text: string, language: Language): string[] | null {
  const plain = text
    .replaceAll(/\{%.*?%\}|\{\w+\}|https?:\S+/g, ' ')
    .replaceAll('־', ' ')
    .replaceAll('׳', "'")
    .replaceAll('’', "'")
    .replaceAll('״', '"')
    // Quotation marks of Hebrew stand inside a word only in abbreviations.
    .replaceAll(/(?<![\p{L}])"|"(?![\p{L}])/gu, ' ')
    .replaceAll(/(?<=(^|\s)[ושהכלבמ]{1,3})"(?=\p{L}{2,})/gmu, ' ')
  const run = spawnSync('hunspell', ['-d', DICTIONARIES[language], '-i', 'utf-8', '-l'], {
    input: plain,
    encoding: 'utf8',
  })
  if (run.status !== 0) return null
  const words = run.stdout.split('\n').map((word) => word.trim())
  return [...new Set(words)].filter((word) => SCRIPTS[language].test(word))
}
