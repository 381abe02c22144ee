import { createElement, Suspense } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { boundaryMarks } from '../../app/http/boundary-marks.ts'

test('what waits for its script is marked from its first to its last element, as the browser looks for it', () => {
  const two = [createElement('section', { key: 1 }, 'one'), createElement('form', { key: 2 }, '$')]
  const page = renderToString(createElement('main', null, createElement(Suspense, null, two)))
  expect(page).toContain('<!--$-->')
  expect(boundaryMarks(page)).toBe(
    '<main><!--$s--><section>one</section><form>$</form><!--/$s--></main>',
  )
})
