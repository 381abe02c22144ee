import { expect, test } from 'vitest'
import { content } from '../../../app/training/content.server.ts'
import { checked } from '../../../app/training/authoring/check.server.ts'
import {
  ADDABLE,
  blankDraft,
  draftOf,
  sectionOf,
  sectionsOf,
  stepped,
  steppedIn,
} from '../../../app/training/authoring/draft.ts'
import { fieldsOf } from '../../../app/training/authoring/form.ts'
import { formOf } from '../../../app/training/authoring/form.server.ts'
import { previewOf, stopsOf, tryOut } from '../../../app/training/authoring/preview.server.ts'
import { contextOf } from '../../../app/training/authoring/section-page.server.ts'
import { LANGUAGES, planOfKind } from '../../../app/training/module.ts'
import { filledIn, moduleOf, sentFor, writtenDraft } from './writing.ts'

test('every module of the portal can be copied, sent through its forms unchanged, and is the same module again', () => {
  for (const module of content().modules) {
    let draft = draftOf(module)
    for (const section of sectionsOf(draft))
      draft = filledIn(draft, section, sentFor(draft, section))
    const { module: again, faults } = checked(draft, module.plan.id, module.plan.version, 'en')
    expect(faults).toEqual([])
    expect({ ...again, plan: { ...again?.plan, claims: again?.plan.claims.toSorted() } }).toEqual({
      ...module,
      plan: { ...module.plan, claims: module.plan.claims.toSorted() },
    })
  }
})

test('a form has a field for every text in every language, and for every setting', () => {
  const draft = draftOf(moduleOf('recovery'))
  const keys = sectionsOf(draft).flatMap((section) =>
    [...fieldsOf(formOf(section, sectionOf(draft, section)!, contextOf('he')))].map(
      ({ key }) => `${section}.${key}`,
    ),
  )
  expect(new Set(keys).size).toBe(keys.length)
  const words = (value: unknown): number =>
    typeof value === 'string'
      ? 1
      : Object.values(value as object).reduce<number>((sum, one) => sum + words(one), 0)
  const texts = keys.filter((key) => !/\.(answer|to|fit|roles|draw)$/.test(key))
  expect(texts).toHaveLength(words(moduleOf('recovery').texts.en))
})

test('whichever screen is added, it holds together before anything is written in it', () => {
  for (const kind of ADDABLE) {
    const added = stepped(blankDraft(13), `add:${kind}`)
    const draft = added!.draft
    const block = draft.plan.blocks.find(({ id }) => `block-${id}` === added!.section)
    const issues = planOfKind(kind)?.safeParse(block).error?.issues
    // A picture nobody has brought yet is the one thing of a plan that cannot be made up.
    const picture = kind === 'picture'
    expect([kind, issues?.map(({ path }) => path.join('.'))]).toEqual([
      kind,
      picture ? ['picture.file'] : undefined,
    ])
    const { faults } = checked(draft, 'new', 1, 'en')
    const own = faults.filter(({ section }) => section === added!.section)
    // Only words are missing, each at a field that the form has.
    const fields = new Set(
      [
        ...fieldsOf(formOf(added!.section, sectionOf(draft, added!.section)!, contextOf('en'))),
      ].flatMap(({ key, type }) =>
        type === 'text'
          ? LANGUAGES.map((language) => `${language}.${key}`)
          : type === 'picture'
            ? [`plan.${key}`]
            : [],
      ),
    )
    expect(own.length).toBe(fields.size)
    expect(own.filter(({ field }) => !fields.has(field ?? ''))).toEqual([])
    // And it can be looked at in every language.
    const step = stopsOf(draft).findIndex(({ section }) => section === added!.section) + 1
    for (const language of LANGUAGES)
      expect(previewOf(draft, step, language, {})).toMatchObject({ language })
  }
})

test('things of a list are added, moved and taken out with their words', () => {
  const draft = draftOf(moduleOf('nine-signs'))
  const block = draft.plan.blocks.find(({ kind }) => kind === 'place')!
  const section = `block-${block.id}`
  const before = sectionOf(draft, section)!
  const [first, second] = before.plan.cards as { id: string }[]
  const moved = steppedIn(section, before, `down:cards.${first!.id}`)
  expect((moved.plan.cards as { id: string }[]).slice(0, 2).map(({ id }) => id)).toEqual([
    second!.id,
    first!.id,
  ])
  const less = steppedIn(section, before, `drop:cards.${first!.id}`)
  expect(JSON.stringify(less)).not.toContain(`"${first!.id}"`)
  const more = steppedIn(section, less, 'add:cards')
  expect((more.plan.cards as unknown[]).length).toBe((before.plan.cards as unknown[]).length)
  // What refers to something that is there no more is told at its field.
  const gone = steppedIn(section, before, `drop:places.${(before.plan.places as string[])[0]}`)
  expect(gone).toEqual(before)
  for (const nonsense of ['', 'drop', 'drop:kind', 'add:__proto__', 'up:cards', 'add:cards.x.y'])
    expect(steppedIn(section, before, nonsense)).toEqual(before)
})

