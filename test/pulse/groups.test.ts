import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plantTree } from '../../app/pulse/disclosure.ts'
import { answeringUnit, formGroups } from '../../app/pulse/groups.ts'
import { planted, randomTree, type Plan } from '../support/tree.ts'

/** `{ A: 9 }`: nine people answer in A. Gives back unit → people counted there. */
function groupsOf(plan: Plan) {
  const { tree, own } = planted(plan)
  const units = tree.ids.map((id, v) => ({
    id,
    code: id,
    parent: tree.ids[tree.parent[v]!] ?? null,
  }))
  const people = new Map(
    tree.ids.map((id, v) => [id, Array.from({ length: own[v]! }, (_, i) => `${id}${i}`)]),
  )
  const groups = formGroups(units, people, 6)
  if (groups === 'too-few') return groups
  return Object.fromEntries(
    groups.map((group) => [group.unit, `${group.kind} ${group.people.length}`]),
  )
}

const units = new Map(
  [
    { id: 'company', code: 'Z', parentId: null },
    { id: 'north', code: 'N', parentId: 'company' },
    { id: 'haifa', code: 'N1', parentId: 'north' },
    { id: 'tills', code: 'N1T', parentId: 'haifa' },
    { id: 'south', code: 'S', parentId: 'company' },
    { id: 'eilat', code: 'S1', parentId: 'south' },
  ].map((unit) => [unit.id, unit]),
)

test('everybody answers in their own unit, a leader in the one above the unit they lead', () => {
  expect(answeringUnit({ unitId: 'tills', leads: [] }, units)).toBe('tills')
  expect(answeringUnit({ unitId: 'tills', leads: ['tills'] }, units)).toBe('haifa')
  expect(answeringUnit({ unitId: 'haifa', leads: ['tills'] }, units)).toBe('haifa')
})

test('who leads several units answers above the highest of them, so among none of those they lead', () => {
  expect(answeringUnit({ unitId: 'tills', leads: ['tills', 'haifa'] }, units)).toBe('north')
  expect(answeringUnit({ unitId: 'haifa', leads: ['tills', 'south'] }, units)).toBe('company')
  expect(answeringUnit({ unitId: 'haifa', leads: ['eilat', 'haifa'] }, units)).toBe('north')
})

test('who leads the whole company answers in the whole company', () => {
  expect(answeringUnit({ unitId: 'north', leads: ['company'] }, units)).toBe('company')
})

test('teams of six and more are groups of their own', () => {
  expect(groupsOf({ P: { own: 7, A: 6, B: 9 } })).toEqual({
    P: 'direct 7',
    A: 'whole 6',
    B: 'whole 9',
  })
})

test('teams below six and direct members are one group of the unit above', () => {
  expect(groupsOf({ P: { own: 1, A: 5, B: 3, C: 8 } })).toEqual({ P: 'direct 9', C: 'whole 8' })
})

test('a direct group below six moves up to the direct group of the next unit', () => {
  expect(groupsOf({ Z: { own: 4, R: { own: 1, A: 2, B: 10 }, S: { C: 20 } } })).toEqual({
    Z: 'direct 7',
    B: 'whole 10',
    C: 'whole 20',
  })
})

test('at the root the smallest child group is absorbed, of equals the last by code', () => {
  expect(groupsOf({ P: { own: 2, A: 20 } })).toEqual({ P: 'direct 22' })
  expect(groupsOf({ P: { own: 2, A: 9, B: 7, C: 7 } })).toEqual({
    P: 'direct 9',
    A: 'whole 9',
    B: 'whole 7',
  })
})

test('where no unit right below the root has a group, the smallest of the nearest ones is absorbed', () => {
  const deep = { Z: { own: 3, R: { A: 12, B: 8 }, S: { C: { D: 6 } } } }
  expect(groupsOf(deep)).toEqual({ Z: 'direct 11', A: 'whole 12', D: 'whole 6' })
})

test('an empty root needs nobody; an empty team is no group', () => {
  expect(groupsOf({ P: { A: 6, B: 0 } })).toEqual({ A: 'whole 6' })
})

test('small teams deep in the tree meet where they are six', () => {
  expect(groupsOf({ Z: { R: { S: { A: 2, B: 3 }, T: { C: 1 } } } })).toEqual({ R: 'direct 6' })
})

test('with fewer than six eligible in all there is no launch', () => {
  expect(groupsOf({ P: { own: 1, A: 4 } })).toBe('too-few')
})

test('in any tree each group has six or more, everybody is in one group, at home or above it', () => {
  fc.assert(
    fc.property(randomTree(25, 9), ({ units, own }) => {
      const tree = plantTree(units)
      const people = new Map(
        units.map(({ id }, v) => [id, Array.from({ length: own[v]! }, (_, i) => `${id}:${i}`)]),
      )
      const groups = formGroups(units, people, 6)
      const everybody = [...people.values()].flat()
      expect(groups === 'too-few').toBe(everybody.length < 6)
      if (groups === 'too-few') return
      expect(groups.flatMap((group) => group.people).sort()).toEqual(everybody.sort())
      expect(new Set(groups.map((group) => group.unit)).size).toBe(groups.length)
      for (const group of groups) {
        expect(group.people.length).toBeGreaterThanOrEqual(6)
        const place = tree.at.get(group.unit)!
        expect(group.kind).toBe(tree.children[place]!.length === 0 ? 'whole' : 'direct')
        for (const person of group.people) {
          let at = tree.at.get(person.split(':')[0]!)!
          while (at !== place && at !== -1) at = tree.parent[at]!
          expect(at).toBe(place)
        }
      }
    }),
    { numRuns: 500 },
  )
})
