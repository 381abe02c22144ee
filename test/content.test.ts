import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { touchpoints } from '../app/touchpoints/touchpoint.server.ts'
import { TOUCHPOINT_GROUPS } from '../app/touchpoints/touchpoint.ts'
import { readContent } from '../app/training/content.server.ts'
import { isInteractive } from '../app/training/interactives/kinds.ts'
import { LANGUAGES } from '../app/training/module.ts'
import { minutesLeft } from '../app/training/pace.ts'
import { strayFigure } from '../app/training/text.ts'
import { checkText, renderText } from '../app/training/text.server.ts'

const folder = path.join(import.meta.dirname, '..', 'content')

/** A copy of the content with one text replaced; what the reader says of it. */
function problemsAfter(file: string, from: string | RegExp, to: string) {
  const copy = mkdtempSync(path.join(tmpdir(), 'zveno-content-'))
  try {
    cpSync(folder, copy, { recursive: true })
    const before = readFileSync(path.join(copy, file), 'utf8')
    const after = before.replace(from, to)
    expect(after).not.toBe(before)
    writeFileSync(path.join(copy, file), after)
    const line = before.slice(0, before.search(from)).split('\n').length
    return { problems: readContent(copy).problems, line }
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

const en = 'modules/chain/en.yaml'

test('the published content has no fault in any of the three languages', () => {
  const { problems, modules } = readContent(folder)
  expect(problems).toEqual([])
  expect(modules.map(({ plan }) => plan.id)).toContain('chain')
})

test('every question has three options with a why each, and at least two wordings, in every language', () => {
  for (const { plan, texts } of readContent(folder).modules)
    for (const language of LANGUAGES)
      for (const question of plan.questions) {
        const wordings = texts[language].questions[question.id] ?? {}
        expect(Object.keys(wordings).length).toBeGreaterThanOrEqual(2)
        const prompts = Object.values(wordings).map((wording) => wording.prompt)
        expect(new Set(prompts).size).toBe(prompts.length)
        for (const { options } of Object.values(wordings)) {
          const texts = Object.values(options)
          expect(texts).toHaveLength(3)
          for (const { why } of texts) expect(why.length).toBeGreaterThan(20)
        }
      }
})

test('the best answer does not always stand in the same place, nor is it told by its length', () => {
  for (const { plan, texts } of readContent(folder).modules) {
    const keys = plan.questions.flatMap((question) => question.variants.map(({ answer }) => answer))
    expect(new Set(keys).size).toBe(3)
    for (const language of LANGUAGES) {
      const longest = plan.questions.flatMap((question) =>
        question.variants.map(({ id, answer }) => {
          const options = texts[language].questions[question.id]?.[id]?.options
          if (!options) throw new Error(`no ${question.id}/${id}`)
          const most = Math.max(...Object.values(options).map(({ text }) => text.length))
          return options[answer].text.length === most
        }),
      )
      expect(longest.filter(Boolean).length / longest.length).toBeLessThanOrEqual(0.5)
    }
  }
})

test('a module takes three to five minutes in every language, and says as many as it takes', () => {
  for (const module of readContent(folder).modules) {
    const each = LANGUAGES.map((language) => minutesLeft(module, language))
    expect([module.plan.id, Math.min(...each) >= 3, Math.max(...each) <= 5]).toEqual([
      module.plan.id,
      true,
      true,
    ])
    expect(module.plan.minutes).toBe(Math.max(...each))
  }
})

test('all twelve modules of the curriculum are there, in its order, each with something to do', () => {
  const modules = readContent(folder).modules.map(({ plan }) => plan)
  expect(modules.map(({ order }) => order)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
  for (const { id, blocks, questions } of modules) {
    expect([id, blocks.some((block) => isInteractive(block))]).toEqual([id, true])
    expect([id, blocks.filter(({ kind }) => kind === 'guess').length]).toEqual([id, 1])
    expect([id, blocks.some(({ kind }) => kind === 'worked-example')]).toEqual([id, true])
    expect(questions.length).toBeGreaterThanOrEqual(5)
  }
})

test('a tag that nobody knows is an error with file and line', () => {
  const { problems, line } = problemsAfter(en, /Two minutes\. The bill/, '{% wow %}Two{% /wow %}')
  expect(problems).toContainEqual({
    file: en,
    line,
    message: expect.stringContaining("Undefined tag: 'wow'") as string,
  })
})

test('a percentage outside a claim or a sum is an error with file and line', () => {
  const { problems, line } = problemsAfter(en, 'In June she brings', 'In June 80 % bring')
  expect(problems).toEqual([
    { file: en, line, message: expect.stringContaining('“80 %” stands outside') as string },
  ])
})

test('a text that is missing in one language is an error', () => {
  const { problems } = problemsAfter('modules/chain/he.yaml', /^ {6}c:\n.*\n.*\n/m, '')
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatchObject({ file: 'modules/chain/he.yaml' })
  expect(problems[0]?.message).toMatch(/options\.c/)
})

test('a text that no block asks for is an error', () => {
  const { problems } = problemsAfter('modules/chain/ru.yaml', /^ {2}unsaid:/m, '  extra:')
  expect(problems.map(({ message }) => message).join()).toMatch(/extra/)
})

test('an option without a why is an error', () => {
  const { problems, line } = problemsAfter(en, /^ {8}why: It may go up.*\n/m, '')
  expect(problems).toHaveLength(1)
  expect(problems[0]?.message).toMatch(/blocks\.guess\.options\.a\.why/)
  expect(Math.abs((problems[0]?.line ?? 0) - line)).toBeLessThanOrEqual(1)
})

test('a figure that is not in the register cannot be cited', () => {
  const { problems } = problemsAfter(en, 'claim id="C05"', 'claim id="C99"')
  expect(problems.map(({ message }) => message).join()).toMatch(/C99 is not among the claims/)
  expect(problemsAfter('claims.yaml', '- id: C15', '- id: C16').problems).toContainEqual({
    file: 'modules/chain/module.yaml',
    line: expect.any(Number) as number,
    message: 'claims: C15 is not in claims.yaml',
  })
})

test('a question with one wording only is refused', () => {
  const { problems } = problemsAfter(
    'modules/chain/module.yaml',
    '      - { id: couriers, answer: a }\n',
    '',
  )
  expect(problems[0]?.message).toMatch(/at least two wordings/)
})

test.each([
  ['# A heading', 'heading'],
  ['![x](https://a.example/b.png)', 'image'],
  ['[x](http://a.example)', 'https'],
  ['a {% claim %}b{% /claim %}', 'id'],
  ['a {% claim id="5" %}b{% /claim %}', 'must match'],
  ['a {% num onclick="x" %}3{% /num %}', 'onclick'],
  ['a {% num class="x" %}3{% /num %}', 'class'],
  ['a {% $secret %}', 'variables'],
  ['a {% num %}b', 'missing closing'],
  ['| a |\n|---|\n| b |', 'table'],
  ['`code`', 'code'],
])('a text cannot hold %j', (source, reason) => {
  expect(
    checkText(source)
      .map(({ message }) => message)
      .join(),
  ).toContain(reason)
  expect(() => renderText(source)).toThrow(/^line \d+: /)
})

test('what looks like HTML or a script link stays plain words', () => {
  const shown = JSON.stringify(renderText('<script>x</script> [y](javascript:alert(1))'))
  expect(shown).toBe('[{"tag":"p","children":["<script>x</script> [y](javascript:alert(1))"]}]')
})

test.each(['5 %', '16%', '5x', '5×', '3 раза', '5х', '10-кратный', 'פי 5', '5 אחוזים', '2 times'])(
  '%j counts as a figure and needs its evidence',
  (figure) => {
    const text = `so ${figure} it is`
    expect(strayFigure([text])).not.toBeNull()
    expect(strayFigure([{ tag: 'num', children: [text] }])).toBeNull()
    expect(strayFigure([{ tag: 'claim', id: 'C05', children: [text] }])).toBeNull()
  },
)

test.each([
  '3 customers',
  '10 years',
  'три раза',
  'в 2010 году',
  '2 минуты',
  '5 xylophones',
  '7 лет',
])('%j is no figure about the world', (text) => {
  expect(strayFigure([text])).toBeNull()
})

test('twenty touchpoints in four groups, each once in the journey, none about a body', () => {
  const list = touchpoints()
  expect(list).toHaveLength(20)
  expect(list.map(({ order }) => order)).toEqual(list.map((_, index) => index + 1))
  expect(new Set(list.map(({ code }) => code)).size).toBe(20)
  expect(new Set(list.map(({ group }) => group))).toEqual(new Set(TOUCHPOINT_GROUPS))
  const names = list.flatMap(({ name }) => Object.values(name)).join(' ')
  expect(names).not.toMatch(
    /height|build|body|figure|face|рост|телослож|фигур|лицо|גובה|מבנה גוף|פנים יפות/i,
  )
})
