import fc from 'fast-check'
import { expect, test } from 'vitest'
import { piecesOf } from '../../../app/training/authoring/difference.ts'
import { changesOf } from '../../../app/training/authoring/difference.server.ts'
import { draftOf, stepped } from '../../../app/training/authoring/draft.ts'
import { filledIn, moduleOf, sentFor } from './writing.ts'

test('a difference tells the words that went and the words that came', () => {
  expect(piecesOf('A customer comes back soon.', 'A customer never comes back.')).toEqual([
    { sort: 'same', text: 'A customer' },
    { sort: 'in', text: ' never' },
    { sort: 'same', text: ' comes' },
    { sort: 'out', text: ' back soon.' },
    { sort: 'in', text: ' back.' },
  ])
  expect(piecesOf('', 'new')).toEqual([{ sort: 'in', text: 'new' }])
  expect(piecesOf('same', 'same')).toEqual([{ sort: 'same', text: 'same' }])
})

test('both texts can be read out of their difference, whatever they are', () => {
  const texts = fc
    .array(fc.constantFrom('a', 'да', 'לא', ' ', '\n', '  ', 'b'))
    .map((all) => all.join(''))
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const pieces = piecesOf(before, after)
      const without = (sort: string) =>
        pieces.flatMap((piece) => (piece.sort === sort ? [] : [piece.text])).join('')
      expect([without('in'), without('out')]).toEqual([before, after])
    }),
  )
})

test('between two versions every changed field is told in its language, with sections that came and went', () => {
  const before = draftOf(moduleOf('chain'))
  expect(changesOf(before, before, 'en')).toEqual({ sections: [], reordered: false })
  let after = filledIn(
    before,
    'block-guess',
    sentFor(before, 'block-guess', ({ key, language, value }) =>
      key === 'title' && language === 'he' ? `${value} טוב` : value,
    ),
  )
  after = stepped(after, 'drop:block-hotel')!.draft
  after = stepped(after, 'add:order')!.draft
  after = stepped(after, 'up:question-promise')!.draft
  const { sections, reordered } = changesOf(before, after, 'en')
  expect(reordered).toBe(true)
  expect(sections.map(({ what, section }) => [what, section])).toEqual([
    ['changed', 'block-guess'],
    ['added', 'block-s1'],
    ['taken-out', 'block-hotel'],
  ])
  expect(sections[0]?.fields).toEqual([
    {
      label: 'Title',
      language: 'he',
      pieces: [
        { sort: 'same', text: before.texts.he && moduleOf('chain').texts.he.blocks.guess?.title },
        { sort: 'in', text: ' טוב' },
      ],
    },
  ])
  // A removed screen is told with all its words.
  expect(JSON.stringify(sections[2]?.fields)).toContain('Daniel')
})
