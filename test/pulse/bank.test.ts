import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { survey, surveys } from '../../app/pulse/survey.server.ts'
import { LOYALTY } from '../../app/pulse/surveys/bank.ts'
import { bank } from '../../app/pulse/surveys/bank.server.ts'
import { bankQuestions, composed, SurveyDefinition } from '../../app/pulse/surveys/definition.ts'
import { lengthOf } from '../../app/pulse/surveys/limits.ts'
import { fitting, range } from '../../app/pulse/survey.ts'

const LANGUAGES = ['en', 'ru', 'he'] as const

test('the bank holds fourteen drivers of three to five items, eNPS and questions for words', () => {
  const { drivers, comments } = bank()
  expect(drivers.map(({ id }) => id)).toEqual([
    'good_work',
    'goals',
    'trust',
    'voice',
    'initiative',
    'growth',
    'respect',
    'fairness',
    'tools',
    'workload',
    'recognition',
    'team',
    'pride',
    'intent',
  ])
  for (const { items } of drivers) {
    expect(items.length).toBeGreaterThanOrEqual(3)
    expect(items.length).toBeLessThanOrEqual(5)
  }
  expect(comments.length).toBeGreaterThanOrEqual(3)
  for (const id of LOYALTY) expect(drivers.map((driver) => driver.id)).toContain(id)
})

test('no two questions of the bank say the same in any language, and an item is one short sentence', () => {
  const questions = [...bankQuestions(bank()).values()]
  for (const language of LANGUAGES) {
    const texts = questions.map(({ text }) => text[language])
    expect(new Set(texts).size).toBe(texts.length)
    for (const { kind, text } of questions) {
      if (kind !== 'item') continue
      expect(text[language]).toMatch(/^[^.?!]+\.$/)
      expect(text[language].split(' ').length).toBeLessThanOrEqual(14)
    }
  }
})

test('the wordings of the first pulse stand under the ids they were asked by', () => {
  const asked = survey('chain')!
  expect(asked.version).toBe(1)
  expect(asked.questions.map(({ id, kind, driver, text }) => [id, kind, driver, text.en])).toEqual([
    [
      'enps',
      'enps',
      undefined,
      'If a good friend were looking for work, how likely is it that you would tell them to come here?',
    ],
    ['work_brings', 'item', 'good_work', 'I know what good work brings me.'],
    ['leader_trust', 'item', 'trust', 'I trust what my leader tells me.'],
    ['opinion_counts', 'item', 'voice', 'My opinion changes something here.'],
    ['can_grow', 'item', 'growth', 'I can grow here.'],
    ['comment', 'comment', undefined, 'What one thing would make your working day better?'],
  ])
})

test('no wording of the bank has changed under its id, and none has gone: stored surveys ask by it', () => {
  const frozen = JSON.parse(
    readFileSync(path.join(import.meta.dirname, 'wordings.json'), 'utf8'),
  ) as Record<string, string>
  const asked = bankQuestions(bank())
  for (const [id, digest] of Object.entries(frozen)) {
    const { en, ru, he } = asked.get(id)!.text
    const now = createHash('sha256').update([en, ru, he].join('\n')).digest('hex')
    expect(now.slice(0, 8), `${id}: other words are another question, with an id of its own`).toBe(
      digest,
    )
  }
  expect(Object.keys(frozen).length).toBeGreaterThanOrEqual(60)
})

test('the full survey asks every driver, and stays within thirty questions', () => {
  const { questions } = survey('whole')!
  const drivers = new Set(questions.flatMap(({ driver }) => driver ?? []))
  expect([...drivers].sort()).toEqual(
    bank()
      .drivers.map(({ id }) => id)
      .sort(),
  )
  expect(lengthOf(questions.length)).toBe('full')
})

test('seven questions are a pulse, eight a full survey, thirty-one too many', () => {
  expect([0, 1, 7, 8, 30, 31].map(lengthOf)).toEqual([
    'empty',
    'pulse',
    'pulse',
    'full',
    'full',
    'too-long',
  ])
  expect(surveys().map(({ id }) => id)).toEqual(['chain', 'whole'])
})

const text = (word: string) => ({ en: word, ru: word, he: word })

const lunch = {
  id: 'own_lunch',
  kind: 'choice' as const,
  text: text('Lunch'),
  options: [text('early'), text('late'), text('none')],
}

test('an own question stands where it was put, and one that is asked twice is refused', () => {
  const definition = SurveyDefinition.parse({
    title: text('Ours'),
    parts: [{ bank: 'can_rely' }, { own: lunch }, { bank: 'comment' }],
  })
  const survey = composed(definition, bank(), 'ours', 3)
  expect(survey).toMatchObject({ id: 'ours', version: 3 })
  expect(survey.questions.map(({ id }) => id)).toEqual(['can_rely', 'own_lunch', 'comment'])
  const twice = { ...definition, parts: [...definition.parts, { bank: 'can_rely' }] }
  expect(() => composed(twice, bank(), 'ours', 3)).toThrow(/same id/)
  const strange = { ...definition, parts: [{ bank: 'no_such' }] }
  expect(() => composed(strange, bank(), 'ours', 3)).toThrow(/no_such/)
})

test('a choice has two to seven options and nothing else has any', () => {
  const kept = (own: object) =>
    SurveyDefinition.safeParse({ title: text('Ours'), parts: [{ own }] }).success
  expect(kept(lunch)).toBe(true)
  expect(kept({ ...lunch, options: lunch.options.slice(0, 1) })).toBe(false)
  expect(kept({ ...lunch, options: Array.from({ length: 8 }, () => text('x')) })).toBe(false)
  expect(kept({ ...lunch, options: undefined })).toBe(false)
  expect(kept({ ...lunch, kind: 'item' })).toBe(false)
  expect(kept({ ...lunch, kind: 'enps', options: undefined })).toBe(false)
})

test('a choice is answered by the number of an option, and by nothing beyond the last', () => {
  expect(range(lunch)).toEqual({ low: 1, high: 3 })
  expect(range({ kind: 'choice', options: 3 })).toEqual({ low: 1, high: 3 })
  const answered = (value: number) =>
    fitting([{ id: 'own_lunch', kind: 'choice', options: 3 }], {
      group: 'g',
      token: 't',
      signature: 's',
      answers: { own_lunch: value },
      comments: [],
    })
  expect(answered(1)?.answers).toEqual({ own_lunch: 1 })
  expect(answered(3)?.answers).toEqual({ own_lunch: 3 })
  expect(answered(0)).toBe(null)
  expect(answered(4)).toBe(null)
})
