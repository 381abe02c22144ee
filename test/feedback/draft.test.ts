import { expect, test } from 'vitest'
import { type Fields, forgetDraft, keepDraft, keptDraft } from '../../app/feedback/draft.client.ts'
import { draftKey } from '../../app/feedback/draft.server.ts'

/** What a browser's store is, and a look at what lies in it. */
function device() {
  const lies = new Map<string, string>()
  return {
    lies,
    getItem: (name: string) => lies.get(name) ?? null,
    setItem: (name: string, value: string) => void lies.set(name, value),
    removeItem: (name: string) => void lies.delete(name),
  }
}

const MINE = draftKey('the portal’s secret', 'me')
const BEGUN: Fields = [
  ['touchpoint', 'parking'],
  ['note', 'Тележки стоят под дождём'],
  ['signs', 'safe'],
  ['signs', 'clean'],
]

test('what was begun comes back to its author whole, and is not to be read where it lies', async () => {
  const store = device()
  await keepDraft(store, MINE, BEGUN)
  const lying = [...store.lies.values()].join()
  expect(lying).not.toContain('parking')
  expect(Buffer.from(lying, 'base64').toString()).not.toMatch(/parking|Тележки/)
  expect(await keptDraft(store, MINE)).toEqual(BEGUN)
})

test('whoever uses the device next does not get it, and then nobody does', async () => {
  const store = device()
  await keepDraft(store, MINE, BEGUN)
  expect(await keptDraft(store, draftKey('the portal’s secret', 'another'))).toBeNull()
  expect(store.lies.size).toBe(0)
  expect(await keptDraft(store, MINE)).toBeNull()
})

test('nothing lies on the device once it is sent, or everything was taken out again', async () => {
  const store = device()
  await keepDraft(store, MINE, BEGUN)
  await keepDraft(store, MINE, [])
  expect(store.lies.size).toBe(0)
  await keepDraft(store, MINE, BEGUN)
  forgetDraft(store)
  expect(store.lies.size).toBe(0)
})
