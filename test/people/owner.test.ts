import { expect } from 'vitest'
import { firstOwner } from '../../app/people/owner.server.ts'
import { onBothDatabases } from '../support/database.ts'

onBothDatabases(
  'several processes that start an empty portal at once make one owner, and all offer the way in',
  async ({ db }) => {
    const now = new Date('2026-03-02T12:00:00Z')
    const ids = await Promise.all([1, 2, 3, 4].map(() => firstOwner(db, now)))
    expect(new Set(ids).size).toBe(1)
    expect(await db.selectFrom('people_unit').select('code').execute()).toHaveLength(1)
    const roles = await db.selectFrom('people_role').select(['employee_id', 'role']).execute()
    expect(roles.map(({ role }) => role).sort()).toEqual(['hr', 'owner'])
    expect(roles.every(({ employee_id: id }) => id === ids[0])).toBe(true)
  },
)
