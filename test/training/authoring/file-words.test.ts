import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { zipped } from '../../../app/files/zip.server.ts'
import { moduleIn } from '../../../app/training/authoring/module-file.server.ts'
import { LANGUAGES, type Language } from '../../../app/training/module.ts'

/** The module as it lies in `content/`, with one place changed. */
function broken(slug: string, file: string, from: string | RegExp, to: string) {
  const folder = path.resolve('content/modules', slug)
  const files = new Map(
    readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]),
  )
  const before = files.get(file)!
  const line = before.slice(0, before.search(from)).split('\n').length
  files.set(file, before.replace(from, to))
  expect(files.get(file)).not.toBe(before)
  return { archive: zipped(files), line }
}

function told(archive: Uint8Array, language: Language) {
  const read = moduleIn(archive, language)
  if (!read || !('problems' in read)) throw new Error('nothing is wrong with it')
  return read.problems
}

const CASES: [
  what: string,
  change: [slug: string, file: string, from: string | RegExp, to: string],
  en: string,
][] = [
  ['indents', ['chain', 'ru.yaml', /^summary: /m, 'summary: [ '], 'cannot be read. Look here'],
  ['a number', ['chain', 'module.yaml', 'order: 1', 'order: first'], 'A number must stand here'],
  ['a whole number', ['chain', 'module.yaml', 'order: 1', 'order: 1.5'], 'A whole number must'],
  ['the least', ['chain', 'module.yaml', 'draw: 3', 'draw: 0'], 'the least is 1'],
  ['the most', ['chain', 'module.yaml', 'minutes: 5', 'minutes: 90'], 'the most is 15'],
  ['too few', ['chain', 'module.yaml', /roles: \[.*\]/, 'roles: []'], 'at least 1 must stand'],
  ['a list', ['chain', 'module.yaml', /roles: \[.*\]/, 'roles: hr'], 'A list must stand here'],
  ['a value', ['chain', 'module.yaml', 'answer: b', 'answer: d'], 'these must stand here: a, b, c'],
  ['a kind', ['chain', 'module.yaml', 'kind: text', 'kind: film'], 'must stand here: guess, text'],
  ['an id', ['chain', 'module.yaml', 'id: guess', 'id: The Guess'], 'like this: two-words'],
  ['a figure’s id', ['chain', 'module.yaml', 'C15', 'C1'], 'like this: C05'],
  ['no such figure', ['chain', 'module.yaml', 'C15', 'C88'], 'C88 is not in the register'],
  ['the draw', ['chain', 'module.yaml', 'draw: 3', 'draw: 9'], 'more questions than there are'],
  [
    'the end',
    ['chain', 'module.yaml', '  - { id: line, kind: line }\n', ''],
    'The last block must',
  ],
  ['no questions', ['chain', 'module.yaml', 'kind: questions', 'kind: text'], 'Exactly one block'],
  ['twice', ['chain', 'module.yaml', 'id: unsaid, kind: text', 'id: guess, kind: text'], 'twice'],
  [
    'a card’s place',
    ['nine-signs', 'module.yaml', 'place: sign', 'place: nowhere'],
    'listed in the',
  ],
  ['a board', ['loyal-or-stuck', 'module.yaml', ', not-yet]', ']'], 'exactly four places'],
  [
    'a grade',
    ['honest-numbers', 'module.yaml', 'place: contested, claim: C05', 'place: solid, claim: C05'],
    'C05 is graded “contested” in the register',
  ],
  ['a talk', ['silent', 'module.yaml', /to: [\w-]+/, 'to: nowhere'], 'listed in the same block'],
  [
    'a picture',
    [
      'chain',
      'module.yaml',
      'kind: text',
      'kind: picture, picture: { file: a.jpg }, purpose: tells',
    ],
    'no picture of this name beside',
  ],
  [
    'a text too many',
    ['chain', 'he.yaml', /^title: /m, 'subtitle: x\ntitle: '],
    'for this: subtitle',
  ],
  ['a text too few', ['chain', 'he.yaml', /^title: .*\n/m, ''], 'Something is missing here'],
  ['an empty text', ['chain', 'he.yaml', /^title: .*$/m, "title: ''"], 'This is empty'],
  ['no words', ['chain', 'he.yaml', /^title: .*$/m, 'title: 12'], 'Words must stand here'],
  ['no names', ['chain', 'he.yaml', /^title: .*\n/m, 'title: { a: b }\n'], 'Words must stand here'],
  [
    'a figure',
    ['chain', 'en.yaml', 'In June she brings', 'In June 80 % bring'],
    'where it is from',
  ],
  ['a tag', ['chain', 'en.yaml', 'In June she', '{% wow %}In June{% /wow %} she'], 'A tag is not'],
  [
    'a link',
    ['chain', 'en.yaml', 'In June', '[In June](http://a.example)'],
    'begins with https://',
  ],
  [
    'a tag in a title',
    ['chain', 'en.yaml', /^title: .*$/m, "title: '{% num %}1{% /num %}'"],
    'Plain',
  ],
  [
    'a term',
    ['chain', 'en.yaml', 'In June', '{% term id="wow" %}In June{% /term %}'],
    'word “wow”',
  ],
  ['a quote', ['chain', 'en.yaml', 'claim id="C05"', 'claim id="C99"'], 'C99 is not named under'],
]

