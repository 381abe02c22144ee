import { expect, test } from 'vitest'
import { wallClock, zonedTime } from '../../app/i18n/zone.ts'
import { proposedClosing } from '../../app/pulse/closing.ts'

test('a closing time is that of the clock on the company’s wall, summer and winter', () => {
  expect(zonedTime('2026-11-30T18:00', 'Europe/Berlin')).toEqual(new Date('2026-11-30T17:00:00Z'))
  expect(zonedTime('2026-07-01T18:00', 'Europe/Berlin')).toEqual(new Date('2026-07-01T16:00:00Z'))
  expect(zonedTime('2026-07-01T18:00', 'Asia/Jerusalem')).toEqual(new Date('2026-07-01T15:00:00Z'))
  expect(zonedTime('2026-01-01T00:30', 'America/New_York')).toEqual(
    new Date('2026-01-01T05:30:00Z'),
  )
})

test('in the night the clocks go forward a time that does not exist is the one after it', () => {
  expect(zonedTime('2026-03-29T02:30', 'Europe/Berlin')).toEqual(new Date('2026-03-29T01:30:00Z'))
})

test('in the night the clocks go back the later of two equal times is meant', () => {
  expect(zonedTime('2026-10-25T02:30', 'Europe/Berlin')).toEqual(new Date('2026-10-25T01:30:00Z'))
})

test('what is not a time is refused', () => {
  for (const wrong of [
    '',
    'soon',
    '2026-11-30',
    '2026-13-01T10:00',
    '2026-02-31T10:00',
    '2026-11-30T18:00Z',
  ]) {
    expect(zonedTime(wrong, 'UTC')).toBeNull()
  }
})

test('two weeks on, at six in the evening of the company, is proposed', () => {
  expect(proposedClosing(new Date('2026-11-22T23:30:00Z'), 'Europe/Berlin')).toBe(
    '2026-12-07T18:00',
  )
  expect(wallClock(Date.parse('2026-11-22T23:30:00Z'), 'Asia/Jerusalem')).toBe('2026-11-23T01:30')
})
