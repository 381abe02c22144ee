import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Grade,
  gradeOf,
  type Memory,
  newMemory,
  remembered,
} from '../../app/training/cards/memory.server.ts'

const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000

/** Days until the next time after each grade, always answered on the day itself. */
function intervals(grades: Grade[]): number[] {
  let memory = newMemory('2026-01-01')
  return grades.map((grade) => {
    const today = memory.due_on
    memory = remembered(memory, grade, today)
    return daysBetween(today, memory.due_on)
  })
}

test('four right answers, a wrong one and a right one: 3, 14, 57, 180, 5 and 12 days', () => {
  const grades: Grade[] = ['right', 'right', 'right', 'right', 'wrong', 'right']
  expect(intervals(grades)).toEqual([3, 14, 57, 180, 5, 12])
})

test('a wrong answer counts as wrong, sure or not; a doubt makes a right one return sooner', () => {
  expect([gradeOf(false, true), gradeOf(false, false)]).toEqual(['wrong', 'wrong'])
  expect([gradeOf(true, true), gradeOf(true, false)]).toEqual(['unsure', 'right'])
  const first = (grade: Grade) => intervals([grade])[0]
  expect([first('wrong'), first('unsure'), first('right')]).toEqual([1, 2, 3])
})

test('whatever is answered and whenever: due a day to 180 days later, and a lapse is counted', () => {
  const answers = fc.array(
    fc.tuple(fc.constantFrom<Grade>('wrong', 'unsure', 'right'), fc.nat({ max: 400 })),
    { minLength: 1, maxLength: 30 },
  )
  fc.assert(
    fc.property(answers, (list) => {
      let memory: Memory = newMemory('2026-01-01')
      for (const [grade, late] of list) {
        const today = new Date(Date.parse(memory.due_on) + late * 86_400_000)
          .toISOString()
          .slice(0, 10)
        const before = memory
        memory = remembered(before, grade, today)
        const wait = daysBetween(today, memory.due_on)
        expect(wait).toBeGreaterThanOrEqual(1)
        expect(wait).toBeLessThanOrEqual(180)
        expect(memory.reps).toBe(before.reps + 1)
        expect(memory.lapses).toBe(before.lapses + (grade === 'wrong' && before.reps > 0 ? 1 : 0))
        if (grade === 'wrong')
          expect(wait).toBeLessThanOrEqual(
            daysBetween(today, remembered(before, 'right', today).due_on),
          )
      }
    }),
    { numRuns: 200 },
  )
})
