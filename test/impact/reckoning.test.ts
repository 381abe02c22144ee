import { expect, test } from 'vitest'
import type { SiteYear } from '../../app/impact/link.ts'
import { reckoned } from '../../app/impact/reckoning.server.ts'
import { type LinkInput, RECKONINGS } from '../../app/impact/reckoning.ts'

/** Sites of which each notes a little more wow than the one before, and scores a little higher. */
function linkInput(sites: number): LinkInput {
  const years = Array.from({ length: sites }, (_, at): SiteYear => {
    const grades = { poor: 5, normal: 10, wow: 1 + at }
    const answers = { promoters: 10 + at, passives: 5, detractors: 12 }
    return { siteId: `s${at}`, quarters: [0, 1, 2, 3].map(() => ({ grades, answers })) }
  })
  return { years, groups: [{ group: 'visit', years }], shifted: [years, years] }
}

/** Whether anybody else's turn came before the answer did. */
async function othersFirst<T>(work: () => Promise<T>): Promise<{ first: string; found: T }> {
  const turns: string[] = []
  setImmediate(() => turns.push('somebody else'))
  const found = await work()
  turns.push('the answer')
  return { first: turns[0]!, found }
}

test('while the link of many sites is reckoned, others are answered; what comes out is the same', async () => {
  const input = linkInput(12)
  const { first, found } = await othersFirst(() => reckoned('link', input, 12))
  expect(first).toBe('somebody else')
  expect(found).toEqual(RECKONINGS.link(input))
  expect(found).toMatchObject({ verdict: 'higher', used: 12 })
})

test('so are they while every fix is put beside the places that were not fixed', async () => {
  const days = Array.from({ length: 9 * 200 }, (_, at) => {
    const [site, day] = [at % 9, Math.floor(at / 9)]
    const of = new Date(Date.UTC(2026, 3, 1 + day)).toISOString().slice(0, 10)
    // From the ninetieth day on the first site has more promoters than the others.
    const promoters = site === 0 && day > 90 ? 3 : 1
    const counts = { promoters, passives: 1, detractors: 3 - promoters }
    return { siteId: `s${site}`, touchpoint: 'checkout', day: of, ...counts }
  })
  const fixes = [{ siteId: 's0', touchpoint: 'checkout', doneOn: '2026-06-30' }]
  const input = { fixes, days, today: '2026-10-18' }
  const { first, found } = await othersFirst(() => reckoned('fixes', input, 9))
  expect(first).toBe('somebody else')
  expect(found).toEqual(RECKONINGS.fixes(input))
  expect(found).toMatchObject([{ outcome: 'helped' }])
})

test('below eight sites nothing is claimed, and no thread is started for it', async () => {
  const { first, found } = await othersFirst(() => reckoned('link', linkInput(7), 7))
  expect(first).toBe('the answer')
  expect(found.verdict).toBe('too-few')
})

test('what fails in its thread fails for whoever asked, and the portal goes on', async () => {
  const broken = { ...linkInput(8), shifted: null as never }
  await expect(reckoned('link', broken, 8)).rejects.toThrow(TypeError)
})