/** Of a message: what a reader must know anyway, since it stands so in the files. */
const CODE =
  /\u2066[^\u2069]*\u2069|: [\w-]+(?:, [\w-]+)+\.|\{%.*?%\}|«[\w: ,-]+»|״[\w: ,-]+״|https:\/\/|module\.yaml|[\w-]*[\d_-][\w-]*|\bid\b/g
const LETTERS = { en: /[A-Za-z]/g, ru: /[А-Яа-яЁё]/g, he: /[א-ת]/g }

test.each(CASES)(
  'files with %s wrong: where, and what to do, in each language',
  (_, change, en) => {
    const { archive, line } = broken(...change)
    const all = LANGUAGES.map((language) => told(archive, language))
    const [english] = all
    const at = english!.findIndex(({ message }) => message.includes(en))
    expect([at >= 0, english!.map(({ message }) => message)]).toEqual([true, expect.anything()])
    // What a list lacks is told at the list, what a text lacks where its neighbours begin.
    const { file, place } = english![at]!
    expect(file).toBe(change[1])
    expect(english![at]!.line).toBeGreaterThan(0)
    expect(english![at]!.line).toBeLessThanOrEqual(line + 1)
    for (const [index, problems] of all.entries()) {
      const { message, ...where } = problems[at]!
      expect(where).toEqual({ file, place, line: english![at]!.line })
      const language = LANGUAGES[index]!
      const words = message.replaceAll(CODE, '')
      const own = words.match(LETTERS[language])?.length ?? 0
      const letters = words.match(/\p{L}/gu)?.length ?? 0
      // File names, ids and values stand as they stand in the files.
      expect([message, own / letters > 0.75]).toEqual([message, true])
    }
    expect(new Set(all.map((problems) => problems[at]!.message)).size).toBe(3)
  },
)

test('files that are missing, or refer to themselves without end, are named in each language', () => {
  const plan = readFileSync('content/modules/chain/module.yaml')
  const few = (language: Language) => told(zipped(new Map([['module.yaml', plan]])), language)
  for (const language of LANGUAGES)
    expect(few(language).map(({ file, line }) => `${file}:${line}`)).toEqual([
      'en.yaml:1',
      'ru.yaml:1',
      'he.yaml:1',
    ])
  expect(few('en')[0]!.message).toContain('missing from the archive')
  expect(few('ru')[0]!.message).toContain('в архиве нет')
  expect(few('he')[0]!.message).toContain('חסר בארכיון')
  const laughs = ['a: &a [x, x]']
  for (const [i, letter] of [...'bcdefghijklm'].entries()) {
    const before = 'abcdefghijklm'[i]
    laughs.push(`${letter}: &${letter} [${Array(5).fill(`*${before}`).join(', ')}]`)
  }
  const bomb = zipped(new Map([['module.yaml', laughs.join('\n')]]))
  expect(told(bomb, 'ru')[0]!.message).toContain('ссылается сам на себя')
})
