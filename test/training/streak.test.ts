import { expect, test } from 'vitest'
import {
  NO_STREAK,
  opened,
  pausedOr,
  practised,
  type Streak,
} from '../../app/training/cards/streak.ts'

const shift = (streak: Streak, day: string) => practised(opened(streak, day), day)

test('shifts with practice are counted, once a day, and days off between them cost nothing', () => {
  let streak = shift(NO_STREAK, '2026-03-02')
  streak = practised(streak, '2026-03-02')
  expect(streak.shifts).toBe(1)
  streak = shift(streak, '2026-03-03')
  streak = shift(streak, '2026-04-20')
  expect(streak.shifts).toBe(3)
  expect(opened(streak, '2026-04-30').shifts).toBe(3)
})

test('a shift that goes by without a card ends the row at the next one', () => {
  const two = shift(shift(NO_STREAK, '2026-03-02'), '2026-03-03')
  const missed = opened(opened(two, '2026-03-04'), '2026-03-04')
  expect(missed.shifts).toBe(2)
  expect(opened(missed, '2026-03-05').shifts).toBe(0)
  expect(shift(missed, '2026-03-05').shifts).toBe(1)
})

test('a paused count stands still: nothing breaks it, nothing is added, and it goes on where it stood', () => {
  const two = shift(shift(NO_STREAK, '2026-03-02'), '2026-03-03')
  // Paused on a shift that would have ended the row.
  let streak = pausedOr(opened(two, '2026-03-04'), true)
  for (const day of ['2026-03-05', '2026-03-06']) streak = opened(streak, day)
  streak = shift(streak, '2026-03-07')
  expect(streak).toMatchObject({ shifts: 2, paused: 1 })
  streak = pausedOr(streak, false)
  expect(shift(streak, '2026-03-20')).toMatchObject({ shifts: 3, paused: 0 })
})
