import { expect, test } from 'vitest'
import { onItsWay } from '../../app/http/on-its-way.ts'

const form = (fields: Record<string, string | File>) => {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  return data
}
const sent = {
  formMethod: 'POST',
  formAction: '/owner/directory',
  formData: form({ name: 'Entra', file: new File(['1'], 'a.csv') }),
}
const again = { name: 'Entra', file: new File(['1'], 'a.csv') }

test('a form that is on its way is known again by where it goes and what is in it', () => {
  expect(onItsWay(sent, '/owner/directory', form(again))).toBe(true)
  expect(onItsWay(sent, '/owner/mail', form(again))).toBe(false)
  expect(onItsWay(sent, '/owner/directory', form({ ...again, name: 'Okta' }))).toBe(false)
  const other = { ...again, file: new File(['12'], 'a.csv') }
  expect(onItsWay(sent, '/owner/directory', form(other))).toBe(false)
})

test('where nothing is on its way, or only something is read, a form is sent', () => {
  expect(onItsWay({}, '/owner/directory', form(again))).toBe(false)
  const read = { ...sent, formMethod: 'GET' }
  expect(onItsWay(read, '/owner/directory', form(again))).toBe(false)
})
