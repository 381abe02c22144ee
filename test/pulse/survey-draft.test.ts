import { expect, test } from 'vitest'
import { bank } from '../../app/pulse/surveys/bank.server.ts'
import { built } from '../../app/pulse/surveys/building.server.ts'
import { composed } from '../../app/pulse/surveys/definition.ts'
import { differences } from '../../app/pulse/surveys/differences.ts'
import {
  bankIds,
  blankDraft,
  changed,
  draftOf,
  faultsOf,
  keyOf,
  type OwnDraft,
  picked,
  type SurveyDraft,
} from '../../app/pulse/surveys/draft.ts'
import { ownId } from '../../app/pulse/surveys/own-id.server.ts'

const ids = bankIds(bank())
const keys = ({ parts }: SurveyDraft) => parts.map(keyOf)
const words = (word: string) => ({ en: word, ru: word, he: word })

/** What the builder's page sends, as a browser without JavaScript would. */
function sent(draft: SurveyDraft, wish: string, picks?: string[]): FormData {
  const form = new FormData()
  form.set('do', wish)
  for (const [l, text] of Object.entries(draft.title)) form.set(`title-${l}`, text)
  for (const part of draft.parts) {
    form.append('part', keyOf(part))
    if ('bank' in part) {
      if (!picks) form.append('pick', part.bank)
      continue
    }
    const { key, kind, text, options } = part.own
    form.set(`${key}-kind`, kind)
    for (const [l, one] of Object.entries(text)) form.set(`${key}-text-${l}`, one)
    for (const option of options) {
      form.append(`${key}-option`, option.key)
      for (const [l, one] of Object.entries(option.text)) {
        form.set(`${key}-${option.key}-${l}`, one)
      }
    }
  }
  for (const id of picks ?? []) form.append('pick', id)
  return form
}

const lunch: OwnDraft = {
  key: 'k0',
  kind: 'choice',
  text: words('When do you eat?'),
  options: ['early', 'late', 'never'].map((word, i) => ({ key: `o${i}`, text: words(word) })),
}
const whole: SurveyDraft = {
  title: words('Kitchen'),
  parts: [{ bank: 'enps' }, { bank: 'can_rely' }, { own: lunch }, { bank: 'comment' }],
}

test('a new survey begins with eNPS and a question for words; items go between them', () => {
  const blank = blankDraft(ids)
  expect(keys(blank)).toEqual(['enps', 'comment'])
  const some = picked(blank, ['enps', 'comment', 'can_rely', 'gear_works'], ids)
  expect(keys(some)).toEqual(['enps', 'gear_works', 'can_rely', 'comment'])
  expect(keys(picked(some, ['comment', 'can_rely'], ids))).toEqual(['can_rely', 'comment'])
  expect(keys(picked({ ...blank, parts: [] }, ['would_try', 'enps', 'my_part'], ids))).toEqual([
    'enps',
    'my_part',
    'would_try',
  ])
})

test('buttons move, take out and add; the ends stay where they are', () => {
  expect(keys(changed(whole, 'up:can_rely', ids))).toEqual(['can_rely', 'enps', 'k0', 'comment'])
  expect(keys(changed(whole, 'down:can_rely', ids))).toEqual(['enps', 'k0', 'can_rely', 'comment'])
  for (const nothing of ['up:enps', 'down:comment', 'up:no_such', 'dance:enps', 'add:enps', '']) {
    expect(changed(whole, nothing, ids)).toEqual(whole)
  }
  expect(keys(changed(whole, 'drop:k0', ids))).toEqual(['enps', 'can_rely', 'comment'])
  expect(keys(changed(whole, 'add:item', ids))).toEqual(['enps', 'can_rely', 'k0', 'k1', 'comment'])
  expect(keys(changed(whole, 'add:comment', ids)).at(-1)).toBe('k1')
})

test('a choice keeps two options at least and seven at most', () => {
  const optionsAfter = (...steps: string[]) => {
    const after = steps.reduce((draft, step) => changed(draft, step, ids), whole)
    const part = after.parts[2]!
    return 'own' in part ? part.own.options.map(({ key }) => key) : []
  }
  expect(optionsAfter('less:k0:o1')).toEqual(['o0', 'o2'])
  expect(optionsAfter('less:k0:o1', 'less:k0:o0')).toEqual(['o0', 'o2'])
  // A key that was given back is not given again while a later one stands.
  expect(optionsAfter('less:k0:o1', 'option:k0')).toEqual(['o0', 'o2', 'o3'])
  expect(optionsAfter(...Array.from({ length: 9 }, () => 'option:k0'))).toHaveLength(7)
})

test('what a form sends comes back whole, whichever button was pressed', () => {
  const unfinished = { ...whole, title: { en: 'Kitchen', ru: '', he: '' } }
  const moved = built(sent(unfinished, 'up:k0'))
  expect(moved).toMatchObject({ outcome: 'draft', faults: [] })
  expect(moved.draft).toEqual(changed(unfinished, 'up:k0', ids))
  const refused = built(sent(unfinished, 'save'))
  expect(refused.outcome).toBe('draft')
  expect(refused.draft).toEqual(unfinished)
})

