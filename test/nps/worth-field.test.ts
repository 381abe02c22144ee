import { Children, isValidElement, type ReactElement, type ReactNode } from 'react'
import { expect, test } from 'vitest'
import { WorthField } from '../../app/nps/worth-field.tsx'

/** Values of the options of a select, as they are given to whoever draws it. */
const valuesOf = (select: ReactElement<{ children: ReactNode }>) =>
  Children.toArray(select.props.children)
    .filter((child): child is ReactElement<{ value: unknown }> => isValidElement(child))
    .map(({ props }) => props.value)

test('a word that was given no score yet is shown without one, and not as a 0', () => {
  const field = WorthField({ index: 0, word: 'so-so', worth: '', none: 'Choose' })
  // The browser's Preact chooses by ==, to which a number 0 is the same as no value.
  // oxlint-disable-next-line eqeqeq
  const chosen = valuesOf(field).filter((value) => value == field.props.defaultValue)
  expect(chosen).toEqual([''])
})
