import { expect, test } from 'vitest'
import { content } from '../../app/training/content.server.ts'
import { LANGUAGES } from '../../app/training/module.ts'
import { onPath, pathsOf } from '../../app/training/path.ts'
import { register } from '../../app/training/register.server.ts'
import { folded, holdsWords } from '../../app/training/search.ts'

test('the page of figures holds every figure of the register, in every language', () => {
  for (const language of LANGUAGES) {
    const all = register(content().modules, '', '', language)
    expect(all.map(({ id }) => id)).toEqual([...content().claims.keys()])
    expect(all.every(({ wording, measured }) => wording !== '' && measured !== '')).toBe(true)
  }
})

test('a figure is found by its number, by words of it and by who measured it', () => {
  const ids = (wish: string, language: 'en' | 'ru' | 'he') =>
    register(content().modules, wish, '', language).map(({ id }) => id)
  expect(ids('c05', 'en')).toEqual(['C05'])
  expect(ids('KEININGHAM growth', 'en')).toContain('C13')
  expect(ids('реестре нет такого', 'ru')).toEqual([])
  for (const language of LANGUAGES) {
    const [first] = register(content().modules, 'C13', '', language)
    const [, second = ''] = (first?.wording ?? '').split(' ')
    expect(ids(second.toUpperCase(), language)).toContain('C13')
  }
})

test('the grade filters, and a grade that nobody knows filters nothing', () => {
  const all = register(content().modules, '', '', 'en')
  const folklore = register(content().modules, '', 'folklore', 'en')
  expect(folklore.length).toBeGreaterThan(0)
  expect(folklore.every(({ grade }) => grade === 'folklore')).toBe(true)
  expect(register(content().modules, '', 'sure', 'en')).toHaveLength(all.length)
})

test('each figure says which modules quote it', () => {
  const chain = register(content().modules, 'C24', '', 'he')[0]
  expect(chain?.cited).toContainEqual({
    slug: 'chain',
    title: content().modules[0]?.texts.he.title,
  })
  for (const { plan } of content().modules)
    for (const id of plan.claims)
      expect(register(content().modules, id, '', 'en')[0]?.cited.map(({ slug }) => slug)).toContain(
        plan.id,
      )
})

test.each([
  ['всё', 'ВСЕ'],
  ['é', 'E'],
  ['70\u00a0%', '70%'],
  ['שָׁלוֹם', 'שלומ'],
  ['0–6', '0-6'],
])('%j is found by %j', (text, wish) => {
  expect(holdsWords([text], wish)).toBe(true)
})

test('words are looked for each by itself, and all of them have to be there', () => {
  expect(holdsWords(['Loyal customers', 'bring others'], 'other loyal')).toBe(true)
  expect(holdsWords(['Loyal customers', 'bring others'], 'other angry')).toBe(false)
  expect(folded('  “C05”: НЕТ!  ')).toBe('c05 нет')
})

test('the front line, leaders and HR have a path each; who is leader and HR walks both', () => {
  expect(pathsOf([])).toEqual(['employee'])
  expect(pathsOf(['owner'])).toEqual(['employee'])
  expect(pathsOf(['hr', 'leader'])).toEqual(['leader', 'hr'])
  expect(onPath({ roles: ['employee'] }, ['leader'])).toBe(false)
  expect(onPath({ roles: ['employee', 'hr'] }, ['hr'])).toBe(true)
  // The module on the chain begins every path.
  for (const roles of [[], ['leader'], ['hr']])
    expect(content().modules.find(({ plan }) => onPath(plan, roles))?.plan.id).toBe('chain')
})
