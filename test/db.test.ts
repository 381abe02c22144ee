import { expect } from 'vitest'
import { migrate, pendingMigrations } from '../db/connect.ts'
import { onBothDatabases } from './support/database.ts'

onBothDatabases(
  'a migrated portal has nothing left to migrate, and migrating again changes nothing',
  async ({ db }) => {
    expect(await pendingMigrations(db)).toEqual([])
    expect(await migrate(db)).toEqual([])
  },
)