test('the line stays last, the questions stay, and no button breaks a module', () => {
  const draft = blankDraft(13)
  for (const step of [
    'drop:block-s5',
    'up:block-s5',
    'down:block-s4',
    'drop:block-s4',
    'drop:about',
    'add:nonsense',
    'add:questions',
    'up:block-s1',
  ])
    expect([step, stepped(draft, step)]).toEqual([step, null])
  const up = stepped(draft, 'up:block-s3')!.draft
  expect(up.plan.blocks.map(({ id }) => id)).toEqual(['s1', 's3', 's2', 's4', 's5'])
})

test('a percentage without its evidence is told at its field, with what to write instead', () => {
  const draft = filledIn(
    writtenDraft(),
    'block-s2',
    sentFor(writtenDraft(), 'block-s2', ({ key, language, value }) =>
      key === 'body' && language === 'ru' ? 'Это приносит 80 % больше.' : value,
    ),
  )
  const { faults } = checked(draft, 'new', 1, 'ru')
  expect(faults).toEqual([
    {
      section: 'block-s2',
      field: 'ru.body',
      message: expect.stringContaining('{% num %}80 %{% /num %}') as string,
    },
  ])
})

test.each([
  ['# Title', 'headings'],
  ['[x](http://a.example)', 'https://'],
  ['{% wow %}x{% /wow %}', 'a tag is not written'],
  ['A {% term id="no-such" %}word{% /term %}.', '“no-such”'],
])('%j is refused in words, at its field', (body, words) => {
  const draft = filledIn(
    writtenDraft(),
    'block-s2',
    sentFor(writtenDraft(), 'block-s2', ({ key, language, value }) =>
      key === 'body' && language === 'en' ? body : value,
    ),
  )
  const [fault] = checked(draft, 'new', 1, 'en').faults
  expect(fault).toMatchObject({ section: 'block-s2', field: 'en.body' })
  expect(fault?.message).toContain(words)
})

test('what is written becomes a module with its minutes and its figures worked out', () => {
  const { module, faults } = checked(writtenDraft(), 'new', 4, 'en')
  expect(faults).toEqual([])
  expect(module?.plan).toMatchObject({ id: 'new', version: 4, claims: [], draw: 3 })
  expect(module?.plan.minutes).toBeGreaterThan(0)
})

const ATTACKS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "'-alert(1)-'",
  '[x](javascript:alert(1))',
  '[x](https://a.example "onmouseover=alert(1)")',
  '![x](https://a.example/x.png)',
  '{% claim id="C05" onclick="x" %}a{% /claim %}',
  '{% $user.secret %}',
  '{{constructor.constructor("alert(1)")()}}',
  '</textarea><script>alert(1)</script>',
  '\u202Ealert\u0000',
]

test('hostile words in every field of every kind of screen are shown as words, and run nowhere', () => {
  let draft = blankDraft(13)
  for (const kind of ADDABLE) draft = stepped(draft, `add:${kind}`)?.draft ?? draft
  for (const attack of ATTACKS) {
    for (const section of sectionsOf(draft))
      draft = filledIn(
        draft,
        section,
        sentFor(draft, section, () => attack),
      )
    for (const [index] of stopsOf(draft).entries())
      for (const language of LANGUAGES) {
        const before = previewOf(draft, index + 1, language, {})
        const form = new FormData()
        form.set('choice', 'a')
        const tried = tryOut(draft, index + 1, form, language, {})
        const after = tried && typeof tried === 'object' && 'tried' in tried ? tried.tried : {}
        for (const view of [before, previewOf(draft, index + 1, language, after)]) {
          const sent = JSON.stringify(view)
          expect(sent).not.toMatch(/"tag":"(?!p"|em"|strong"|ul"|ol"|li"|a"|num"|term"|claim")/)
          for (const [, href] of sent.matchAll(/"href":"([^"]*)"/g))
            expect(href).toMatch(/^https:\/\//)
        }
      }
  }
})

test('where a module takes something of the company, its preview shows an example in its place, in each language', () => {
  const kinds = new Map<string, string>()
  for (const { plan } of content().modules)
    for (const [index, block] of plan.blocks.entries())
      for (const language of LANGUAGES) {
        if (!['walk', 'calculator', 'promise'].includes(block.kind)) continue
        const draft = draftOf(moduleOf(plan.id))
        const view = JSON.stringify(previewOf(draft, index + 1, language, {}))
        kinds.set(`${block.kind} ${language}`, view)
      }
  expect(kinds.get('calculator en')).toContain('Example: of what a year brings')
  expect(kinds.get('promise ru')).toContain('Пример магазина')
  expect(kinds.get('walk he')).toContain('סניף לדוגמה')
  // What is ticked in it is kept like a reader's own.
  const module = content().modules.find(({ plan }) =>
    plan.blocks.some(({ kind }) => kind === 'ours'),
  )!
  const step = module.plan.blocks.findIndex(({ kind }) => kind === 'ours') + 1
  const draft = draftOf(module)
  const shown = previewOf(draft, step, 'en', {})
  expect(JSON.stringify(shown)).toContain('Example: +34 from 120 answers')
  const sent = new FormData()
  sent.set('do', 'trust:site-score:rely')
  const tried = tryOut(draft, step, sent, 'en', {})
  expect(tried).toMatchObject({ step })
  const after = previewOf(draft, step, 'en', (tried as { tried: Record<string, unknown> }).tried)
  expect(JSON.stringify(after)).toContain('how far the portal relies on it')
})
