import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isDay, isTimeZone } from '../../app/i18n/zone.ts'
import { means } from '../../app/training/assigning/audience.ts'
import { plusDays, plusMonths } from '../../app/training/assigning/day.ts'
import {
  dueAgain,
  dueDay,
  GRACE_DAYS,
  NOTICE_DAYS,
  stageOn,
} from '../../app/training/assigning/due.ts'
import { checkWish, readWish, wishFields } from '../../app/training/assigning/wish.ts'

const days = fc.integer({ min: 0, max: 4000 }).map((n) => plusDays('2024-01-01', n))

test('a month later is the same day, or the last one of a shorter month', () => {
  expect(plusMonths('2026-01-31', 1)).toBe('2026-02-28')
  expect(plusMonths('2024-01-31', 1)).toBe('2024-02-29')
  expect(plusMonths('2025-12-15', 12)).toBe('2026-12-15')
  expect(plusMonths('2026-11-30', 3)).toBe('2027-02-28')
  expect(plusDays('2026-03-28', 2)).toBe('2026-03-30')
})

test('a fixed day holds for everybody who was there; whoever comes later has a week at least', () => {
  const due = { kind: 'on', on: '2026-12-14', days: null } as const
  const joined = (takenOn: string, first: boolean) =>
    dueDay(due, { hiredOn: '2020-01-01', takenOn, first })
  expect(joined('2026-12-12', true)).toBe('2026-12-14')
  expect(joined('2026-12-01', false)).toBe('2026-12-14')
  expect(joined('2026-12-12', false)).toBe('2026-12-19')
  expect(joined('2027-05-01', false)).toBe('2027-05-08')
})

test('days after hiring count from hiring; for who is here long they begin now', () => {
  const due = { kind: 'hired', on: null, days: 30 } as const
  const of = (hiredOn: string | null) =>
    dueDay(due, { hiredOn, takenOn: '2026-12-01', first: true })
  expect(of('2026-11-25')).toBe('2026-12-25')
  expect(of('2019-01-01')).toBe('2026-12-08')
  expect(of(null)).toBe('2026-12-31')
})

test('nobody who comes later is late within their first week, and nobody ever on the day they are taken in', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        days.map((on) => ({ kind: 'on' as const, on, days: null })),
        fc.record({
          kind: fc.constantFrom('hired' as const, 'assigned' as const),
          on: fc.constant(null),
          days: fc.integer({ min: 1, max: 730 }),
        }),
      ),
      fc.option(days),
      days,
      (due, hiredOn, takenOn) => {
        const day = dueDay(due, { hiredOn, takenOn, first: false })
        const least = due.days === null ? GRACE_DAYS : Math.min(due.days, GRACE_DAYS)
        expect(day >= plusDays(takenOn, least)).toBe(true)
      },
    ),
  )
})

test('what has to be done again opens thirty days ahead, and always leaves thirty days', () => {
  expect(dueAgain('2025-12-15', 12, '2026-11-14')).toBeNull()
  expect(dueAgain('2025-12-15', 12, '2026-11-15')).toBe('2026-12-15')
  // Done years ago when it is assigned: not late at once.
  expect(dueAgain('2022-03-01', 12, '2026-11-15')).toBe('2026-12-15')
  fc.assert(
    fc.property(days, fc.constantFrom(3, 6, 12, 24, 36), days, (doneOn, months, today) => {
      const again = dueAgain(doneOn, months, today)
      if (again !== null) expect(again >= plusDays(today, NOTICE_DAYS)).toBe(true)
      else expect(today < plusMonths(doneOn, months)).toBe(true)
    }),
  )
})

test('reminders belong to seven days before, one day before and three days after', () => {
  const on = (today: string) => stageOn('2026-12-14', today)
  expect(on('2026-12-06')).toBeNull()
  expect(on('2026-12-07')).toBe('week')
  expect(on('2026-12-12')).toBe('week')
  expect(on('2026-12-13')).toBe('eve')
  expect(on('2026-12-14')).toBe('eve')
  expect(on('2026-12-15')).toBeNull()
  expect(on('2026-12-17')).toBe('late')
  // A portal that was switched off for a month does not come back with old reproaches.
  expect(on('2027-01-20')).toBeNull()
})

