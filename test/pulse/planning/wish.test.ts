import { expect, test } from 'vitest'
import { checkWish, readWish, wishFields } from '../../../app/pulse/planning/wish.ts'
import { survey } from '../../../app/pulse/survey.server.ts'

const ZONE = 'Asia/Jerusalem'
const NOW = new Date('2026-03-02T12:00:00Z')
const unit = (id: string, parentId: string | null) => ({
  id,
  parentId,
  code: id,
  name: id,
  kind: 'team' as const,
})
const known = {
  surveys: [survey('chain')!],
  units: [unit('all', null), unit('north', 'all'), unit('haifa', 'north'), unit('south', 'all')],
}

function checked(fields: string, now = NOW) {
  const wish = readWish(new URLSearchParams(fields), now, ZONE)
  return checkWish(wish, known, ZONE, now)
}

function problems(fields: string) {
  const found = checked(fields)
  return 'problems' in found ? found.problems.map(({ what }) => what) : []
}

const audience = (fields: string) => {
  const found = checked(`survey=chain&${fields}`)
  return 'problems' in found ? null : found.audience.units
}

test('an empty form proposes the whole company, now, for two weeks, once', () => {
  expect(checked('survey=chain')).toMatchObject({
    audience: { units: null, roles: 'everyone' },
    opensAt: NOW,
    closesAt: new Date('2026-03-16T16:00:00Z'),
    reminders: 1,
    rounds: null,
  })
})

test('the same people are the same audience, however they were ticked', () => {
  expect(audience('unit=haifa&unit=north')).toEqual(['north'])
  expect(audience('unit=south&unit=haifa')).toEqual(['haifa', 'south'])
  expect(audience('unit=haifa&unit=south&unit=haifa')).toEqual(['haifa', 'south'])
  expect(audience('unit=haifa&unit=all')).toBeNull()
  expect(audience('unit=elsewhere')).toBeNull()
})

test('times are those of the company’s clock, and have an order', () => {
  const at = 'survey=chain&opens=at'
  expect(checked(`${at}&opensAt=2026-03-26T10:00&closes=2026-04-02T10:00`)).toMatchObject({
    opensAt: new Date('2026-03-26T08:00:00Z'),
    closesAt: new Date('2026-04-02T07:00:00Z'),
  })
  expect(problems('survey=other')).toEqual(['survey-unknown'])
  expect(problems(`${at}`)).toEqual(['opens-missing'])
  expect(problems(`${at}&opensAt=2026-03-02T13:59`)).toEqual(['opens-past'])
  expect(problems('survey=chain&closes=')).toEqual(['closes-missing'])
  expect(problems('survey=chain&closes=2026-03-02T14:00')).toEqual(['closes-early'])
  expect(problems('survey=chain&closes=2026-02-31T14:00')).toEqual(['closes-missing'])
})

test('a round closes before the next opens, by the clock on the wall', () => {
  const weekly = 'survey=chain&often=weekly&opens=at&opensAt=2026-03-23T10:00'
  expect(problems(`${weekly}&closes=2026-03-30T10:00`)).toEqual(['open-too-long'])
  // The clocks go forward in that week: the same hour is one hour less.
  expect(checked(`${weekly}&closes=2026-03-30T09:59`)).toMatchObject({
    rounds: { frequency: 'weekly', firstOpens: '2026-03-23T10:00', openMinutes: 10_079, items: 0 },
  })
})

test('too few questions to bring every driver back within a quarter are refused, with the number that can', () => {
  const monthly = (items: string) =>
    checked(`survey=chain&often=monthly&closes=2026-03-10T10:00&items=${items}`)
  expect(monthly('1')).toEqual({ problems: [{ field: 'items', what: 'items-too-few', limit: 2 }] })
  expect(monthly('2')).toMatchObject({ rounds: { items: 2 } })
  expect(monthly('5')).toEqual({ problems: [{ field: 'items', what: 'items-too-many', limit: 4 }] })
  for (const wrong of ['-1', '2.5', 'two']) expect(monthly(wrong)).toHaveProperty('problems')
  expect(problems('survey=chain&items=1')).toEqual([])
})

test('a wish survives its way through a form', () => {
  const fields =
    'survey=chain&unit=haifa&unit=south&roles=leaders&opens=at&opensAt=2026-03-26T10:00&closes=2026-04-02T10:00&reminders=2&often=quarterly&items=4'
  const wish = readWish(new URLSearchParams(fields), NOW, ZONE)
  expect(readWish(new URLSearchParams(wishFields(wish)), NOW, ZONE)).toEqual(wish)
})