test('before JavaScript ticking and unticking takes effect with the next button', () => {
  const result = built(sent(whole, 'update', ['enps', 'comment', 'gear_works']))
  expect(keys(result.draft)).toEqual(['enps', 'k0', 'gear_works', 'comment'])
})

test('a form that somebody forged brings no question that is not in the bank', () => {
  const form = sent(whole, 'save')
  form.append('part', 'no_such')
  form.append('pick', 'no_such')
  form.append('part', 'k9')
  form.append('k0-option', '../x')
  expect(built(form).draft).toEqual(whole)
})

test('each missing word is a fault at its own field, and so are words said twice', () => {
  const at = (draft: SurveyDraft) =>
    faultsOf(draft, ids).map(({ field, fault }) => `${field} ${fault}`)
  expect(at(whole)).toEqual([])
  expect(at({ ...whole, title: { en: 'a', ru: '', he: 'a'.repeat(81) } })).toEqual([
    'title-ru missing',
    'title-he long',
  ])
  const other = { ...lunch, key: 'k1', options: lunch.options.slice(0, 2) }
  expect(at({ ...whole, parts: [{ own: lunch }, { own: other }] })).toEqual(['k1-text-en same'])
  const twins = [lunch.options[0]!, { key: 'o1', text: { en: 'EARLY', ru: 'б', he: 'ג' } }]
  expect(at({ ...whole, parts: [{ own: { ...lunch, options: twins } }] })).toEqual([
    'k0-o1-en same',
  ])
})

test('nothing to ask, thirty-one questions and a fifth question for words are refused', () => {
  const with_ = (parts: SurveyDraft['parts']) =>
    faultsOf({ ...whole, parts }, ids).map(({ field, fault }) => `${field} ${fault}`)
  expect(with_([])).toEqual(['order empty'])
  const items = ids.items.slice(0, 31).map((bank) => ({ bank }))
  expect(with_(items.slice(0, 30))).toEqual([])
  expect(with_(items)).toEqual(['order too-many'])
  const said = { ...lunch, kind: 'comment' as const, options: [] }
  const comments = ids.comments.map((bank) => ({ bank }))
  expect(with_(comments)).toEqual([])
  expect(with_([...comments, { own: said }])).toEqual(['order too-many-comments'])
})

test('a saved survey asks what was built, and opens in the builder as it was', () => {
  const result = built(sent(whole, 'save'))
  if (result.outcome !== 'ready') throw new Error('it is ready')
  const survey = composed(result.definition, bank(), 'hr-1', 1)
  expect(survey.questions.map(({ kind }) => kind)).toEqual(['enps', 'item', 'choice', 'comment'])
  expect(survey.questions[2]!.options!.map(({ en }) => en)).toEqual(['early', 'late', 'never'])
  const again = draftOf(result.definition)
  expect(again.parts[2]).toMatchObject({ own: { kind: 'choice', text: lunch.text } })
  const second = built(sent(again, 'save'))
  expect(second).toMatchObject({ outcome: 'ready', definition: result.definition })
})

test('other words are another question: the id of an own question is made of what it says', () => {
  const question = { kind: 'choice' as const, text: lunch.text, options: [words('a'), words('b')] }
  expect(ownId(question)).toMatch(/^own_[a-z]{16}$/)
  expect(ownId({ ...question })).toBe(ownId(question))
  const others = [
    { ...question, text: { ...lunch.text, he: 'מתי?' } },
    { ...question, options: [words('b'), words('a')] },
    { ...question, kind: 'item' as const, options: undefined },
  ]
  expect(new Set([question, ...others].map(ownId)).size).toBe(4)
})

test('an own question for words warns its writer as those of the bank do', () => {
  const said = { key: 'k0', kind: 'comment' as const, text: words('What now?'), options: [] }
  const result = built(sent({ ...whole, parts: [{ own: said }] }, 'save'))
  expect(result).toMatchObject({
    definition: { parts: [{ own: { hint: bank().comments[0]!.hint } }] },
  })
})

test('what changed between two versions is said question by question', () => {
  const asked = (title: string, ...parts: string[]) =>
    composed({ title: words(title), parts: parts.map((id) => ({ bank: id })) }, bank(), 'ours', 1)
  const before = asked('Kitchen', 'enps', 'can_rely', 'gear_works', 'comment')
  const same = { title: null, added: [], dropped: [], reordered: false }
  expect(differences(before, before)).toEqual(same)
  const after = differences(before, asked('Bar', 'enps', 'gear_works', 'can_rely', 'my_part'))
  expect(after.title?.en).toBe('Kitchen')
  expect(after.added.map(({ id }) => id)).toEqual(['my_part'])
  expect(after.dropped.map(({ id }) => id)).toEqual(['comment'])
  expect(after.reordered).toBe(true)
  const longer = asked('Kitchen', 'enps', 'my_part', 'can_rely', 'gear_works', 'comment')
  expect(differences(before, longer)).toMatchObject({ reordered: false, dropped: [] })
})