test('an assignment means a unit with all below, a role, and the years of hiring it names', () => {
  const below = new Set(['site', 'team'])
  const limits = { role: 'everyone', hiredFrom: null, hiredTo: null } as const
  const floor = { unitId: 'team', roles: [], hiredOn: '2026-03-01' }
  expect(means(limits, below, floor)).toBe(true)
  expect(means(limits, below, { ...floor, unitId: 'region' })).toBe(false)
  expect(means({ ...limits, role: 'leader' }, below, floor)).toBe(false)
  expect(means({ ...limits, role: 'leader' }, below, { ...floor, roles: ['leader'] })).toBe(true)
  expect(means({ ...limits, role: 'employee' }, below, { ...floor, roles: ['leader'] })).toBe(false)
  const fresh = { ...limits, hiredFrom: '2026-01-01', hiredTo: '2026-03-01' }
  expect(means(fresh, below, floor)).toBe(true)
  expect(means(fresh, below, { ...floor, hiredOn: '2026-03-02' })).toBe(false)
  expect(means(fresh, below, { ...floor, hiredOn: null })).toBe(false)
})

const known = {
  units: ['site'],
  modules: [
    { id: 'chain', roles: ['employee', 'leader'] },
    { id: 'promise', roles: ['leader'] },
  ],
  today: '2026-11-29',
}
const wish = (fields: Record<string, string>) =>
  readWish(new URLSearchParams({ unit: 'site', ...fields }), known.today)

test('a wish that is sound says what will happen, and its fields say it again', () => {
  const sound = checkWish(
    wish({ what: 'leader', due: 'hired', dueDays: '45', repeat: '12' }),
    known,
  )
  expect(sound).toEqual({
    unitId: 'site',
    role: 'everyone',
    hiredFrom: null,
    hiredTo: null,
    path: 'leader',
    modules: ['chain', 'promise'],
    due: { kind: 'hired', on: null, days: 45 },
    repeatMonths: 12,
  })
  const written = wish({ what: 'chosen', module: 'promise', dueOn: '2026-12-24' })
  expect(readWish(new URLSearchParams(wishFields(written)), known.today)).toEqual(written)
})

test('everything that is wrong with a wish is said at once, at its field', () => {
  const wrong = checkWish(
    {
      ...wish({ what: 'chosen', due: 'on', dueOn: '2026-11-28' }),
      unit: 'elsewhere',
      hiredFrom: '2026-02-30',
      hiredTo: '2026-01-01',
    },
    known,
  )
  expect(wrong).toEqual({
    problems: [
      { field: 'unit', what: 'unit-unknown' },
      { field: 'module', what: 'modules-none' },
      { field: 'hiredFrom', what: 'day-wrong' },
      { field: 'hiredTo', what: 'hired-order' },
      { field: 'dueOn', what: 'due-past' },
    ],
  })
  const days = (dueDays: string) => checkWish(wish({ due: 'assigned', dueDays }), known)
  for (const typed of ['0', '731', '1.5', '-3', 'x', '']) {
    expect(days(typed), typed).toEqual({ problems: [{ field: 'dueDays', what: 'days-wrong' }] })
  }
  // An assignment that is changed after its day may keep it.
  expect(
    checkWish(wish({ dueOn: '2026-11-01' }), { ...known, dueNow: '2026-11-01' }),
  ).toMatchObject({ due: { on: '2026-11-01' } })
})

test('days and zones of a people file are those that exist', () => {
  expect(['2026-02-28', '2024-02-29'].map(isDay)).toEqual([true, true])
  expect(['2026-02-29', '26-02-01', '2026-2-1', ''].map(isDay)).toEqual([
    false,
    false,
    false,
    false,
  ])
  expect(['Asia/Jerusalem', 'Europe/Berlin'].map(isTimeZone)).toEqual([true, true])
  expect(['Berlin', 'Mars/Olympus', ''].map(isTimeZone)).toEqual([false, false, false])
})
